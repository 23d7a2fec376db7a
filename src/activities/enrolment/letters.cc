// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/enrolment/letters.h"

#include <fmt/format.h>

#include "activities/code.h"
#include "kernel/lang.h"
#include "kernel/text.h"

namespace cote::activities::letters {
namespace {

const Lang& language(std::string_view tag) {
  auto const* const found = find_language(tag);
  return found != nullptr ? *found : *find_language("fr");
}

/// "24 November 2026, 14:00", in Belgium.
std::string moment(const Text& t, Time at) {
  auto const local = to_local(at);
  auto const midnight = std::chrono::floor<std::chrono::days>(local);
  std::chrono::year_month_day const day{midnight};
  std::chrono::hh_mm_ss const clock{local - midnight};
  return t("activities.mail.moment",
           {{"day", static_cast<unsigned>(day.day())},
            {"month", t(fmt::format("web.month.{}", static_cast<unsigned>(day.month())))},
            {"year", std::to_string(static_cast<int>(day.year()))},
            {"time", fmt::format("{:02}:{:02}", clock.hours().count(), clock.minutes().count())}});
}

}  // namespace

std::string_view kind_of(Event event, std::string_view reason) {
  switch (event) {
    case Event::ask:
      return "requested";
    case Event::place:
    case Event::accept:
      return "confirmed";
    case Event::queue:
    case Event::requeue:
      return "waiting";
    case Event::offer:
      return "offered";
    case Event::expire:
      return "expired";
    case Event::cancel:
    case Event::drop:
    case Event::decline:
      return "cancelled";
    case Event::refuse:
      return "refused";
    case Event::call_off:
      return reason == kOver ? "no_place" : "called_off";
    case Event::complete:
      break;
  }
  return {};
}

post::Message letter(std::string_view kind, const Participant& to, const About& about) {
  auto const& lang = language(to.lang);
  auto const& t = Text::in(lang);
  auto const key = fmt::format("activities.mail.{}", kind);
  auto const until = about.until ? moment(t, *about.until) : std::string();
  auto body = t(key + ".text", {{"name", to.name}, {"title", about.title}, {"until", until}});
  if (about.clash) body += "\n" + t("activities.mail.clash") + "\n";
  if (!about.code.empty())
    body += "\n" + t("activities.mail.code", {{"code", codes::printed(about.code)}}) + "\n";
  return {.kind = fmt::format("activities.{}", kind),
          .to = to.email,
          .lang = lang.tag,
          .subject = t(key, {{"title", about.title}}),
          .text = std::move(body),
          .about = "enrolment",
          .about_id = about.enrolment.text};
}

}  // namespace cote::activities::letters
