// SPDX-License-Identifier: AGPL-3.0-or-later
// Goal: planning is ours because it is exact; it may not be slower than libical's own iterator. The same
// rules, as courses have them, are followed over the same number of times by both, in turns, and must give
// the same days.
#include "activities/dates/recurrence.h"

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include <libical/ical.h>
#include <time.h>

namespace {

using namespace cote;
using namespace cote::activities::dates;

constexpr int kTimes = 100;   // of each rule, as a course over two years has them
constexpr int kRounds = 400;  // in one measurement

constexpr const char* kRules[] = {"FREQ=WEEKLY;BYDAY=TU,TH",
                                  "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
                                  "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE",
                                  "FREQ=WEEKLY;COUNT=100",
                                  "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR",
                                  "FREQ=MONTHLY;BYDAY=2TU",
                                  "FREQ=MONTHLY;BYDAY=-1FR",
                                  "FREQ=MONTHLY;BYMONTHDAY=1,15",
                                  "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
                                  "FREQ=YEARLY;BYMONTH=3,9;BYDAY=1SA"};
constexpr std::string_view kStart = "2026-09-01T09:00";  // a Tuesday

// Processor time, so that neighbours on the machine do not count.
double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

// Both give a sum of days, so that nothing is left out and all is compared.
long ours(const Recurrence& when) {
  long sum = 0;
  Occurrences times(when);
  for (int left = kTimes; left > 0; --left) {
    auto const at = times.next();
    if (!at) break;
    sum += day_of(*at).time_since_epoch().count();
  }
  return sum;
}

long theirs(const icalrecurrencetype& rule, const icaltimetype& start) {
  long sum = 0;
  auto* const times = icalrecur_iterator_new(rule, start);
  for (int left = kTimes; left > 0; --left) {
    auto const at = icalrecur_iterator_next(times);
    if (icaltime_is_null_time(at)) break;
    sum += std::chrono::sys_days(std::chrono::year(at.year) / at.month / at.day).time_since_epoch().count();
  }
  icalrecur_iterator_free(times);
  return sum;
}

template <class Work>
double measured(Work work) {
  auto const start = cpu_ms();
  for (int round = 0; round < kRounds; ++round) work();
  return cpu_ms() - start;
}

double middle(std::vector<double> of) {
  std::sort(of.begin(), of.end());
  return of[of.size() / 2];
}

}  // namespace

int main() {
  auto const begins = *parse_local(kStart);
  auto const start = icaltime_from_string(basic(begins).c_str());
  std::vector<double> all_ours, all_theirs;
  bool same = true;
  double slowest = 1e9;
  for (auto const* const text : kRules) {
    Recurrence const when{begins, read_rule(text).rule, {}, {}};
    auto const rule = icalrecurrencetype_from_string(text);
    long a = 0, b = 0;
    std::vector<double> mine, peers;
    for (int turn = 0; turn < 5; ++turn) {
      mine.push_back(measured([&] { a += ours(when); }));
      peers.push_back(measured([&] { b += theirs(rule, start); }));
    }
    same = same && a == b;
    auto const ratio = middle(peers) / middle(mine);
    slowest = std::min(slowest, ratio);
    all_ours.push_back(middle(mine));
    all_theirs.push_back(middle(peers));
    std::printf("%-48s %6.1f x libical%s\n", text, ratio, a == b ? "" : "  DIFFERENT TIMES");
  }
  double mine = 0, peers = 0;
  for (auto const each : all_ours) mine += each;
  for (auto const each : all_theirs) peers += each;
  double const expansions = static_cast<double>(std::size(kRules)) * kRounds;
  std::printf(
      "recurrence: %.0f rules of %d times a second; libical %.0f; ratio %.1f (goal 1), slowest rule %.1f\n",
      expansions / mine * 1e3, kTimes, expansions / peers * 1e3, peers / mine, slowest);
  return same && slowest >= 1 ? 0 : 1;
}
