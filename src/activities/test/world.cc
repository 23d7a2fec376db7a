// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/test/world.h"

#include <fmt/format.h>

#include "activities/door.h"
#include "activities/enrolment/door.h"

namespace cote::activities::test {

people::Actor worker() {
  return {.account = {uuid_of("worker Anna")}, .name = "Anna", .roles = {people::Role::worker}};
}

Course make_course(db::Db& db, const CourseOptions& options) {
  CatalogueDoor const catalogue{db};
  auto const house = people::Actor::house("test");
  Course out;
  out.activity = *catalogue.keep(
      house,
      {.kind = Kind::fle,
       .slug = options.slug,
       .organisation = options.organisation,
       .state = ActivityState::live,
       .title = {{{.lang = "fr", .text = "Français " + options.slug}, {.lang = "ar", .text = "الفرنسية"}}},
       .source = "demo"},
      kNow);
  Edition e{.activity = out.activity, .slug = options.slug + "-2026"};
  e.capacity = options.capacity;
  e.approval = options.approval;
  e.expiry = options.expiry;
  e.threshold_percent = options.threshold_percent;
  out.edition = *catalogue.keep(house, e, kNow);
  std::vector<Session> sessions;
  for (int i = 0; i < options.sessions; ++i)
    sessions.push_back({.starts = local("2026-09-08T09:00") + std::chrono::days(7 * i),
                        .ends = local("2026-09-08T12:00") + std::chrono::days(7 * i),
                        .length = Minutes(180)});
  out.sessions = *catalogue.keep(house, out.edition, sessions, kNow);
  if (!EnrolmentDoor{db}.set_state(house, out.edition, EditionState::open, kNow)) std::abort();
  return out;
}

Form form_of(int number, int size) {
  Form out{.key = fmt::format("form key of {:08}", number)};
  out.kind = size == 1 ? UnitKind::person : UnitKind::family;
  for (int i = 0; i < size; ++i) out.members.push_back({.name = fmt::format("Nom {} {}", number, i)});
  out.members.front().email = fmt::format("nom{}@example.org", number);
  return out;
}

std::string broken(db::Session& session) {
  auto const none = [&](std::string_view what, const std::string& sql) {
    auto const row = session.one<std::string>(sql);
    return row ? fmt::format("{}: {}", what, std::get<0>(*row)) : std::string();
  };
  auto const held = [](std::string_view e) {
    return fmt::format(
        "(select cast(coalesce(sum(n.size), 0) as bigint) from activity_enrolment n where n.edition_id = {} "
        "and "
        "(n.state = 'confirmed' or n.state = 'offered' or n.state = 'completed'))",
        e);
  };
  for (auto const& found : {
           none("more than the capacity",
                fmt::format("select id from activity_edition e where {} > e.capacity", held("e.id"))),
           none("taken is not what is held",
                fmt::format("select id from activity_edition e where e.taken <> {}", held("e.id"))),
           none("a unit that is not whole",
                "select n.id from activity_enrolment n where n.size <> (select count(*) from "
                "activity_unit_member m where m.unit_id = n.unit_id)"),
           none(
               "waits although it fits",
               "select n.id from activity_enrolment n join activity_edition e on e.id = n.edition_id where "
               "n.state "
               "= 'waiting' and n.size <= e.capacity - e.taken and (e.state = 'open' or e.state = 'closed')"),
           none("offered without one open offer",
                "select n.id from activity_enrolment n where (select count(*) from activity_offer o where "
                "o.enrolment_id = n.id and o.outcome = 'open') <> case when n.state = 'offered' then 1 else "
                "0 end"),
           none("a state that its last step does not say",
                "select n.id from activity_enrolment n join activity_step t on t.enrolment_id = n.id and "
                "t.number = "
                "(select max(number) from activity_step l where l.enrolment_id = n.id) where t.state <> "
                "n.state"),
           none("a place without a day of joining",
                "select id from activity_enrolment where state = 'confirmed' and joined is null"),
       })
    if (!found.empty()) return found;
  return {};
}

}  // namespace cote::activities::test
