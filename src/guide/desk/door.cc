// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/desk/door.h"

#include <algorithm>

#include <fmt/format.h>

#include "guide/desk/letters.h"
#include "guide/desk/rows.h"
#include "guide/desk/store.h"
#include "guide/rules.h"
#include "guide/store.h"
#include "kernel/json.h"
#include "people/ledger.h"

namespace cote::guide::desk {
namespace {

using people::Action;
using people::Compartment;
namespace ledger = people::ledger;

people::Predicate readable(const Actor& who) {
  return people::within(who, Compartment::guide, Action::read, "organisation_id");
}

std::string author_id(const Actor& who) {
  return who.account.empty() ? "house:" + who.name : who.account.text;
}

std::string role_of(const Actor& who) {
  for (auto const role : {people::Role::editor, people::Role::worker, people::Role::partner})
    if (who.is(role)) return std::string(people::name(role));
  return who.roles.empty() ? std::string() : std::string(people::name(who.roles.front()));
}

bool is_own(const Actor& who, const Draft& draft) { return draft.author_id == author_id(who); }

/// The draft, if this person may see it and may take this step with it now.
Result<Draft> draft_for(db::Session& session, const Actor& who, std::string_view id, Event event,
                        const FourEyes& four_eyes) {
  auto draft = store::draft(session, id, readable(who));
  if (!draft) return Refusal{Fault::missing};
  auto const* step = arrow(draft->state, event, is_own(who, *draft), four_eyes);
  if (step == nullptr) {
    // Is it the person or the moment? The one is forbidden, the other a conflict.
    auto const ever = std::ranges::any_of(arrows(), [&](const Arrow& a) {
      return a.event == event && arrow(a.from, event, is_own(who, *draft), four_eyes) != nullptr &&
             who.may(Compartment::guide, a.right, draft->organisation);
    });
    return Refusal{ever ? Fault::conflict : Fault::forbidden};
  }
  if (!who.may(Compartment::guide, step->right, draft->organisation)) return Refusal{Fault::forbidden};
  draft->state = step->to;
  return *std::move(draft);
}

/// What a partner may not change: whose record it is, and the facts that the desk vouches for.
bool belongs_to_desk(std::string_view path) {
  constexpr std::string_view kFields[] = {"verified_on", "verified_by", "verified_how", "next_review",
                                          "source",      "source_url",  "confidence",   "as_of",
                                          "as_of_year",  "instead"};
  auto const last = path.substr(path.rfind('/') + 1);
  return std::ranges::find(kFields, last) != std::end(kFields);
}
Problems not_theirs(const Actor& who, const Record& before, const std::vector<FieldValue>& changes) {
  Problems out;
  if (who.scope(Compartment::guide, Action::propose) != people::Scope::own) return out;
  auto const fields = fields_of(before);
  for (auto const& change : changes) {
    if (!belongs_to_desk(change.path)) continue;
    auto const now = std::ranges::find(fields, change.path, &FieldValue::path);
    if ((now == fields.end() ? std::string() : now->value) != change.value)
      out.push_back({.field = change.path, .key = "draft.problem.desk_only", .args = {}});
  }
  return out;
}

void tell(db::Tx& tx, const Actor& who, std::string_view action, const ServiceId& service,
          json::object detail, Time now) {
  ledger::note(tx, who,
               {.action = fmt::format("guide.{}", action),
                .subject = "service",
                .subject_id = service.text,
                .detail = boost::json::serialize(detail),
                .purpose = {}},
               now);
}

json::array paths(const std::vector<Difference>& changes) {
  json::array out;
  for (auto const& change : changes) out.emplace_back(change.path);
  return out;
}

/// Topics that no table knows would be refused by the database, too late to say so kindly.
Problems unknown_topics(db::Session& session, const Record& record) {
  for (auto const& topic : record.service.topics)
    if (!session.one<std::string>("select id from topic where id = :id", {{"id", topic}}))
      return {{.field = "topics", .key = "draft.problem.topic", .args = {{"topic", topic}}}};
  return {};
}

}  // namespace

Result<Draft> Door::begin(const Actor& who, const ServiceId& service, Time now) const {
  return db.write([&](db::Tx& tx) -> Result<Draft> {
    auto live = guide::store::load_record(tx, service);
    if (!live || !who.may(Compartment::guide, Action::read, live->organisation.id))
      return Refusal{Fault::missing};
    if (!who.may(Compartment::guide, Action::propose, live->organisation.id))
      return Refusal{Fault::forbidden};
    if (auto mine = store::draft_of(tx, service, author_id(who))) return *std::move(mine);
    Draft draft{.id = uuid_of(fmt::format("draft/{}/{}/{}", service.text, author_id(who), iso(now))),
                .service = service,
                .organisation = live->organisation.id,
                .author_id = author_id(who),
                .author = who.name,
                .author_role = role_of(who),
                .base_version = store::last_number(tx, service),
                .base = *live,
                .record = *live,
                .started = now,
                .saved = now,
                .saves = 1};
    if (!store::put(tx, draft)) return Refusal{Fault::conflict};
    tell(tx, who, "draft_begun", service, {{"base", draft.base_version}}, now);
    return draft;
  });
}

Result<Draft> Door::begin_new(const Actor& who, const OrganisationId& organisation,
                              std::string_view service_name, Time now) const {
  if (!who.may(Compartment::guide, Action::propose, organisation)) return Refusal{Fault::forbidden};
  return db.write([&](db::Tx& tx) -> Result<Draft> {
    Record record;
    record.service.id = {uuid_of(fmt::format("service/{}/{}/{}", author_id(who), service_name, iso(now)))};
    if (organisation) {
      auto const held =
          tx.one<std::string>("select id from organisation where id = :id", {{"id", organisation.text}});
      if (!held) return Problems{{.field = "organisation", .key = "draft.problem.organisation", .args = {}}};
      record.organisation = *guide::store::load_organisation(tx, organisation);
      record.service.organisation = organisation;
    }
    auto const named = with(record, {{"name", std::string(service_name)}});
    if (!named) return named.problems();
    if (named->service.name.empty())
      return Problems{{.field = "name", .key = "field.problem.required", .args = {}}};
    record = *named;
    Draft draft{.id = uuid_of("draft/" + record.service.id.text),
                .service = record.service.id,
                .organisation = organisation,
                .author_id = author_id(who),
                .author = who.name,
                .author_role = role_of(who),
                .record = record,
                .started = now,
                .saved = now,
                .saves = 1};
    if (!store::put(tx, draft)) return Refusal{Fault::conflict};
    rows::refresh_one(tx, draft.service);
    tell(tx, who, "draft_begun", draft.service, {{"new", true}}, now);
    return draft;
  });
}

Result<Outcome> Door::save(const Actor& who, std::string_view id, std::int64_t seen,
                           const std::vector<FieldValue>& changes, Time now) const {
  return db.write([&](db::Tx& tx) -> Result<Outcome> {
    auto allowed = draft_for(tx, who, id, Event::save, four_eyes);
    if (!allowed) return Refusal{allowed.fault()};
    auto draft = *std::move(allowed);
    if (auto const wrong = not_theirs(who, draft.record, changes); !wrong.empty()) return wrong;
    auto after = with(draft.record, changes);
    if (!after) return after.problems();
    if (auto const wrong = unknown_topics(tx, *after); !wrong.empty()) return wrong;
    if (seen != draft.saves) {
      auto merged =
          merge(draft.base.value_or(Record{.service = {.id = draft.service}}), draft.record, *after);
      if (!merged.clashes.empty()) return Outcome{std::move(draft), std::move(merged.clashes), 0};
      after = std::move(merged.record);
    }
    draft.record = *std::move(after);
    draft.saved = now;
    ++draft.saves;
    if (!store::put(tx, draft)) return Refusal{Fault::conflict};
    if (!draft.base) rows::refresh_one(tx, draft.service);
    return Outcome{std::move(draft), {}, 0};
  });
}

Result<Draft> Door::move(const Actor& who, std::string_view id, Event event, std::string_view note,
                         Time now) const {
  if (event == Event::give_back && note.find_first_not_of(" \r\n\t") == std::string_view::npos)
    return Problems{{.field = "note", .key = "draft.problem.say_why", .args = {}}};
  return db.write([&](db::Tx& tx) -> Result<Draft> {
    auto allowed = draft_for(tx, who, id, event, four_eyes);
    if (!allowed) return Refusal{allowed.fault()};
    auto draft = *std::move(allowed);
    auto const changed = draft.base ? differences(*draft.base, draft.record) : differences({}, draft.record);
    if (event == Event::send && changed.empty())
      return Problems{{.field = "", .key = "draft.problem.nothing", .args = {}}};
    if (event == Event::send) draft.note = note;
    if (event == Event::give_back) {
      draft.answer = note;
      draft.answered_by = who.name;
    }
    if (event == Event::drop) {
      store::remove(tx, draft.id);
      if (!draft.base) rows::refresh_one(tx, draft.service);
    } else {
      if (event != Event::give_back) draft.saved = now;
      ++draft.saves;
      if (!store::put(tx, draft)) return Refusal{Fault::conflict};
    }
    if (event == Event::give_back)
      letters::tell_author(tx, who, draft, letters::About::returned, origin, now);
    constexpr std::string_view kDone[] = {
        "", "", "draft_sent", "draft_taken_back", "draft_given_back", "", "draft_dropped"};
    tell(tx, who, kDone[static_cast<std::size_t>(event)], draft.service, {{"fields", paths(changed)}}, now);
    return draft;
  });
}

Result<Outcome> Door::publish(const Actor& who, std::string_view id, std::string_view note, Time now) const {
  return db.write([&](db::Tx& tx) -> Result<Outcome> {
    auto allowed = draft_for(tx, who, id, Event::publish, four_eyes);
    if (!allowed) return Refusal{allowed.fault()};
    auto draft = *std::move(allowed);
    auto const live = guide::store::load_record(tx, draft.service);
    if (draft.base && !live) return Refusal{Fault::conflict};  // archived meanwhile: restore it first
    Record after = draft.record;
    if (live && draft.base) {
      auto merged = merge(*draft.base, *live, draft.record);
      if (!merged.clashes.empty()) return Outcome{std::move(draft), std::move(merged.clashes), 0};
      after = std::move(merged.record);
    }
    if (auto const wrong = unknown_topics(tx, after); !wrong.empty()) return wrong;
    auto const changed = differences(live.value_or(Record{}), after);
    if (live && changed.empty()) return Problems{{.field = "", .key = "draft.problem.nothing", .args = {}}};
    auto const why = note.empty() ? std::string_view(draft.note) : note;
    store::remove(tx, draft.id);
    auto const version = publish_record(tx, after, "published", who, draft.author, why, now);
    letters::tell_author(tx, who, draft, letters::About::published, origin, now);
    tell(tx, who, "published", draft.service,
         {{"version", version}, {"fields", paths(changed)}, {"author", draft.author_id}}, now);
    return Outcome{std::move(draft), {}, version};
  });
}

Result<Draft> Door::settle(const Actor& who, std::string_view id, const std::vector<FieldValue>& chosen,
                           Time now) const {
  return db.write([&](db::Tx& tx) -> Result<Draft> {
    auto held = store::draft(tx, id, readable(who));
    if (!held) return Refusal{Fault::missing};
    auto draft = *std::move(held);
    bool const reviewer =
        draft.state == State::in_review && who.may(Compartment::guide, Action::review, draft.organisation);
    if (!is_own(who, draft) && !reviewer) return Refusal{Fault::forbidden};
    auto const live = guide::store::load_record(tx, draft.service);
    if (!live || !draft.base) return Refusal{Fault::conflict};
    auto const merged = merge(*draft.base, *live, draft.record);
    std::vector<FieldValue> answers;
    for (auto const& answer : chosen)
      if (std::ranges::find(merged.clashes, answer.path, &Clash::path) != merged.clashes.end())
        answers.push_back(answer);
    auto after = with(merged.record, answers);
    if (!after) return after.problems();
    draft.record = *std::move(after);
    draft.base = *live;
    draft.base_version = store::last_number(tx, draft.service);
    draft.saved = now;
    ++draft.saves;
    if (!store::put(tx, draft)) return Refusal{Fault::conflict};
    tell(tx, who, "draft_settled", draft.service, {{"fields", answers.size()}}, now);
    return draft;
  });
}

std::int64_t drop_untouched(db::Db& db, Time now) {
  return db.write([&](db::Tx& tx) {
    return tx.run("delete from guide_draft where saves = 1 and base <> '' and started < :yesterday",
                  {{"yesterday", iso(now - std::chrono::hours(24))}});
  });
}

Result<std::int64_t> Door::archive(const Actor& who, const ServiceId& service, std::string_view why,
                                   Time now) const {
  return db.write([&](db::Tx& tx) -> Result<std::int64_t> {
    auto const live = guide::store::load_record(tx, service);
    if (!live || !who.may(Compartment::guide, Action::read, live->organisation.id))
      return Refusal{Fault::missing};
    if (!who.may(Compartment::guide, Action::publish, live->organisation.id))
      return Refusal{Fault::forbidden};
    if (why.find_first_not_of(" \r\n\t") == std::string_view::npos)
      return Problems{{.field = "note", .key = "draft.problem.say_why", .args = {}}};
    auto const version = publish_record(tx, *live, "archived", who, who.name, why, now);
    guide::store::remove_service(tx, service, now);
    rows::refresh_one(tx, service);
    tell(tx, who, "archived", service, {{"version", version}}, now);
    return version;
  });
}

Result<std::int64_t> Door::restore(const Actor& who, const ServiceId& service, std::int64_t number,
                                   Time now) const {
  return db.write([&](db::Tx& tx) -> Result<std::int64_t> {
    auto const version = store::version(tx, service, number);
    if (!version || !who.may(Compartment::guide, Action::read, version->record.organisation.id))
      return Refusal{Fault::missing};
    if (!who.may(Compartment::guide, Action::publish, version->record.organisation.id))
      return Refusal{Fault::forbidden};
    if (auto const wrong = unknown_topics(tx, version->record); !wrong.empty()) return wrong;
    auto const live = guide::store::load_record(tx, service);
    if (live && differences(*live, version->record).empty())
      return Problems{{.field = "", .key = "draft.problem.nothing", .args = {}}};
    auto const note = fmt::format("{}", number);
    auto const made = publish_record(tx, version->record, "restored", who, version->author, note, now);
    tell(tx, who, "restored", service, {{"version", made}, {"from", number}}, now);
    return made;
  });
}

}  // namespace cote::guide::desk
