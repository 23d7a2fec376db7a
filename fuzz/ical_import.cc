// SPDX-License-Identifier: AGPL-3.0-or-later
// Bytes that claim to be a partner's calendar. Whatever event comes out can be planned, written and read
// again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "activities/dates/ical.h"

namespace {

using namespace cote::activities::dates;

void must(bool true_of_it) {
  if (!true_of_it) std::abort();
}

void sound(const ical::Event& event) {
  must(!event.uid.empty() && event.length > Minutes(0));
  auto last = cote::LocalMinute::min();
  for (auto const at : expand(event.when, 100)) {
    must(at > last);
    last = at;
    must(span_of(at, event.length).minutes() >= Minutes(0));
  }
  if (event.when.rule) {
    auto const again = read_rule(write(*event.when.rule, event.kind), event.kind);
    must(again.rule == event.when.rule);
  }
  // An end in the hour that the clocks skip or repeat is written as another one.
  auto const back = ical::read(ical::write({ical::Method::none, "", {event}}));
  must(!back.refused && back.events.size() + back.rejects.size() == 1);
  if (!back.events.empty()) {
    must(back.events[0].when == event.when && back.events[0].of == event.of);
    must(back.events[0].summary == event.summary);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view const bytes(reinterpret_cast<const char*>(data), size);
  auto const read = ical::read(bytes, {.bytes = 100'000, .events = 50});
  must(!read.refused || (read.events.empty() && !read.refused->key.empty()));
  for (auto const& each : read.rejects) must(!each.key.empty() && !each.message.empty());
  for (auto const& each : read.events) sound(each);
  auto const rule = read_rule(bytes);
  must(rule.rule.has_value() || (!rule.refused.key.empty() && rule.refused.at <= 500));
  if (rule.rule) must(read_rule(write(*rule.rule)).rule == rule.rule);
  return 0;
}
