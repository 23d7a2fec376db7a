// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <charconv>

#include "activities/dates/clock.h"
#include "activities/dates/rule.h"

namespace cote::activities::dates {
namespace {

constexpr std::size_t kLongest = 500;
constexpr int kMostCount = 10'000;
constexpr int kMostInterval = 9'999;
constexpr std::array<std::string_view, 7> kDays{"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
constexpr std::array<std::string_view, 4> kFrequencies{"DAILY", "WEEKLY", "MONTHLY", "YEARLY"};

struct Piece {
  std::string_view text;
  std::size_t at = 0;
};

std::vector<Piece> split(Piece whole, char at) {
  std::vector<Piece> out;
  for (std::size_t from = 0;;) {
    auto const to = std::min(whole.text.find(at, from), whole.text.size());
    out.push_back({whole.text.substr(from, to - from), whole.at + from});
    if (to == whole.text.size()) return out;
    from = to + 1;
  }
}

template <class List>
std::optional<unsigned> index_in(const List& list, std::string_view text) {
  auto const found = std::find(list.begin(), list.end(), text);
  if (found == list.end()) return std::nullopt;
  return static_cast<unsigned>(found - list.begin());
}

template <class T>
void tidy(std::vector<T>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

class Reader {
 public:
  Reader(std::string_view text, Starts starts) : text_(text), starts_(starts) {}

  RuleRead read() {
    for (auto const& part : split({text_, 0}, ';'))
      if (!this->part(part)) return {std::nullopt, refused_};
    if (!whole()) return {std::nullopt, refused_};
    tidy(rule_.days);
    tidy(rule_.month_days);
    tidy(rule_.months);
    tidy(rule_.positions);
    return {rule_, {}};
  }

 private:
  bool refuse(Piece where, std::string key, const std::string& why) {
    refused_ = {"dates.rule." + std::move(key), why + " (\"" + std::string(where.text.substr(0, 40)) + "\")",
                where.at};
    return false;
  }

  bool part(Piece piece) {
    auto const equals = piece.text.find('=');
    if (equals == std::string_view::npos || equals == 0) return refuse(piece, "form", "a part is NAME=VALUE");
    auto const name = piece.text.substr(0, equals);
    Piece const value{piece.text.substr(equals + 1), piece.at + equals + 1};
    if (std::find(seen_.begin(), seen_.end(), name) != seen_.end())
      return refuse(piece, "twice", "a part stands twice");
    seen_.push_back(name);
    if (name == "FREQ") return frequency(value);
    if (name == "INTERVAL") return number(value, 1, kMostInterval, rule_.interval);
    if (name == "COUNT") return number(value, 1, kMostCount, rule_.count.emplace());
    if (name == "UNTIL") return until(value);
    if (name == "WKST") return week_start(value);
    if (name == "BYDAY") return days(value);
    if (name == "BYMONTHDAY") return numbers(value, 31, true, rule_.month_days);
    if (name == "BYMONTH") return numbers(value, 12, false, rule_.months);
    if (name == "BYSETPOS") return numbers(value, 366, true, rule_.positions);
    return refuse(piece, "unsupported", "this part is not supported");
  }

  bool frequency(Piece value) {
    auto const found = index_in(kFrequencies, value.text);
    if (!found) {
      bool const finer = value.text == "HOURLY" || value.text == "MINUTELY" || value.text == "SECONDLY";
      return refuse(value, finer ? "unsupported" : "form", "FREQ is DAILY, WEEKLY, MONTHLY or YEARLY");
    }
    rule_.frequency = static_cast<Frequency>(*found);
    return true;
  }

  bool week_start(Piece value) {
    auto const found = index_in(kDays, value.text);
    if (!found) return refuse(value, "form", "WKST is a day: MO, TU…");
    rule_.week_start = *found;
    return true;
  }

  bool number(Piece value, int low, int high, int& into) {
    auto const* const end = value.text.data() + value.text.size();
    auto const [stop, error] = std::from_chars(value.text.data(), end, into);
    if (error != std::errc{} || stop != end) return refuse(value, "number", "not a whole number");
    if (into < low || into > high) return refuse(value, "range", "a number out of range");
    return true;
  }

  bool signed_number(Piece value, int most, bool below_zero, int& into) {
    if (value.text.starts_with('+')) value = {value.text.substr(1), value.at + 1};
    if (value.text.starts_with('+')) return refuse(value, "number", "not a whole number");
    if (!number(value, below_zero ? -most : 1, most, into)) return false;
    return into != 0 || refuse(value, "range", "a number out of range");
  }

  bool numbers(Piece value, int most, bool below_zero, std::vector<int>& into) {
    for (auto const& each : split(value, ','))
      if (!signed_number(each, most, below_zero, into.emplace_back())) return false;
    return true;
  }

  bool days(Piece value) {
    for (auto const& each : split(value, ',')) {
      auto const at = each.text.size() < 2 ? 0 : each.text.size() - 2;
      auto const weekday = index_in(kDays, each.text.substr(at));
      if (!weekday) return refuse(each, "form", "BYDAY is a list of days: MO, 2TU, -1FR");
      ByDay day{*weekday, 0};
      if (at > 0 && !signed_number({each.text.substr(0, at), each.at}, 53, true, day.nth)) return false;
      rule_.days.push_back(day);
    }
    return true;
  }

  bool until(Piece value) {
    until_ = value;
    auto text = value.text;
    bool const utc = text.ends_with('Z');
    if (utc) text.remove_suffix(1);
    auto const date = text.size() == 8 || text.size() == 15 ? basic_date(text.substr(0, 8)) : std::nullopt;
    if (!date || (text.size() == 8 && utc))
      return refuse(value, "until", "UNTIL is a date or a date and a time");
    if ((text.size() == 8) != (starts_ == Starts::whole_day))
      return refuse(value, "until_kind", "UNTIL must be a date when the start is one, and only then");
    auto const day = LocalMinute(std::chrono::local_days(*date));
    if (text.size() == 8) {
      rule_.until = instant_of(day + std::chrono::minutes(1439)) + std::chrono::seconds(59);
      return true;
    }
    auto const clock = basic_clock(text.substr(8));
    if (!clock) return refuse(value, "until", "UNTIL is a date or a date and a time");
    auto const minute = day + std::chrono::floor<std::chrono::minutes>(*clock);
    auto const seconds = *clock % std::chrono::minutes(1);
    rule_.until = (utc ? Time(minute.time_since_epoch()) : instant_of(minute)) + seconds;
    return true;
  }

  // What no part can know alone.
  bool whole() {
    Piece const all{text_, 0};
    auto const has = [&](std::string_view name) {
      return std::find(seen_.begin(), seen_.end(), name) != seen_.end();
    };
    if (!has("FREQ")) return refuse(all, "form", "there is no FREQ");
    if (rule_.count && rule_.until) return refuse(until_, "two_ends", "COUNT and UNTIL exclude each other");
    if (rule_.frequency == Frequency::weekly && has("BYMONTHDAY"))
      return refuse(all, "combination", "a weekly rule has no BYMONTHDAY");
    if (has("BYSETPOS") && !has("BYDAY") && !has("BYMONTHDAY") && !has("BYMONTH"))
      return refuse(all, "combination", "BYSETPOS needs another BY part");
    bool const by_month =
        rule_.frequency == Frequency::monthly || (rule_.frequency == Frequency::yearly && has("BYMONTH"));
    for (auto const& day : rule_.days) {
      if (day.nth != 0 && rule_.frequency < Frequency::monthly)
        return refuse(all, "combination", "a numbered day needs a monthly or yearly rule");
      if (by_month && (day.nth > 5 || day.nth < -5))
        return refuse(all, "range", "no month has six of one day");
    }
    return true;
  }

  std::string_view text_;
  Starts starts_;
  Rule rule_{};
  Refused refused_{};
  Piece until_{};
  std::vector<std::string_view> seen_{};
};

}  // namespace

RuleRead read_rule(std::string_view text, Starts starts) {
  if (text.size() > kLongest)
    return {std::nullopt, {"dates.rule.long", "a rule has at most 500 bytes", kLongest}};
  std::string upper(text);
  for (auto& letter : upper)
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  return Reader(upper, starts).read();
}

}  // namespace cote::activities::dates
