// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/freshness/policy.h"

#include <algorithm>

namespace cote::guide::freshness {
namespace {

using std::chrono::sys_days;

bool reached(Date today, Date from, int days) {
  return sys_days(today) >= sys_days(from) + std::chrono::days(days);
}

Act while_calling(const Situation& at, Date today, const Policy& policy) {
  if (at.reachable && !at.letter_waits) return Act::ask;
  // As patient as with those who get letters.
  int const patience = policy.reminders * policy.reminder_days + policy.warn_days;
  return reached(today, at.since, patience) ? Act::warn : Act::none;
}

Act while_asking(const Situation& at, Date today, const Policy& policy) {
  if (!at.reachable || !at.last_letter) return Act::call;
  if (at.letter_waits) return reached(today, *at.last_letter, policy.reminder_days) ? Act::call : Act::none;
  if (at.letters <= policy.reminders)
    return reached(today, *at.last_letter, policy.reminder_days) ? Act::remind : Act::none;
  return reached(today, *at.last_letter, policy.warn_days) ? Act::warn : Act::none;
}

}  // namespace

Date later(Date day, int days) { return {sys_days(day) + std::chrono::days(days)}; }

Act next_step(const Situation& at, Date today, const Policy& policy) {
  bool const is_due = !at.due || sys_days(*at.due) <= sys_days(today);
  if (!is_due) return at.step == Step::quiet ? Act::none : Act::settle;
  switch (at.step) {
    case Step::quiet:
      return at.reachable ? Act::ask : Act::call;
    case Step::call:
      return while_calling(at, today, policy);
    case Step::asked:
      return while_asking(at, today, policy);
    case Step::warned:
      return at.letters > 0 && !at.letter_waits && reached(today, at.since, policy.withdraw_days)
                 ? Act::withdraw
                 : Act::none;
    case Step::withdrawn:
      return Act::none;
  }
  return Act::none;
}

Situation after(Situation at, Act act, Date today) {
  auto const enter = [&](Step step) {
    at.step = step;
    at.since = today;
  };
  switch (act) {
    case Act::none:
      break;
    case Act::ask:
      enter(Step::asked);
      at.letters = 1;
      at.last_letter = today;
      break;
    case Act::remind:
      ++at.letters;
      at.last_letter = today;
      break;
    case Act::call:
      enter(Step::call);
      at.letters = 0;
      at.last_letter = {};
      break;
    case Act::warn:
      enter(Step::warned);
      break;
    case Act::withdraw:
      enter(Step::withdrawn);
      break;
    case Act::settle:
      enter(Step::quiet);
      at.letters = 0;
      at.last_letter = {};
      break;
  }
  return at;
}

std::vector<FactCheck> verified(std::vector<FactCheck> checks, const std::vector<FactKind>& kinds, Date day,
                                VerifiedHow how, const Policy& policy) {
  for (auto const kind : kinds) {
    std::erase_if(checks, [&](const FactCheck& c) { return c.kind == kind; });
    checks.push_back({.kind = kind, .on = day, .how = how, .next_review = later(day, policy.days_of(kind))});
  }
  std::ranges::sort(checks, {}, &FactCheck::kind);
  return checks;
}

std::optional<Date> due(const Provenance& p, const Policy& policy) {
  if (p.next_review) return p.next_review;
  int const shortest = *std::ranges::min_element(policy.days);
  if (p.verified_on) return later(*p.verified_on, shortest);
  if (p.as_of) return later(*p.as_of, shortest);
  if (p.as_of_year) return later(std::chrono::year(*p.as_of_year) / std::chrono::December / 31, shortest);
  return std::nullopt;
}

}  // namespace cote::guide::freshness
