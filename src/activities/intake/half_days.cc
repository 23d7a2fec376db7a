// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/intake/half_days.h"

#include <algorithm>
#include <array>

namespace cote::activities::intake {
namespace {

constexpr std::array<std::string_view, 7> kDays{"mo", "tu", "we", "th", "fr", "sa", "su"};
constexpr std::array<std::string_view, 3> kParts{"am", "pm", "ev"};

std::optional<std::uint32_t> bit(std::string_view word) {
  if (word.size() != 5 || word[2] != '-') return {};
  auto const day = std::ranges::find(kDays, word.substr(0, 2)) - kDays.begin();
  auto const part = std::ranges::find(kParts, word.substr(3)) - kParts.begin();
  if (day == 7 || part == 3) return {};
  return std::uint32_t{1} << (day * 3 + part);
}

}  // namespace

std::optional<HalfDays> HalfDays::parse(std::string_view text) {
  auto out = HalfDays{};
  while (!text.empty()) {
    auto const end = std::min(text.find(' '), text.size());
    if (end > 0) {
      auto const one = bit(text.substr(0, end));
      if (!one) return {};
      out.bits_ |= *one;
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

HalfDays HalfDays::all() {
  auto out = HalfDays{};
  out.bits_ = (std::uint32_t{1} << 21) - 1;
  return out;
}

std::string HalfDays::text() const {
  auto out = std::string{};
  for (std::size_t i = 0; i < 21; ++i)
    if ((bits_ >> i & 1U) != 0)
      out.append(out.empty() ? "" : " ").append(kDays[i / 3]).append("-").append(kParts[i % 3]);
  return out;
}

}  // namespace cote::activities::intake
