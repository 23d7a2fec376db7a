// SPDX-License-Identifier: AGPL-3.0-or-later
// Whatever is typed as opening hours: it is refused with a reason, or it evaluates, and its normal form
// reads back as the same schedule.
#include <cstdlib>
#include <string_view>

#include "guide/hours/hours.h"

namespace {

namespace hours = cote::guide::hours;
namespace ch = std::chrono;

void demand(bool holds) {
  if (!holds) std::abort();
}

// Windows over the two clock changes, a turn of the year and a 29 February.
const hours::Minute kStarts[] = {
    ch::local_days(ch::year(2026) / 3 / 27), ch::local_days(ch::year(2026) / 10 / 23),
    ch::local_days(ch::year(2026) / 12 / 30), ch::local_days(ch::year(2028) / 2 / 27)};

void evaluate(const hours::Schedule& schedule, const hours::Schedule& again) {
  for (const hours::Minute start : kStarts) {
    const auto slots = schedule.between(start, start + ch::days(4));
    demand(slots == again.between(start, start + ch::days(4)));
    hours::Minute last = start;
    for (auto const& slot : slots) {
      demand(last <= slot.from && slot.from < slot.to);
      demand(schedule.at(slot.from) == slot.state);
      demand(schedule.comment_at(slot.from) == slot.comment);
      last = slot.to;
    }
    const auto now = hours::status(schedule, start + ch::hours(11));
    demand(!now.until || schedule.at(*now.until) != now.state);
  }
  demand(hours::week(schedule, ch::floor<ch::days>(kStarts[0])).size() == 7);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto parsed = hours::parse(text);
  if (!parsed.schedule) {
    demand(!parsed.refused.key.empty() && !parsed.refused.message.empty() && parsed.refused.at <= size);
    return 0;
  }
  const auto again = hours::parse(parsed.schedule->text());
  demand(again.schedule && again.schedule->text() == parsed.schedule->text());
  evaluate(*parsed.schedule, *again.schedule);
  return 0;
}
