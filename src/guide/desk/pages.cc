// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/desk/pages.h"

#include <algorithm>

#include "guide/codes.h"
#include "guide/desk/rows.h"
#include "guide/desk/store.h"
#include "guide/desk/views/views.h"
#include "guide/freshness/door.h"
#include "guide/rules.h"
#include "guide/store.h"
#include "kernel/json.h"
#include "people/work_routes.h"

namespace cote::guide::desk {
namespace {

using people::Action;
using people::Compartment;

constexpr std::size_t kPageSize = 50;
constexpr std::int64_t kCountedTo = 250;
constexpr std::size_t kFormBytes = 512 * 1024;

people::Predicate readable(const Actor& who, std::string_view column = "organisation_id") {
  return people::within(who, Compartment::guide, Action::read, column);
}

Date today_of(const web::Visit& visit) {
  return Date(std::chrono::floor<std::chrono::days>(to_local(visit.now)));
}

std::string author_id(const Actor& who) {
  return who.account.empty() ? "house:" + who.name : who.account.text;
}

/// A record as it is before the public, or as it last was.
struct Held {
  Record record{};
  std::string state{};
};
std::optional<Held> held(db::Session& session, const Actor& who, const ServiceId& id) {
  if (!is_uuid(id.text)) return std::nullopt;
  std::optional<Held> out;
  if (auto live = guide::store::load_record(session, id)) {
    out = Held{*std::move(live), "live"};
  } else if (auto last = store::version(session, id, store::last_number(session, id))) {
    out = Held{std::move(last->record), "archived"};
  }
  if (out && !who.may(Compartment::guide, Action::read, out->record.organisation.id)) return std::nullopt;
  return out;
}

views::RecordPage record_page(db::Session& session, const Actor& who, Held found) {
  auto const id = found.record.service.id;
  views::RecordPage page{.record = std::move(found.record), .state = std::move(found.state)};
  page.versions = store::versions(session, id);
  page.drafts = store::drafts_of(session, id);
  std::erase_if(page.drafts, [&](const DraftLine& d) {
    return d.author_id != author_id(who) && !who.may(Compartment::guide, Action::review);
  });
  for (auto& [at, actor, action] : session.all<std::string, std::string, std::string>(
           "select at, actor, action from ledger where subject = 'service' and subject_id = :id "
           "order by seq desc limit 20",
           {{"id", id.text}}))
    page.ledger.push_back({parse_time(at).value_or(Time()), std::move(actor), std::move(action)});
  auto const neighbours = session.one<std::int64_t>(
      "select count(distinct o.service_id) from service_at_place o join service_at_place m "
      "on m.place_id = o.place_id where m.service_id = :id and o.service_id <> :id",
      {{"id", id.text}});
  page.neighbours = neighbours ? std::get<0>(*neighbours) : 0;
  return page;
}

views::DraftPage draft_page(db::Session& session, const Actor& who, Draft draft, const FourEyes& four_eyes) {
  views::DraftPage page{.own = draft.author_id == author_id(who), .four_eyes = four_eyes};
  page.changes = differences(draft.base.value_or(Record{}), draft.record);
  if (draft.base) {
    auto const live = guide::store::load_record(session, draft.service);
    if (live && *live != *draft.base) page.clashes = merge(*draft.base, *live, draft.record).clashes;
  }
  page.others = store::drafts_of(session, draft.service);
  std::erase_if(page.others, [&](const DraftLine& d) { return d.id == draft.id; });
  page.draft = std::move(draft);
  return page;
}

views::EditPage edit_page(db::Session& session, const web::Visit& visit, Draft draft) {
  views::EditPage page;
  page.others = store::drafts_of(session, draft.service);
  std::erase_if(page.others, [&](const DraftLine& d) { return d.id == draft.id; });
  for (auto& [id, label] : session.all<std::string, std::string>(
           "select t.id, coalesce(max(case when g.lang = :lang then g.text end), "
           "max(case when g.lang = 'fr' then g.text end), t.id) from topic t left join guide_text g "
           "on g.entity = 'topic' and g.entity_id = t.id and g.field = 'label' "
           "group by t.id order by t.id",
           {{"lang", visit.lang->tag}}))
    page.topics.emplace_back(std::move(id), std::move(label));
  page.draft = std::move(draft);
  return page;
}

/// What a form says of each field: the last value of a name, and all of them where several are ticked.
std::vector<FieldValue> fields_in(const web::Fields& form) {
  std::vector<FieldValue> out;
  for (auto const& [name, value] : form.pairs()) {
    if (!name.starts_with("f/")) continue;
    auto const path = name.substr(2);
    auto const there = std::ranges::find(out, path, &FieldValue::path);
    if (there == out.end()) {
      out.push_back({path, value});
    } else if (path == "topics" || path == "audiences") {
      there->value += there->value.empty() ? value : " " + value;
    } else {
      there->value = value;
    }
  }
  return out;
}

std::int64_t number(std::string_view text) {
  std::int64_t out = 0;
  for (char const c : text.substr(0, 15)) {
    if (c < '0' || c > '9') return 0;
    out = out * 10 + (c - '0');
  }
  return out;
}

web::Reply json_reply(int status, const json::object& body) {
  return {.status = status, .content_type = "application/json", .body = boost::json::serialize(body)};
}

}  // namespace

void Pages::mount(web::Router& router) const {
  people::WorkRoutes const add(router, this);
  auto const get = [&](auto pattern, auto name, auto right, auto method) {
    add("GET", pattern, name, right, method);
  };
  auto const post = [&](auto pattern, auto name, auto right, auto method) {
    add("POST", pattern, name, right, method, {.max_body = kFormBytes});
  };
  get("/desk", "desk.today", "", &Pages::today);
  get("/desk/services", "desk.list", "guide.read", &Pages::list);
  get("/desk/services/{id}", "desk.record", "guide.read", &Pages::record);
  post("/desk/services/{id}", "desk.record.act", "guide.read", &Pages::act_on_record);
  get("/desk/services/{id}/versions/{number}", "desk.version", "guide.read", &Pages::version);
  post("/desk/services/{id}/versions/{number}", "desk.version.act", "guide.publish", &Pages::act_on_record);
  get("/desk/drafts/{id}", "desk.draft", "guide.read", &Pages::draft);
  post("/desk/drafts/{id}", "desk.draft.act", "guide.read", &Pages::act_on_draft);
  get("/desk/drafts/{id}/edit", "desk.edit", "guide.propose", &Pages::edit);
  post("/desk/drafts/{id}/edit", "desk.save", "guide.propose", &Pages::save);
  mount_more(router);
}

web::Reply Pages::today(const web::Visit& visit) const {
  auto const& who = *visit.actor;
  return db.read([&](db::Session& session) {
    views::TodayPage page;
    for (auto const& todo : todos) {
      auto const right = people::parse_right(todo.right);
      if (right && !who.may(right->compartment, right->action)) continue;
      if (auto const count = todo.count(session, who, visit.now); count > 0)
        page.lines.push_back({todo.key, todo.path, count});
    }
    if (who.may(Compartment::guide, Action::review))
      page.to_review =
          store::drafts_in(session, State::in_review,
                           people::within(who, Compartment::guide, Action::review, "organisation_id"));
    if (who.may(Compartment::guide, Action::propose)) page.mine = store::drafts_by(session, author_id(who));
    return views::today(visit, page);
  });
}

web::Reply Pages::list(const web::Visit& visit) const {
  auto const& who = *visit.actor;
  auto const asked = [&](std::string_view name) { return std::string(visit.query.get(name).substr(0, 200)); };
  views::ListPage page{.filter = {.words = asked("q"),
                                  .state = asked("state"),
                                  .status = asked("status"),
                                  .commune = asked("commune"),
                                  .rubric = asked("rubric"),
                                  .organisation = asked("organisation"),
                                  .freshness = asked("freshness"),
                                  .draft = asked("draft"),
                                  .after = asked("after")},
                       .most = kCountedTo};
  page.unmade = db.read([](db::Session& session) { return rows::behind(session); });
  if (page.unmade > 0) page.unmade = db.write([](db::Tx& tx) { return rows::catch_up(tx, rows::kAtOnce); });
  return db.read([&](db::Session& session) {
    auto const limit = readable(who, "r.organisation_id");
    page.page = rows::list(session, page.filter, limit, author_id(who), today_of(visit), kPageSize);
    bool const all_here = page.filter.after.empty() && !page.page.more;
    page.count = all_here
                     ? static_cast<std::int64_t>(page.page.rows.size())
                     : rows::count(session, page.filter, limit, author_id(who), today_of(visit), kCountedTo);
    for (auto& [nis, name] :
         session.all<std::string, std::string>("select nis, name from commune order by name"))
      page.communes.push_back({std::move(nis), std::move(name)});
    page.rubrics = rubric_choices(session, visit.lang->tag);
    if (visit.query.has("open"))
      if (auto found = held(session, who, {asked("open")}))
        page.open = record_page(session, who, *std::move(found));
    return views::list(visit, page);
  });
}

web::Reply Pages::record(const web::Visit& visit) const {
  return db.read([&](db::Session& session) {
    auto found = held(session, *visit.actor, {visit.segments.at(0)});
    if (!found) return views::refusal(visit, Fault::missing);
    return views::record(visit, record_page(session, *visit.actor, *std::move(found)));
  });
}

web::Reply Pages::act_on_record(const web::Visit& visit) const {
  ServiceId const id{visit.segments.at(0)};
  auto const path = "/desk/services/" + id.text;
  auto const act = visit.form.get("act");
  auto const& who = *visit.actor;
  if (!is_uuid(id.text)) return views::refusal(visit, Fault::missing);
  if (act == "edit") {
    auto const begun = door().begin(who, id, visit.now);
    if (!begun) return views::refusal(visit, begun.fault());
    bool const editable = arrow(begun->state, Event::save, true, four_eyes) != nullptr;
    return web::see_other("/desk/drafts/" + begun->id + (editable ? "/edit" : ""));
  }
  Result<std::int64_t> done = Refusal{Fault::missing};
  if (act == "archive") done = door().archive(who, id, visit.form.get("note"), visit.now);
  if (act == "verify") {
    freshness::Made made;
    made.how = from_code<VerifiedHow>(visit.form.get("how")).value_or(VerifiedHow::unknown);
    auto const verified = freshness::verify(db, who, id, made, visit.now);
    if (verified) {
      done = std::int64_t{0};
    } else if (verified.invalid()) {
      done = verified.problems();
    } else {
      done = Refusal{verified.fault()};
    }
  }
  if (act == "restore" && visit.segments.size() > 1)
    done = door().restore(who, id, number(visit.segments[1]), visit.now);
  if (done) {
    if (published) published();
    return web::see_other(path);
  }
  if (done.refused()) return views::refusal(visit, done.fault());
  return db.read([&](db::Session& session) {
    auto found = held(session, who, id);
    if (!found) return views::refusal(visit, Fault::missing);
    auto page = record_page(session, who, *std::move(found));
    page.problems = done.problems();
    page.note = visit.form.get("note");
    return views::record(visit, page);
  });
}

web::Reply Pages::version(const web::Visit& visit) const {
  return db.read([&](db::Session& session) {
    ServiceId const id{visit.segments.at(0)};
    auto const found = held(session, *visit.actor, id);
    if (!found) return views::refusal(visit, Fault::missing);
    auto version = store::version(session, id, number(visit.segments.at(1)));
    if (!version) return views::refusal(visit, Fault::missing);
    views::VersionPage page{.is_live = found->state == "live"};
    auto const before = store::version(session, id, version->number - 1);
    page.changes = differences(before ? before->record : Record{}, version->record);
    page.to_restore = differences(found->record, version->record);
    page.version = *std::move(version);
    return views::version(visit, page);
  });
}

web::Reply Pages::draft(const web::Visit& visit) const {
  auto const& who = *visit.actor;
  return db.read([&](db::Session& session) {
    auto found = store::draft(session, visit.segments.at(0), readable(who));
    if (!found || (found->author_id != author_id(who) && !who.may(Compartment::guide, Action::review)))
      return views::refusal(visit, Fault::missing);
    return views::draft(visit, draft_page(session, who, *std::move(found), four_eyes));
  });
}

web::Reply Pages::act_on_draft(const web::Visit& visit) const {
  auto const& who = *visit.actor;
  auto const id = visit.segments.at(0);
  auto const note = visit.form.get("note");
  auto const act = visit.form.get("act");
  auto const again = [&](const Problems& problems) {
    return db.read([&](db::Session& session) {
      auto found = store::draft(session, id, readable(who));
      if (!found) return views::refusal(visit, Fault::missing);
      auto page = draft_page(session, who, *std::move(found), four_eyes);
      page.problems = problems;
      page.note = note;
      return views::draft(visit, page);
    });
  };
  if (act == "publish") {
    auto const done = door().publish(who, id, note, visit.now);
    if (done.refused()) return views::refusal(visit, done.fault());
    if (done.invalid()) return again(done.problems());
    if (!done->clashes.empty()) return again({});
    if (published) published();
    return web::see_other("/desk/services/" + done->draft.service.text);
  }
  if (act == "settle") {
    std::vector<FieldValue> chosen;
    for (auto const& [name, which] : visit.form.pairs())
      if (name.starts_with("c/") && which == "yours")
        chosen.push_back({name.substr(2), std::string(visit.form.get("yours/" + name.substr(2)))});
    auto const done = door().settle(who, id, chosen, visit.now);
    if (done.refused()) return views::refusal(visit, done.fault());
    if (done.invalid()) return again(done.problems());
    return web::see_other("/desk/drafts/" + id);
  }
  auto const event = event_named(act);
  if (!event || *event == Event::save || *event == Event::begin || *event == Event::publish)
    return views::refusal(visit, Fault::missing);
  auto const done = door().move(who, id, *event, note, visit.now);
  if (done.refused()) return views::refusal(visit, done.fault());
  if (done.invalid()) return again(done.problems());
  return web::see_other(*event == Event::take_back ? "/desk/drafts/" + id : "/desk");
}

web::Reply Pages::edit(const web::Visit& visit) const {
  auto const& who = *visit.actor;
  return db.read([&](db::Session& session) {
    auto found = store::draft(session, visit.segments.at(0), readable(who));
    if (!found || found->author_id != author_id(who)) return views::refusal(visit, Fault::missing);
    if (arrow(found->state, Event::save, true, four_eyes) == nullptr)
      return web::see_other("/desk/drafts/" + found->id);
    return views::edit(visit, edit_page(session, visit, *std::move(found)));
  });
}

web::Reply Pages::save(const web::Visit& visit) const {
  auto const& who = *visit.actor;
  auto const id = visit.segments.at(0);
  auto const act = visit.form.get("act");
  bool const by_itself = act == "auto";
  auto words = fields_in(visit.form);
  auto const seen = number(visit.form.get("seen"));
  auto done = door().save(who, id, seen, words, visit.now);
  if (by_itself && done.invalid()) {
    // Half a phone number is no mistake yet: what can be kept is kept, the rest stays in the window.
    std::erase_if(words, [&](const FieldValue& f) {
      return std::ranges::find(done.problems(), f.path, &Problem::field) != done.problems().end();
    });
    done = door().save(who, id, seen, words, visit.now);
  }
  if (by_itself) {
    if (done && done->clashes.empty())
      return json_reply(200, {{"saves", done->draft.saves}, {"at", iso(done->draft.saved)}});
    return json_reply(done || done.invalid() ? 409 : 404, {{"saves", seen}});
  }
  if (done.refused()) return views::refusal(visit, done.fault());
  if (!done || !done->clashes.empty())
    return db.read([&](db::Session& session) {
      auto found = store::draft(session, id, readable(who));
      if (!found) return views::refusal(visit, Fault::missing);
      auto page = edit_page(session, visit, *std::move(found));
      page.words = words;
      if (!done) page.problems = done.problems();
      if (done) page.clashes = done->clashes;
      return views::edit(visit, page);
    });
  if (act == "send") {
    auto const sent = door().move(who, id, Event::send, visit.form.get("note"), visit.now);
    if (sent.refused()) return views::refusal(visit, sent.fault());
    if (sent.invalid()) return web::see_other("/desk/drafts/" + id);
    return web::see_other("/desk");
  }
  if (act == "publish") {
    auto const out = door().publish(who, id, "", visit.now);
    if (out.refused()) return views::refusal(visit, out.fault());
    if (out && out->clashes.empty()) {
      if (published) published();
      return web::see_other("/desk/services/" + out->draft.service.text);
    }
  }
  return web::see_other("/desk/drafts/" + id);
}

}  // namespace cote::guide::desk
