// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kernel/id.h"
#include "kernel/time.h"

/// Mistakes that readers report, field by field, and what becomes of them. Nobody's name is asked or kept:
/// a reporter has a code, we have its hash.
namespace cote::guide::corrections {

using CorrectionId = Id<struct CorrectionTag>;

/// What a reader sent. Untrusted until rules::check has seen it.
struct Draft {
  std::string path{};    // a field of the record (guide/record.h), or "other"
  std::string right{};   // what it should say, if the reader knows
  bool unknown = false;  // it is wrong, and the reader does not know what is right
  std::string note{};    // how the reader knows
};

/// `waiting` for the desk, `asked` something of the reporter, or decided.
enum class State : std::uint8_t { waiting, asked, accepted, refused };

/// What one side said. `ready` is the key of a sentence of ours, shown in the language of whoever reads;
/// `body` is somebody's own words, in `lang`.
struct Message {
  bool by_desk = false;
  std::string lang{};
  std::string ready{};
  std::string body{};
  Time at{};
  bool operator==(const Message&) const = default;
};

struct Correction {
  CorrectionId id{};
  ServiceId service{};
  std::string path{};
  std::string before{};    // what the reader saw; empty: nothing was written
  std::string proposed{};  // empty: only that it is wrong
  std::string lang = "fr";
  bool slow = false;  // came without proof of work: read after the others
  State state = State::waiting;
  Time created{};
  std::optional<Time> decided{};
  std::string decided_by{};      // account id; empty before
  std::optional<Time> erased{};  // its words are gone, what remains can be counted
  std::vector<Message> messages{};
  bool operator==(const Correction&) const = default;
};

/// What the desk does with one.
enum class Verdict : std::uint8_t { accept, refuse, ask };
struct Decision {
  Verdict verdict = Verdict::accept;
  std::string value{};   // accept: what the field shall say; empty with `by_hand`
  bool by_hand = false;  // accept: the editor has changed the record already, or nothing is to be changed
  std::string ready{};
  std::string words{};  // the editor's own, in the editor's language
};

}  // namespace cote::guide::corrections
