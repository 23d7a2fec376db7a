// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <map>

#include "guide/desk/door.h"
#include "guide/desk/store.h"
#include "guide/freshness/door.h"
#include "guide/rules.h"
#include "guide/store.h"

namespace cote::guide::desk {
namespace {

template <class T>
std::string why_not(const Result<T>& result) {
  if (result) return {};
  if (result.invalid()) return result.problems().front().key;
  switch (result.fault()) {
    case Fault::forbidden:
      return "desk.not.forbidden";
    case Fault::missing:
      return "desk.not.missing";
    case Fault::conflict:
      return "desk.not.conflict";
    case Fault::unavailable:
      break;
  }
  return "desk.not.unavailable";
}

std::string author_id(const Actor& who) {
  return who.account.empty() ? "house:" + who.name : who.account.text;
}

using Rubrics = std::map<std::string, std::string, std::less<>>;
Rubrics rubrics(db::Session& session) {
  Rubrics out;
  for (auto& [topic, rubric] : session.all<std::string, std::string>("select id, rubric_id from topic"))
    out.emplace(std::move(topic), std::move(rubric));
  return out;
}

bool changes_topics(const Bulk& bulk) { return bulk.act == "add_topic" || bulk.act == "set_rubric"; }

/// The topics a record would have, or why it keeps those it has.
struct Plan {
  std::string key{};
  std::string topics{};  // with a blank after each
};
Plan planned(db::Session& session, const Actor& who, const Rubrics& rubrics, const ServiceId& id,
             const Bulk& bulk) {
  using people::Action;
  using people::Compartment;
  if (!is_uuid(id.text)) return {.key = "desk.not.missing"};
  auto const live = guide::store::load_record(session, id);
  if (!live || !who.may(Compartment::guide, Action::read, live->organisation.id))
    return {.key = "desk.not.missing"};
  if (!who.may(Compartment::guide, Action::propose, live->organisation.id))
    return {.key = "desk.not.forbidden"};
  if (store::draft_of(session, id, author_id(who))) return {.key = "desk.not.own_draft"};
  auto const rubric = rubrics.find(bulk.note);
  if (rubric == rubrics.end()) return {.key = "draft.problem.topic"};
  auto const& has = live->service.topics;
  Plan out;
  std::size_t kept = 0;
  for (auto const& topic : has) {
    auto const of = rubrics.find(topic);
    if (bulk.act == "set_rubric" && (of == rubrics.end() || of->second != rubric->second)) continue;
    out.topics += topic + " ";
    ++kept;
  }
  bool const there = std::ranges::find(has, bulk.note) != has.end();
  if (!there) out.topics += bulk.note + " ";
  if (there && kept == has.size()) out.key = "desk.not.already";
  return out;
}

class InBulk {
 public:
  InBulk(const Door& door, const Actor& who, const Bulk& bulk, Time now)
      : door_(door), who_(who), bulk_(bulk), now_(now) {}

  std::string one(const ServiceId& id) const {
    if (!is_uuid(id.text)) return "desk.not.missing";
    if (bulk_.act == "archive") return why_not(door_.archive(who_, id, bulk_.note, now_));
    if (bulk_.act == "verify") return verify(id);
    if (bulk_.act == "send") return send(id);
    if (bulk_.act == "publish") return publish(id);
    if (changes_topics(bulk_)) return topics(id);
    return "desk.not.conflict";
  }

 private:
  std::string verify(const ServiceId& id) const {
    freshness::Made made;
    made.how = bulk_.how;
    return why_not(freshness::verify(door_.db, who_, id, made, now_));
  }
  std::string send(const ServiceId& id) const {
    auto const mine =
        door_.db.read([&](db::Session& session) { return store::draft_of(session, id, author_id(who_)); });
    if (!mine) return "desk.not.no_draft";
    return why_not(door_.move(who_, mine->id, Event::send, bulk_.note, now_));
  }
  /// What waits for review, when it is one draft only: two are for somebody to compare.
  std::string publish(const ServiceId& id) const {
    auto waiting = door_.db.read([&](db::Session& session) { return store::drafts_of(session, id); });
    std::erase_if(waiting, [](const DraftLine& d) { return d.state != State::in_review; });
    if (waiting.empty()) return "desk.not.no_draft";
    if (waiting.size() > 1) return "desk.not.several";
    auto const done = door_.publish(who_, waiting.front().id, bulk_.note, now_);
    if (done && !done->clashes.empty()) return "desk.not.clash";
    return why_not(done);
  }
  std::string topics(const ServiceId& id) const {
    auto const plan = door_.db.read(
        [&](db::Session& session) { return planned(session, who_, rubrics(session), id, bulk_); });
    if (!plan.key.empty()) return plan.key;
    auto const draft = door_.begin(who_, id, now_);
    if (!draft) return why_not(draft);
    auto key = why_not(door_.save(who_, draft->id, draft->saves, {{"topics", plan.topics}}, now_));
    if (key.empty()) {
      key = may_publish_own(draft->organisation)
                ? why_not(door_.publish(who_, draft->id, "", now_))
                : why_not(door_.move(who_, draft->id, Event::send, "", now_));
    } else {
      (void)door_.move(who_, draft->id, Event::drop, "", now_);
    }
    return key;
  }
  bool may_publish_own(const OrganisationId& organisation) const {
    return door_.four_eyes.editors_publish_own &&
           who_.may(people::Compartment::guide, people::Action::publish, organisation);
  }

  const Door& door_;
  const Actor& who_;
  const Bulk& bulk_;
  Time now_;
};

/// Names of what this person may not see are not told.
BulkLine named(db::Session& session, const Actor& who, const ServiceId& id) {
  BulkLine line{.service = id};
  auto const name = session.one<std::string, std::string>(
      "select name, organisation_id from desk_row where service_id = :id", {{"id", id.text}});
  if (name && who.may(people::Compartment::guide, people::Action::read, {std::get<1>(*name)}))
    line.name = std::get<0>(*name);
  return line;
}

}  // namespace

std::vector<BulkLine> in_bulk(const Door& door, const Actor& who, const std::vector<ServiceId>& services,
                              const Bulk& bulk, Time now) {
  InBulk const doing(door, who, bulk, now);
  std::vector<BulkLine> out;
  for (auto const& id : services) {
    auto line = door.db.read([&](db::Session& session) { return named(session, who, id); });
    line.key = doing.one(id);
    out.push_back(std::move(line));
  }
  return out;
}

std::vector<BulkLine> outlook(const Door& door, const Actor& who, const std::vector<ServiceId>& services,
                              const Bulk& bulk) {
  return door.db.read([&](db::Session& session) {
    auto const all = rubrics(session);
    std::vector<BulkLine> out;
    for (auto const& id : services) {
      out.push_back(named(session, who, id));
      out.back().key = planned(session, who, all, id, bulk).key;
    }
    return out;
  });
}

}  // namespace cote::guide::desk
