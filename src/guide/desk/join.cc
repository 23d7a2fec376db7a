// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "guide/desk/door.h"
#include "guide/desk/rows.h"
#include "guide/store.h"
#include "kernel/json.h"
#include "people/ledger.h"

namespace cote::guide::desk {
namespace {

using people::Action;
using people::Compartment;

void note(db::Tx& tx, const Actor& who, const ServiceId& service, const json::object& detail, Time now) {
  people::ledger::note(tx, who,
                       {.action = "guide.merged",
                        .subject = "service",
                        .subject_id = service.text,
                        .detail = boost::json::serialize(detail),
                        .purpose = {}},
                       now);
}

void add_address(Service& service, const std::string& slug) {
  if (!slug.empty() && slug != service.slug && !std::ranges::count(service.old_slugs, slug))
    service.old_slugs.push_back(slug);
}

}  // namespace

Result<std::int64_t> Door::join(const Actor& who, const ServiceId& keep, const ServiceId& gone,
                                const std::vector<FieldValue>& chosen, Time now) const {
  if (keep == gone) return Refusal{Fault::conflict};
  return db.write([&](db::Tx& tx) -> Result<std::int64_t> {
    auto const stays = guide::store::load_record(tx, keep);
    auto goes = guide::store::load_record(tx, gone);
    if (!stays || !goes) return Refusal{Fault::missing};
    bool const seen = who.may(Compartment::guide, Action::read, stays->organisation.id) &&
                      who.may(Compartment::guide, Action::read, goes->organisation.id);
    if (!seen) return Refusal{Fault::missing};
    bool const allowed = who.may(Compartment::guide, Action::merge, stays->organisation.id) &&
                         who.may(Compartment::guide, Action::merge, goes->organisation.id);
    if (!allowed) return Refusal{Fault::forbidden};
    auto made = with(*stays, chosen);
    if (!made) return made.problems();
    auto record = *std::move(made);
    add_address(record.service, goes->service.slug);
    for (auto const& slug : goes->service.old_slugs) add_address(record.service, slug);

    goes->service.status = Status::merged;
    goes->service.status_from = Date(std::chrono::floor<std::chrono::days>(to_local(now)));
    goes->service.status_until.reset();
    goes->service.instead = keep;
    auto const last = publish_record(tx, *goes, "merged", who, who.name, keep.text, now);
    guide::store::remove_service(tx, gone, now);
    rows::refresh_one(tx, gone);
    auto const version = publish_record(tx, record, "merged", who, who.name, gone.text, now);
    note(tx, who, gone, {{"into", keep.text}, {"version", last}}, now);
    note(tx, who, keep, {{"from", gone.text}, {"version", version}}, now);
    return version;
  });
}

}  // namespace cote::guide::desk
