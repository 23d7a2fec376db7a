// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "guide/hours/lex.h"
#include "guide/hours/rules.h"

namespace cote::guide::hours {

/// Thrown while reading and always caught in parse(): why the text is refused.
struct Refusal {
  Refused why;
};

[[noreturn]] inline void refuse(const Token& token, std::string message, const char* key) {
  throw Refusal{{std::move(message), token.at, key}};
}

/// Reads rules from words, by recursive descent: parse.cc has rules and times, parse_dates.cc the days.
class Reader {
 public:
  explicit Reader(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}
  /// Every rule of the text, or throws Refusal.
  std::vector<Rule> rules();

 private:
  using Kind = Token::Kind;
  enum Selector : unsigned { kNone = 0, kYears = 1, kDates = 2, kWeeks = 4, kHoliday = 8, kWeekdays = 16 };
  struct Progress {
    unsigned selectors = 0;
    bool state = false, comment = false, times = false, always = false, dates_first = false;
    bool may_continue = false;  // a comma here begins an additional rule
  };

  [[nodiscard]] const Token& peek(std::size_t ahead = 0) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
  }
  [[nodiscard]] bool is(Kind kind, std::size_t ahead = 0) const { return peek(ahead).kind == kind; }
  bool accept(Kind kind) { return is(kind) && ++at_ != 0; }
  Token expect(Kind kind, const char* what) {
    if (!is(kind)) refuse(peek(), std::string("expected ") + what, "hours.unexpected");
    return tokens_[at_++];
  }
  /// Between `least` and `most`, written with at most two digits.
  int number(int least, int most, const char* what);

  Rule rule(bool& may_continue);
  bool step(Rule& rule, Progress& progress);
  void state_or_comment(Rule& rule, Progress& progress);
  void times(Rule& rule);
  Span span();
  struct Clock {
    int minute = 0;
    bool bare = true, half_day = false;
    Token at{};
  };
  Clock clock();

  /// Reads one date selector if one begins here.
  unsigned selector(Rule& rule);
  void years(Rule& rule);
  void weeks(Rule& rule);
  unsigned holiday(Rule& rule);
  void weekdays(Rule& rule);
  void weekday_item(Rule& rule);
  void nths(Rule& rule, unsigned weekday);
  void dates(Rule& rule);
  bool date_item(Rule& rule, bool after_date);
  void months(Rule& rule);
  void day_numbers(Rule& rule, const DatePoint& first);
  void range(Rule& rule, const DatePoint& from, const Token& start);
  [[nodiscard]] bool point_follows() const;
  DatePoint point();
  int offset(int most);
  void separator();
  /// "10:00-", "10:00+", "10:00 am": a clock time and not a day of the month.
  [[nodiscard]] bool clock_follows(std::size_t ahead) const;

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
};

}  // namespace cote::guide::hours
