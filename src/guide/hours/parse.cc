// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/hours/reader.h"

namespace cote::guide::hours {
namespace {

constexpr std::size_t kMaxText = 2000;
constexpr int kDay = 1440;

bool whole_day(const Span& span) { return span.from == 0 && span.to == kDay; }

// How long an open end may last is a convention of OSM's readers.
Span open_end(int from) {
  const int guess = from >= 22 * 60 ? from + 8 * 60 : from >= 17 * 60 ? from + 10 * 60 : kDay;
  return {static_cast<std::uint16_t>(from), static_cast<std::uint16_t>(guess), true};
}

// The end of one bare year is a day on which others that read these texts do not look again when nothing
// else changes there: "2026 Mo-Fr" stays open into 2027. Two dates say the same without doubt.
bool year_end_is_clear(const Rule& rule) {
  if (std::none_of(rule.years.begin(), rule.years.end(), [](const Years& y) { return y.first == y.last; }))
    return true;
  if (!rule.times.empty()) return std::none_of(rule.times.begin(), rule.times.end(), whole_day);
  constexpr unsigned kJanuaryAndDecember = 1U | 1U << 11;
  return rule.months != 0 && rule.dates.empty() && (rule.months & kJanuaryAndDecember) != kJanuaryAndDecember;
}

bool speaks_before(const Rule& rule, int minute) {
  if (rule.state == State::closed) return false;
  return rule.times.empty() || std::any_of(rule.times.begin(), rule.times.end(), [&](const Span& span) {
           return span.from < minute || span.to > kDay;
         });
}

// What OSM's reference reader makes of a fallback that goes on after midnight depends on where it starts to
// read, unless no rule before it speaks in those hours.
bool night_is_clear(const Rule& rule, const std::vector<Rule>& before) {
  int end = 0;
  for (const Span& span : rule.times) end = std::max(end, span.to - kDay);
  return end <= 0 || std::none_of(before.begin(), before.end(),
                                  [&](const Rule& other) { return speaks_before(other, end); });
}

}  // namespace

int Reader::number(int least, int most, const char* what) {
  const Token token = expect(Kind::number, what);
  if (token.text.size() > 2 || token.value < least || token.value > most)
    refuse(token, std::string("out of range: ") + what, "hours.range");
  return token.value;
}

std::vector<Rule> Reader::rules() {
  std::vector<Rule> out;
  bool fallback = false, additional = false;
  while (!is(Kind::end)) {
    if (accept(Kind::semicolon)) {
      fallback = additional = false;
      continue;
    }
    bool may_continue = false;
    const Token start = peek();
    Rule next = rule(may_continue);
    if (fallback && !night_is_clear(next, out))
      refuse(start, "overnight hours after || are not supported beside other hours", "hours.unsupported");
    next.fallback = fallback;
    next.additional = additional;
    out.push_back(std::move(next));
    if (is(Kind::fallback) || is(Kind::comma)) {
      const Token sign = tokens_[at_++];
      additional = sign.kind == Kind::comma;
      if (additional && !may_continue)
        refuse(sign, "a comma may only follow a time, a state or a comment here", "hours.list");
      fallback = fallback || !additional;
      if (is(Kind::end) || is(Kind::semicolon) || is(Kind::comma) || is(Kind::fallback))
        refuse(peek(), "a rule is missing after this sign", "hours.unexpected");
    } else if (!is(Kind::end) && !is(Kind::semicolon)) {
      refuse(peek(), "did not expect this here", "hours.unexpected");
    }
  }
  if (out.empty()) refuse(peek(), "there are no hours in this text", "hours.empty");
  return out;
}

Rule Reader::rule(bool& may_continue) {
  Rule out;
  Progress progress;
  const Token start = peek();
  while (!(progress.may_continue && is(Kind::comma)) && step(out, progress)) {
  }
  if (peek().at == start.at) refuse(start, "did not expect this here", "hours.unexpected");
  if (progress.always && progress.selectors != 0) out.times.push_back({0, kDay, false});
  if (!year_end_is_clear(out))
    refuse(start, "a year alone is not supported here: write \"2026 Jan 01-2026 Dec 31\"",
           "hours.unsupported");
  if (!out.dates.empty() && out.months != 0 && !out.nths.empty())
    refuse(start, "write months and days in separate rules", "hours.unsupported");
  may_continue = progress.may_continue;
  return out;
}

// The order of date selectors is free. Days both before and after the times are refused: "Mo 9-12 Tu 14-17"
// is most often meant as two rules.
bool Reader::step(Rule& rule, Progress& progress) {
  const Token token = peek();
  if (token.kind == Kind::state || token.kind == Kind::comment) {
    state_or_comment(rule, progress);
    return true;
  }
  if (token.kind == Kind::number || token.kind == Kind::always) {
    if (progress.times || progress.always) refuse(token, "a second list of times in one rule", "hours.order");
    progress.dates_first = progress.selectors != 0;
    progress.may_continue = token.kind == Kind::number;
    if (progress.may_continue)
      times(rule);
    else
      ++at_;
    (progress.may_continue ? progress.times : progress.always) = true;
    return true;
  }
  const unsigned kind = selector(rule);
  if (kind == kNone) return false;
  if ((progress.times || progress.always) && progress.dates_first)
    refuse(token, "days after the times: begin a new rule with ; or ,", "hours.order");
  if ((progress.selectors & kind) != 0)
    refuse(token, "a second list of the same kind in one rule", "hours.order");
  progress.selectors |= kind;
  progress.may_continue = false;
  return true;
}

void Reader::state_or_comment(Rule& rule, Progress& progress) {
  const Token token = tokens_[at_++];
  const bool state = token.kind == Kind::state;
  if (progress.comment || (state && progress.state))
    refuse(token, "a rule has one state and then one comment", "hours.order");
  if (state)
    rule.state = static_cast<State>(token.value);
  else
    rule.comment = std::string(token.text);
  if (!state && !progress.state) rule.state = State::unknown;
  (state ? progress.state : progress.comment) = true;
  progress.may_continue = true;
}

void Reader::times(Rule& rule) {
  do {
    if (!rule.times.empty() && rule.times.back().open_end)
      refuse(peek(), "an open end (+) may only stand last", "hours.unsupported");
    rule.times.push_back(span());
  } while (is(Kind::comma) && is(Kind::number, 1) && accept(Kind::comma));
}

Reader::Clock Reader::clock() {
  Clock out;
  out.at = peek();
  int hour = number(0, 48, "an hour");
  if (is(Kind::colon)) {
    ++at_;
    if (is(Kind::number) && peek().text.size() != 2)
      refuse(peek(), "minutes have two digits", "hours.bad_time");
    out.minute = number(0, 59, "minutes");
    out.bare = false;
  }
  if (is(Kind::half_day)) {
    if (hour > 12 || hour == 0) refuse(peek(), "am and pm go with hours from 1 to 12", "hours.bad_time");
    hour = hour % 12 + tokens_[at_++].value;
    out.half_day = true;
  }
  out.minute += hour * 60;
  return out;
}

Span Reader::span() {
  const Clock from = clock();
  if (from.minute >= kDay) refuse(from.at, "hours begin before 24:00", "hours.bad_time");
  const auto first = static_cast<std::uint16_t>(from.minute);
  if (!from.bare && accept(Kind::plus)) return open_end(from.minute);
  expect(Kind::dash, "- and a closing time");
  Clock to = clock();
  if (to.bare != from.bare || to.half_day != from.half_day)
    refuse(to.at, "both ends of a span are written alike", "hours.bad_time");
  if (from.bare && to.minute == from.minute) refuse(to.at, "an empty span", "hours.bad_time");
  if (to.minute <= from.minute) to.minute += kDay;
  if (to.minute > 2 * kDay) refuse(to.at, "a span crosses two midnights", "hours.bad_time");
  if (is(Kind::slash)) refuse(peek(), "steps of time are not supported", "hours.unsupported");
  // What the reference reader makes of it depends on where it begins to read.
  if (is(Kind::plus)) refuse(peek(), "write \"09:00-17:00,17:00+\" for this", "hours.unsupported");
  return {first, static_cast<std::uint16_t>(to.minute), false};
}

Parsed parse(std::string_view text) {
  if (text.size() > kMaxText) return {std::nullopt, {"longer than 2,000 bytes", kMaxText, "hours.too_long"}};
  auto words = tokens_of(text);
  if (auto* refused = std::get_if<Refused>(&words)) return {std::nullopt, std::move(*refused)};
  try {
    return {Parser::schedule(Reader(std::get<0>(std::move(words))).rules()), {}};
  } catch (Refusal& refusal) {
    return {std::nullopt, std::move(refusal.why)};
  }
}

}  // namespace cote::guide::hours
