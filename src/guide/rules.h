// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "guide/model.h"

namespace cote::guide::rules {

/// 16 hexadecimal digits of the text as it reads: typographic edits (spaces of any kind, quotes,
/// dashes, apostrophes) do not change it. FNV-1a, 64 bits, after normalisation.
std::string source_hash(std::string_view text);

/// The state of `words` in `lang`.
TranslationState state(const Words& words, std::string_view lang);

/// The wording to show a reader of `lang`: theirs if there is one (an outdated one too), otherwise the
/// source's, otherwise the first. Null when nobody wrote anything.
const Wording* shown(const Words& words, std::string_view lang);
/// Its text, or empty.
std::string_view text(const Words& words, std::string_view lang);
/// A text written in one language, as its source.
Words source_words(std::string_view lang, std::string_view text);

/// How old a record's facts are, as readers are told: computed from the day verified, else the as-of
/// date or year (31 December of it), else unknown.
enum class Freshness : std::uint8_t { fresh, to_confirm, old, unknown };  // <= 1 year, <= 5, more, no date
Freshness freshness(const Provenance& p, Date today);
/// 1 for today down to 0 at ten years or no date: ranks, never hides.
float freshness_score(const Provenance& p, Date today);

/// Why a record is believed as much as it is: what ranks it, in parts that a page can say in words.
struct Trust {
  float score = 0;  // 0 to 1: freshness_score, lowered by a fifth when a fact is overdue and halved when
                    // nobody confirms the record
  Freshness freshness = Freshness::unknown;
  std::optional<Date> verified_on{};
  VerifiedHow how = VerifiedHow::unknown;
  Standing standing = Standing::good;
  std::optional<FactCheck> next{};  // the kind of fact to be made sure of soonest, when that is known
  bool overdue = false;             // its day is past
};
Trust trust(const Service& service, Date today);

/// The place as the public may see it: a confidential one loses address, note, postal code, locality,
/// NIS, coordinates, transport and accessibility, and keeps its id, name and `confidential`.
Place public_place(const Place& place);
/// The catalogue as the public may see it: places through public_place, and for a service at a
/// confidential place no territory more precise than "province" and no wording that repeats the address.
/// Another record of the same address is confidential too. A withdrawn service is a tombstone here, and its
/// name stands in `withdrawn`. Everything that leaves (pages, search, API, exports) is made from this.
Catalogue public_catalogue(Catalogue catalogue);

/// "Médecin de garde" → "medecin-de-garde": folded, Latin letters, digits and '-', cut between words at
/// `longest`; empty when nothing is left.
std::string slug(std::string_view name, std::size_t longest = 80);

}  // namespace cote::guide::rules
