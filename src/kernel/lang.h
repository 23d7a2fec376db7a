// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace cote {

/// A language the interface is written in: one file of text/ each, in the order readers see.
struct Lang {
  std::string tag{};   // BCP 47: "fr", "ar"
  std::string name{};  // in the language itself: "Français"
  bool rtl = false;
  [[nodiscard]] std::string_view dir() const { return rtl ? "rtl" : "ltr"; }
};

/// All interface languages, French first. Built once from the embedded text files.
std::span<const Lang> languages();
/// The language of this tag, or null. Exact: "fr", never "fr-BE".
const Lang* find_language(std::string_view tag);
/// The best of languages() for an Accept-Language header (RFC 9110 12.5.4, quality values honoured,
/// "fr-BE" matches "fr"); French when nothing matches.
const Lang& negotiate(std::string_view accept_language);
/// True for scripts written from right to left (ar, fa, prs, ps, ur, ckb, he), shipped or not.
bool is_rtl(std::string_view tag);

}  // namespace cote
