// SPDX-License-Identifier: AGPL-3.0-or-later
// Our side for tools/oracle/ical.mjs: "ical_oracle COUNT SEED" writes calendars with random events, each
// followed by what a reader must find in them: a line "= uid TAB sequence TAB instant TAB instant…" for each
// event, with the instants at which its first times begin and, after a slash, end; then its texts, as JSON
// strings, and ".".
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>

#include "activities/dates/ical.h"

namespace {

using namespace cote;
using namespace cote::activities::dates;

std::string json(std::string_view text) {
  std::string out = "\"";
  for (char const each : text) {
    if (each == '\n')
      out += "\\n";
    else if (each == '\t')
      out += "\\t";
    else if (each == '"' || each == '\\')
      (out += '\\') += each;
    else
      out += each;
  }
  return out + "\"";
}

class Chance {
 public:
  explicit Chance(unsigned seed) : engine_(seed) {}
  int number(int low, int high) { return std::uniform_int_distribution(low, high)(engine_); }

  std::string words() {
    constexpr const char* kPieces[] = {"Français", ", ",    "; ",         "\\",   "\n", "A1.1",
                                       " ",        "ትምህርቲ", "اللغة",      "😀",    "\"", ":",
                                       "\\n",      "l'été", "українська", "\t x", "^n", "%0A"};
    std::string out = "x";
    for (int more = number(0, 30); more > 0; --more) out += kPieces[number(0, 17)];
    return out + "y";
  }

  ical::Event event(int at) {
    ical::Event out;
    out.uid = "u" + std::to_string(at) + "@example.org";
    out.sequence = number(0, 9);
    out.stamp = Time(std::chrono::seconds(1'780'000'000 + number(0, 1'000'000)));
    out.when.starts = LocalMinute(std::chrono::local_days(std::chrono::year(2026) / 1 / 1)) +
                      std::chrono::days(number(0, 700)) + Minutes(number(16, 60) * 15);
    out.length = Minutes(number(1, 35) * 15);
    out.summary = words();
    out.description = words() + words() + words();
    out.place = words();
    constexpr const char* kRules[] = {"",
                                      "",
                                      "FREQ=WEEKLY;COUNT=30",
                                      "FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20281218T100000Z",
                                      "FREQ=MONTHLY;BYDAY=2TU,-1FR;COUNT=20",
                                      "FREQ=DAILY;INTERVAL=3;COUNT=40"};
    auto const read = read_rule(kRules[number(0, 5)]);
    out.when.rule = read.rule;
    return out;
  }

 private:
  std::mt19937 engine_;
};

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) return 2;
  Chance chance(static_cast<unsigned>(std::atoi(arguments[2])));
  for (int at = 0; at < std::atoi(arguments[1]); ++at) {
    auto const event = chance.event(at);
    std::cout << ical::write({ical::Method::none, "", {event}});
    std::cout << "= " << event.uid << "\t" << event.sequence;
    for (auto const local : expand(event.when, 40)) {
      auto const span = span_of(local, event.length);
      std::cout << "\t" << iso(span.from) << "/" << iso(span.to);
    }
    std::cout << "\n"
              << json(event.summary) << "\n"
              << json(event.description) << "\n"
              << json(event.place) << "\n.\n";
  }
}
