// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

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
    if (bulk_.act == "add_topic") return add_topic(id);
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
  std::string add_topic(const ServiceId& id) const {
    auto const before = door_.db.read(
        [&](db::Session& session) { return store::draft_of(session, id, author_id(who_)).has_value(); });
    if (before) return "desk.not.own_draft";
    auto const draft = door_.begin(who_, id, now_);
    if (!draft) return why_not(draft);
    std::string topics;
    for (auto const& topic : draft->record.service.topics) {
      if (topic == bulk_.note) {
        (void)door_.move(who_, draft->id, Event::drop, "", now_);
        return "desk.not.already";
      }
      topics += topic + " ";
    }
    auto const saved = door_.save(who_, draft->id, draft->saves, {{"topics", topics + bulk_.note}}, now_);
    auto key = why_not(saved);
    bool const may_publish =
        who_.may(people::Compartment::guide, people::Action::publish, draft->organisation) &&
        door_.four_eyes.editors_publish_own;
    if (key.empty())
      key = may_publish ? why_not(door_.publish(who_, draft->id, "", now_))
                        : why_not(door_.move(who_, draft->id, Event::send, "", now_));
    else
      (void)door_.move(who_, draft->id, Event::drop, "", now_);
    return key;
  }

  const Door& door_;
  const Actor& who_;
  const Bulk& bulk_;
  Time now_;
};

}  // namespace

std::vector<BulkLine> in_bulk(const Door& door, const Actor& who, const std::vector<ServiceId>& services,
                              const Bulk& bulk, Time now) {
  InBulk const doing(door, who, bulk, now);
  std::vector<BulkLine> out;
  for (auto const& id : services) {
    BulkLine line{.service = id};
    auto const name = door.db.read([&](db::Session& session) {
      return session.one<std::string, std::string>(
          "select name, organisation_id from desk_row where service_id = :id", {{"id", id.text}});
    });
    // Names of what this person may not see are not told either.
    if (name && who.may(people::Compartment::guide, people::Action::read, {std::get<1>(*name)}))
      line.name = std::get<0>(*name);
    line.key = doing.one(id);
    out.push_back(std::move(line));
  }
  return out;
}

}  // namespace cote::guide::desk
