// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "guide/codes.h"
#include "guide/desk/duplicates.h"
#include "guide/desk/import_preview.h"
#include "guide/desk/pages.h"
#include "guide/desk/store.h"
#include "guide/desk/views/views.h"
#include "guide/rules.h"
#include "guide/store.h"
#include "kernel/text.h"
#include "people/work_routes.h"

namespace cote::guide::desk {
namespace {

using people::Action;
using people::Compartment;

constexpr std::size_t kMostInBulk = 200;
constexpr std::size_t kMostPairs = 200;
constexpr std::size_t kFormBytes = 512 * 1024;

std::vector<Likeness> likenesses(const Catalogue& all) {
  std::unordered_map<std::string_view, const Organisation*> organisations;
  for (auto const& o : all.organisations) organisations.emplace(o.id.text, &o);
  std::unordered_map<std::string_view, const Place*> places;
  for (auto const& p : all.places) places.emplace(p.id.text, &p);
  std::vector<Likeness> out;
  for (auto const& s : all.services) {
    std::vector<const Place*> at;
    for (auto const& a : s.places)
      if (auto const p = places.find(a.place.text); p != places.end()) at.push_back(p->second);
    auto const o = organisations.find(s.organisation.text);
    out.push_back(likeness(s, o == organisations.end() ? nullptr : o->second, at));
  }
  return out;
}

Likeness likeness_of(const Record& record) {
  std::vector<const Place*> places;
  for (auto const& place : record.places) places.push_back(&place);
  return likeness(record.service, &record.organisation, places);
}

views::NewPage new_page(db::Session& session, const Actor& who) {
  views::NewPage page;
  auto const limit = people::within(who, Compartment::guide, Action::propose, "o.id");
  for (auto& [id, name] : session.all<std::string, std::string>(
           "select o.id, coalesce(max(g.text), o.slug) from organisation o left join guide_text g "
           "on g.entity = 'organisation' and g.entity_id = o.id and g.field = 'name' and g.position = 0 "
           "where " +
               limit.sql + " group by o.id, o.slug order by 2",
           limit.binds))
    page.organisations.push_back({std::move(id), std::move(name)});
  return page;
}

/// "Logement : logement social"; empty when there is no such topic.
std::string topic_label(db::Session& session, const web::Visit& visit, std::string_view topic) {
  for (auto const& rubric : rubric_choices(session, visit.lang->tag))
    for (auto const& choice : rubric.topics)
      if (choice.value == topic)
        return Text::in(*visit.lang)("desk.bulk.topic_of",
                                     {{"rubric", rubric.label}, {"topic", choice.label}});
  return {};
}

}  // namespace

std::vector<views::RubricChoice> rubric_choices(db::Session& session, std::string_view lang) {
  std::vector<views::RubricChoice> out;
  auto const label = [](std::string_view entity, std::string_view id) {
    return fmt::format(
        "coalesce((select g.text from guide_text g where g.entity = '{0}' and g.entity_id = {1} and g.part = "
        "'' and g.field = 'label' and g.lang = :lang), (select g.text from guide_text g where g.entity = "
        "'{0}' and g.entity_id = {1} and g.part = '' and g.field = 'label' and g.lang = 'fr'), {1})",
        entity, id);
  };
  auto const sql = fmt::format(
      "select r.id, {}, coalesce(t.id, ''), coalesce({}, '') from rubric r left join topic t "
      "on t.rubric_id = r.id order by r.position, t.id",
      label("rubric", "r.id"), label("topic", "t.id"));
  for (auto& [id, name, topic, topic_name] :
       session.all<std::string, std::string, std::string, std::string>(sql, {{"lang", lang}})) {
    if (out.empty() || out.back().value != id) out.push_back({std::move(id), std::move(name), {}});
    if (!topic.empty()) out.back().topics.push_back({std::move(topic), std::move(topic_name)});
  }
  return out;
}

void Pages::mount_more(web::Router& router) const {
  people::WorkRoutes const mount(router, this);
  auto const add = [&](auto method, auto pattern, auto name, auto right, auto handler,
                       std::size_t most = kFormBytes) {
    mount(method, pattern, name, right, handler, {.max_body = most});
  };
  add("GET", "/desk/services/new", "desk.new", "guide.propose", &Pages::new_record);
  add("POST", "/desk/services/new", "desk.new.begin", "guide.propose", &Pages::begin_new);
  add("GET", "/desk/proposed/{id}", "desk.proposed", "guide.read", &Pages::proposed);
  add("POST", "/desk/services/bulk", "desk.bulk", "guide.read", &Pages::bulk);
  add("GET", "/desk/duplicates", "desk.duplicates", "guide.merge", &Pages::duplicates);
  add("GET", "/desk/duplicates/{keep}/{gone}", "desk.pair", "guide.merge", &Pages::pair);
  add("POST", "/desk/duplicates/{keep}/{gone}", "desk.join", "guide.merge", &Pages::join);
  add("GET", "/desk/import", "desk.import", "imports.import", &Pages::import_form);
  add("POST", "/desk/import", "desk.upload", "imports.import", &Pages::upload, kLargestImport + 64 * 1024);
  add("GET", "/desk/import/{id}", "desk.preview", "imports.import", &Pages::import_preview);
  add("POST", "/desk/import/{id}", "desk.import.act", "imports.import", &Pages::import_act);
}

web::Reply Pages::new_record(const web::Visit& visit) const {
  return db.read(
      [&](db::Session& session) { return views::new_record(visit, new_page(session, *visit.actor)); });
}

web::Reply Pages::begin_new(const web::Visit& visit) const {
  auto const organisation = visit.form.get("organisation");
  auto const name = visit.form.get("name");
  auto const done = door().begin_new(*visit.actor, {std::string(organisation)}, name, visit.now);
  if (done) return web::see_other("/desk/drafts/" + done->id + "/edit");
  if (done.refused() && done.fault() != Fault::forbidden) return views::refusal(visit, done.fault());
  return db.read([&](db::Session& session) {
    auto page = new_page(session, *visit.actor);
    page.name = name;
    page.organisation = organisation;
    page.problems =
        done.invalid() ? done.problems()
                       : Problems{{.field = "organisation", .key = "draft.problem.organisation", .args = {}}};
    return views::new_record(visit, page);
  });
}

web::Reply Pages::proposed(const web::Visit& visit) const {
  return db.read([&](db::Session& session) {
    auto const drafts = store::drafts_of(session, {visit.segments.at(0)});
    if (drafts.empty()) return views::refusal(visit, Fault::missing);
    return web::see_other("/desk/drafts/" + drafts.front().id);
  });
}

web::Reply Pages::bulk(const web::Visit& visit) const {
  std::vector<ServiceId> ids;
  for (auto const id : visit.form.all("id"))
    if (ids.size() < kMostInBulk) ids.push_back({std::string(id)});
  auto back = std::string(visit.form.get("back"));
  if (!back.starts_with("/desk/services")) back = "/desk/services";
  Bulk what{.act = std::string(visit.form.get("act")),
            .how = from_code<VerifiedHow>(visit.form.get("how")).value_or(VerifiedHow::phone),
            .note = std::string(visit.form.get("note"))};
  if (what.act == "add_topic" || what.act == "set_rubric") {
    what.note = visit.form.get("topic");
    if (!visit.form.has("sure") && !ids.empty()) {
      auto const label =
          db.read([&](db::Session& session) { return topic_label(session, visit, what.note); });
      return views::bulk_outlook(
          visit,
          {.bulk = what, .topic = label, .lines = outlook(door(), *visit.actor, ids, what), .back = back});
    }
  }
  auto const lines = in_bulk(door(), *visit.actor, ids, what, visit.now);
  if (published) published();
  return views::bulk_done(visit, lines, back);
}

web::Reply Pages::duplicates(const web::Visit& visit) const {
  auto const records = likenesses(db.read([](db::Session& session) { return guide::store::load(session); }));
  std::unordered_map<std::string_view, const Likeness*> by_id;
  for (auto const& record : records) by_id.emplace(record.id, &record);
  std::vector<views::PairLine> lines;
  for (auto& found : desk::duplicates(records, kMostPairs)) {
    auto const name_a = by_id.at(found.a)->name;
    auto const name_b = by_id.at(found.b)->name;
    lines.push_back({std::move(found), name_a, name_b});
  }
  return views::duplicates(visit, lines);
}

namespace {
std::optional<views::PairPage> pair_page(db::Db& db, const web::Visit& visit) {
  return db.read([&](db::Session& session) -> std::optional<views::PairPage> {
    auto keep = guide::store::load_record(session, {visit.segments.at(0)});
    auto gone = guide::store::load_record(session, {visit.segments.at(1)});
    if (!keep || !gone || keep->service.id == gone->service.id) return std::nullopt;
    views::PairPage page{.keep = *std::move(keep), .gone = *std::move(gone)};
    page.pair = compare(likeness_of(page.keep), likeness_of(page.gone));
    return page;
  });
}
}  // namespace

web::Reply Pages::pair(const web::Visit& visit) const {
  auto const page = pair_page(db, visit);
  return page ? views::pair(visit, *page) : views::refusal(visit, Fault::missing);
}

web::Reply Pages::join(const web::Visit& visit) const {
  auto page = pair_page(db, visit);
  if (!page) return views::refusal(visit, Fault::missing);
  std::vector<FieldValue> chosen;
  auto const theirs = fields_of(page->gone);
  for (auto const& field : theirs)
    if (visit.form.get("c/" + field.path) == "gone") chosen.push_back(field);
  auto const done =
      door().join(*visit.actor, page->keep.service.id, page->gone.service.id, chosen, visit.now);
  if (done.refused()) return views::refusal(visit, done.fault());
  if (done.invalid()) {
    page->problems = done.problems();
    return views::pair(visit, *page);
  }
  if (published) published();
  return web::see_other("/desk/services/" + page->keep.service.id.text);
}

web::Reply Pages::import_form(const web::Visit& visit) const { return views::import_form(visit, {}); }

web::Reply Pages::upload(const web::Visit& visit) const {
  auto const done =
      receive(db, *visit.actor, visit.form.get("file.filename"), visit.form.get("file"), visit.now);
  if (done) return web::see_other("/desk/import/" + done->id);
  if (done.refused()) return views::refusal(visit, done.fault());
  return views::import_form(visit, done.problems());
}

web::Reply Pages::import_preview(const web::Visit& visit) const {
  auto const done = preview(db, *visit.actor, visit.segments.at(0));
  return done ? views::import_preview(visit, *done) : views::refusal(visit, done.fault());
}

web::Reply Pages::import_act(const web::Visit& visit) const {
  auto const& id = visit.segments.at(0);
  if (visit.form.get("act") == "forget") {
    auto const done = forget(db, *visit.actor, id);
    return done ? web::see_other("/desk/import") : views::refusal(visit, done.fault());
  }
  auto const done = apply(db, *visit.actor, id, visit.now);
  if (!done) return views::refusal(visit, done.fault());
  if (published) published();
  return web::see_other("/desk/services");
}

}  // namespace cote::guide::desk
