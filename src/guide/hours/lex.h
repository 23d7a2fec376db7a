// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>
#include <variant>
#include <vector>

#include "guide/hours/hours.h"

namespace cote::guide::hours {

struct Token {
  enum class Kind : std::uint8_t {
    number,
    year,
    weekday,
    month,
    holiday,
    easter,
    week,
    day,
    state,
    always,
    comment,
    half_day,
    colon,
    dash,
    comma,
    semicolon,
    fallback,
    plus,
    slash,
    bracket,
    end_bracket,
    end
  };
  Kind kind = Kind::end;
  int value = 0;            // number; weekday 0 = Monday; month 1…12; State; half_day 0 = am, 12 = pm
  std::string_view text{};  // of a comment: without its quotes; of a number: its digits
  std::size_t at = 0;
};

/// The text cut into words of the language; ends with an `end` token. Names of days and months are
/// English, French, Dutch or German; hyphens of any width are one dash.
std::variant<std::vector<Token>, Refused> tokens_of(std::string_view text);

}  // namespace cote::guide::hours
