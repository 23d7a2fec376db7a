// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/enrolment/rules.h"

#include <algorithm>
#include <array>
#include <tuple>

#include <fmt/format.h>

#include "activities/enrolment/codes.h"
#include "post/outbox.h"

namespace cote::activities::rules {
namespace {

using S = State;
using E = Event;

// One line a transition; the test walks every state and every event.
constexpr std::array kTable = {
    Transition{std::nullopt, E::ask, S::requested, kPerson | kDesk},
    Transition{std::nullopt, E::place, S::confirmed, kPerson | kDesk},
    Transition{std::nullopt, E::queue, S::waiting, kPerson | kDesk},
    Transition{S::requested, E::place, S::confirmed, kDesk},
    Transition{S::requested, E::queue, S::waiting, kDesk},
    Transition{S::requested, E::refuse, S::refused, kDesk},
    Transition{S::requested, E::cancel, S::cancelled, kPerson | kDesk},
    Transition{S::requested, E::call_off, S::cancelled, kHouse},
    Transition{S::waiting, E::offer, S::offered, kHouse},
    Transition{S::waiting, E::refuse, S::refused, kDesk},
    Transition{S::waiting, E::cancel, S::cancelled, kPerson | kDesk},
    Transition{S::waiting, E::call_off, S::cancelled, kHouse},
    Transition{S::offered, E::accept, S::confirmed, kPerson | kDesk},
    Transition{S::offered, E::decline, S::declined, kPerson | kDesk},
    Transition{S::offered, E::expire, S::expired, kHouse},
    Transition{S::offered, E::requeue, S::waiting, kHouse},
    Transition{S::offered, E::cancel, S::cancelled, kPerson | kDesk},
    Transition{S::offered, E::call_off, S::cancelled, kHouse},
    Transition{S::confirmed, E::cancel, S::cancelled, kPerson | kDesk},
    Transition{S::confirmed, E::drop, S::dropped, kDesk},
    Transition{S::confirmed, E::complete, S::completed, kHouse},
    Transition{S::confirmed, E::call_off, S::cancelled, kHouse},
};

constexpr std::array<std::string_view, 10> kReasons = {
    "work", "health", "childcare", "moved", "transport", "level", "school", "hours", "no_news", "other",
};

constexpr std::size_t kMostMembers = 30;
constexpr std::size_t kLongestName = 120;
constexpr std::size_t kLongestNote = 500;

std::string trimmed(std::string_view text) {
  std::string out;
  for (auto const c : text) {
    auto const blank = static_cast<unsigned char>(c) <= 0x20 || c == 0x7F;
    if (!blank) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

bool is_phone(std::string_view text) {
  auto const digits = std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; });
  return digits >= 8 && digits <= 15 && text.find_first_not_of("0123456789+()/. -") == std::string_view::npos;
}

void check_member(const Participant& p, std::size_t i, Date today, Problems& out) {
  auto const field = [&](std::string_view name) { return fmt::format("members/{}/{}", i, name); };
  auto const wrong = [&](std::string_view name, std::string key) {
    out.push_back({.field = field(name), .key = std::move(key)});
  };
  if (p.name.empty()) wrong("name", "activities.enrol.name_missing");
  if (p.name.size() > kLongestName) wrong("name", "activities.enrol.too_long");
  if (i == 0 && p.email.empty() && p.phone.empty()) wrong("contact", "activities.enrol.contact_missing");
  if (!p.email.empty() && !post::is_address(p.email)) wrong("contact", "activities.enrol.email_wrong");
  if (!p.phone.empty() && !is_phone(p.phone)) wrong("contact", "activities.enrol.phone_wrong");
  if (p.birth_year && (*p.birth_year < 1900 || *p.birth_year > static_cast<int>(today.year())))
    wrong("birth_year", "activities.enrol.birth_year_wrong");
}

}  // namespace

std::span<const Transition> transitions() { return kTable; }

const Transition* find(std::optional<State> from, Event event) {
  auto const at =
      std::ranges::find_if(kTable, [&](const Transition& t) { return t.from == from && t.event == event; });
  return at == kTable.end() ? nullptr : &*at;
}

std::string refusal_key(std::optional<State> from) {
  return fmt::format("activities.enrolment.is.{}", from ? code(*from) : "unknown");
}

bool is_final(State s) {
  return std::ranges::none_of(kTable, [&](const Transition& t) { return t.from == s; });
}

Event entry(Approval approval, Eligibility eligibility, std::int64_t free, std::int64_t size) {
  // Somebody's own word is not yet evidence.
  bool const proven = eligibility == Eligibility::tested || eligibility == Eligibility::certificate ||
                      eligibility == Eligibility::overridden;
  if (approval == Approval::always || (approval == Approval::evidence && !proven)) return Event::ask;
  return size <= free ? Event::place : Event::queue;
}

Event after_offer(Expiry expiry, std::int64_t offers) {
  constexpr std::int64_t kMostOffers = 3;
  return expiry == Expiry::back && offers < kMostOffers ? Event::requeue : Event::expire;
}

bool before(const Enrolment& a, const Enrolment& b) {
  return std::tie(a.priority, a.requested, a.number) < std::tie(b.priority, b.requested, b.number);
}

std::vector<std::size_t> choose(std::span<const Enrolment> queue, std::int64_t free) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < queue.size() && free > 0; ++i) {
    if (queue[i].size > free) continue;
    free -= queue[i].size;
    out.push_back(i);
  }
  return out;
}

Form tidy(Form form, bool trusted) {
  for (auto& p : form.members) {
    p.name = trimmed(p.name);
    p.email = trimmed(p.email);
    std::ranges::transform(p.email, p.email.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
    p.phone = trimmed(p.phone);
    p.erased = false;
    if (!trusted) p.id = {};
  }
  form.note = trimmed(form.note);
  if (!trusted) {
    form.priority = Form::kNoPriority;
    if (form.eligibility != Eligibility::unknown) form.eligibility = Eligibility::declared;
  }
  return form;
}

Problems check(const Form& form, Date today) {
  Problems out;
  if (form.members.empty()) out.push_back({.field = "members", .key = "activities.enrol.nobody"});
  if (form.members.size() > kMostMembers || (form.kind == UnitKind::person && form.members.size() > 1))
    out.push_back({.field = "members", .key = "activities.enrol.too_many_members"});
  for (std::size_t i = 0; i < std::min(form.members.size(), kMostMembers); ++i)
    if (form.members[i].id.empty()) check_member(form.members[i], i, today, out);
  if (form.note.size() > kLongestNote) out.push_back({.field = "note", .key = "activities.enrol.too_long"});
  return out;
}

Problems check(const Edition& edition, std::int64_t size, bool trusted, Time now) {
  auto const no = [](std::string key) { return Problems{{.field = "edition", .key = std::move(key)}}; };
  if (edition.state == EditionState::cancelled) return no("activities.enrol.cancelled");
  // The desk may still add somebody when the public no longer can.
  bool const taken =
      edition.state == EditionState::open || (trusted && edition.state == EditionState::closed);
  if (!taken) return no("activities.enrol.closed");
  if (!trusted && edition.enrol_from && now < *edition.enrol_from) return no("activities.enrol.not_yet");
  if (!trusted && edition.enrol_until && now >= *edition.enrol_until) return no("activities.enrol.closed");
  if (size > edition.capacity) return no("activities.enrol.never_fits");
  return {};
}

std::span<const std::string_view> reasons() { return kReasons; }

std::vector<Clash> clashes(std::vector<Stretch> wanted, std::vector<Stretch> had) {
  auto const by_start = [](const Stretch& a, const Stretch& b) {
    return std::tie(a.starts, a.ends, a.session) < std::tie(b.starts, b.ends, b.session);
  };
  std::ranges::sort(wanted, by_start);
  std::ranges::sort(had, by_start);
  std::chrono::seconds reach{0};
  for (auto const& h : had) reach = std::max(reach, std::chrono::seconds(h.ends - h.starts));
  std::vector<Clash> out;
  for (auto const& w : wanted) {
    // Nothing that starts earlier than the longest one lasts can still be going on.
    auto at = std::ranges::lower_bound(had, w.starts - reach, {}, &Stretch::starts);
    for (; at != had.end() && at->starts < w.ends; ++at)
      if (at->ends > w.starts && at->session != w.session) out.push_back({w.session, at->session});
  }
  return out;
}

}  // namespace cote::activities::rules
