// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"
#include "guide/snapshot.h"

/// Places that somebody chose together, for a sheet of paper.
namespace cote::guide::handout {

inline constexpr std::size_t kMost = 20;

/// The services of "cours,soins": in this order, each once, at most kMost; `left_out` counts what was asked
/// beyond. Slugs that nobody has, and services that have closed, are left out.
struct Selection {
  std::vector<const Service*> services{};
  std::size_t left_out = 0;
};
Selection chosen(const Snapshot& from, std::string_view slugs);
/// The same from stored ids, separated by blanks.
Selection of_ids(const Snapshot& from, std::string_view ids);

/// "cours,soins": how an address names a selection.
std::string slugs_of(const Selection& selection);
std::string ids_of(const Selection& selection);

/// What a short link calls a selection: eight letters and digits of its SHA-256, without those that are
/// read one for another. The same places in the same order always have the same.
std::string code_of(std::string_view ids, std::size_t length = 8);

namespace store {
/// Keeps `ids` under its code and says so; a longer code when another selection has this one already.
/// Three statements at most.
std::string keep(db::Tx& tx, std::string_view ids, Time now);
/// The ids behind a code, or empty. One statement.
std::string find(db::Session& session, std::string_view code);
/// Takes away those that nobody used since `before`.
std::int64_t erase(db::Tx& tx, Time before);
}  // namespace store

}  // namespace cote::guide::handout
