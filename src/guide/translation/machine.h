// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"
#include "kernel/time.h"

/// Drafts by a machine: LibreTranslate's HTTP interface. Off unless the operator names a server.
namespace cote::guide::translation {

struct MachineSettings {
  std::string url{};  // "http://127.0.0.1:5000"; empty: off
  std::string key{};
  std::chrono::seconds timeout{60};
};

/// Words that stay as they are in every language: names on doors, trade names. From
/// data/translation/kept_words.csv, the longest first.
std::span<const std::string> kept_words();

/// A text whose kept words are replaced by marks that a machine leaves alone.
struct Protected {
  std::string text{};
  std::vector<std::string> words{};
};
Protected protect(std::string_view text, std::span<const std::string> words);
/// The words put back. None when the machine lost a mark or doubled it: half a name is worse than no draft.
std::optional<std::string> restore(std::string_view text, const std::vector<std::string>& words);

/// One text by the machine; none when the server does not answer as it should (`why` says what happened, in
/// English, for the log).
std::optional<std::string> by_machine(const MachineSettings& settings, std::string_view text,
                                      std::string_view from, std::string_view to, std::string* why = nullptr);

struct Drafts {
  int made = 0;
  int failed = 0;
};
/// Fills what is missing in `lang`, and makes a machine's own outdated drafts again, at most `most` texts.
/// What a person wrote is never touched, even when it is outdated. Stops at the third failure in a row.
Drafts fill(
    db::Db& db, const MachineSettings& settings, std::string_view lang, std::size_t most, Time now,
    const std::function<bool()>& stopping = [] { return false; });

}  // namespace cote::guide::translation
