// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/desk/door.h"
#include "guide/desk/rows.h"
#include "guide/desk/store.h"
#include "guide/store.h"

namespace cote::guide::desk {
namespace {

/// Imports and shells change the Guide without the desk: what they left is kept as a version before it is
/// replaced, so that nothing that was ever public is lost.
std::int64_t keep_what_was(db::Tx& tx, const Record& live, Time now) {
  auto const last = store::last_number(tx, live.service.id);
  if (last > 0) {
    auto const known = store::version(tx, live.service.id, last);
    if (known && differences(known->record, live).empty()) return last;
  }
  store::add(tx, {.number = last + 1,
                  .at = std::min(live.service.updated, now),
                  .what = "found",
                  .author_id = {},
                  .author = {},
                  .approved_by = {},
                  .note = {},
                  .record = live});
  return last + 1;
}

}  // namespace

std::int64_t publish_record(db::Tx& tx, const Record& record, std::string_view what, const Actor& who,
                            std::string_view author, std::string_view note, Time now) {
  auto const live = guide::store::load_record(tx, record.service.id);
  auto const last = live ? keep_what_was(tx, *live, now) : store::last_number(tx, record.service.id);
  guide::store::save_record(tx, record, now);
  auto const written = guide::store::load_record(tx, record.service.id);
  store::add(tx, {.number = last + 1,
                  .at = now,
                  .what = std::string(what),
                  .author_id = who.account.text,
                  .author = std::string(author),
                  .approved_by = who.name,
                  .note = std::string(note),
                  .record = *written});
  rows::refresh_one(tx, record.service.id);
  return last + 1;
}

Result<std::int64_t> publish_changes(db::Tx& tx, const ServiceId& service,
                                     const std::vector<FieldValue>& changes, std::string_view what,
                                     const Actor& who, std::string_view note, Time now) {
  auto const live = guide::store::load_record(tx, service);
  if (!live) return Refusal{Fault::missing};
  auto const after = with(*live, changes);
  if (!after) return after.problems();
  if (*after == *live) return store::last_number(tx, service);
  return publish_record(tx, *after, what, who, who.name, note, now);
}

void keep_as_found(db::Tx& tx, const ServiceId& service, Time now) {
  if (auto const live = guide::store::load_record(tx, service)) keep_what_was(tx, *live, now);
}

void add_version(db::Tx& tx, const ServiceId& service, std::string_view what, const Actor& who,
                 std::string_view note, Time now) {
  auto live = guide::store::load_record(tx, service);
  if (!live) return;
  store::add(tx, {.number = store::last_number(tx, service) + 1,
                  .at = now,
                  .what = std::string(what),
                  .author_id = who.account.text,
                  .author = who.name,
                  .approved_by = who.name,
                  .note = std::string(note),
                  .record = *std::move(live)});
}

Around::Around(db::Tx& tx, const std::vector<ServiceId>& services, Time now) : tx_(tx), now_(now) {
  for (auto const& id : services) {
    auto live = guide::store::load_record(tx, id);
    if (!live) continue;
    keep_what_was(tx, *live, now);
    before_.push_back(*std::move(live));
  }
}

int Around::publish(std::string_view what, const Actor& who, std::string_view note) {
  int added = 0;
  for (auto const& before : before_) {
    auto const& id = before.service.id;
    if (guide::store::load_record(tx_, id) == before) continue;
    add_version(tx_, id, what, who, note, now_);
    ++added;
  }
  return added;
}

}  // namespace cote::guide::desk
