// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

#include "db/db.h"
#include "guide/translation/store.h"
#include "kernel/result.h"
#include "people/actor.h"

/// The verbs of translation: permission, then one transaction with its entry in the ledger.
namespace cote::guide::translation {

/// What a translator typed for one field, and what she had before her when she did.
struct Typed {
  store::FieldId at{};
  std::string text{};
  bool confirmed = false;  // "the old one is still right", or a draft she takes as it is
  std::string seen_source_hash{};
  std::string seen_text_hash{};  // empty: there was no translation
};

/// Saves what changed in one service's texts, all of it or nothing; gives how many. A field that she left
/// as it was and did not confirm is not touched. Problems (by FieldId::text()): the source changed while
/// she worked, somebody else translated it meanwhile, a text is longer than 10,000 letters. Right
/// translation.translate; an unknown service or a language nobody ships is missing.
Result<int> save(db::Db& db, const people::Actor& who, const ServiceId& service, std::string_view lang,
                 const std::vector<Typed>& typed, Time now);

/// A text by a machine and where it belongs.
struct Drafted {
  store::Field field{};
  std::string text{};
};
/// Keeps drafts of a machine, in one transaction with a version of each record that shows them; those that a
/// person translated meanwhile are left. Gives how many were kept. The caller has asked for the right.
int keep_drafts(db::Db& db, const people::Actor& who, std::string_view lang,
                const std::vector<Drafted>& texts, Time now);

/// What came of one unit of a file.
struct Unit {
  std::string id{};
  std::string key{};  // why it was refused, a text key; empty: saved
};
struct Imported {
  int saved = 0;
  int unchanged = 0;
  std::vector<Unit> refused{};
};
/// Saves translations of many services at once, each unit by itself: a stale or unknown one is refused and
/// reported, the others are saved. Right translation.import.
Result<Imported> take_in(db::Db& db, const people::Actor& who, std::string_view lang,
                         const std::vector<Typed>& typed, Time now);

}  // namespace cote::guide::translation
