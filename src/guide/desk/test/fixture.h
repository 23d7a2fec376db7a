// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "guide/desk/door.h"
#include "guide/desk/rows.h"
#include "guide/desk/store.h"
#include "guide/rules.h"
#include "guide/store.h"
#include "support/database.h"

namespace cote::guide::desk::test {

using people::Role;

inline Actor actor(const std::string& name, std::vector<Role> roles,
                   std::vector<OrganisationId> organisations = {}) {
  return {.account = {uuid_of("account/" + name)},
          .name = name,
          .roles = std::move(roles),
          .organisations = std::move(organisations)};
}

/// Two invented organisations with a service each, two editors, and a partner of the first.
class DeskWorld : public cote::test::OnBoth {
 protected:
  void SetUp() override {
    cote::test::OnBoth::SetUp();
    if (IsSkipped()) return;
    Organisation house{
        .id = {uuid_of("house")}, .slug = "maison", .name = rules::source_words("fr", "Maison")};
    Organisation other{.id = {uuid_of("other")}, .slug = "autre", .name = rules::source_words("fr", "Autre")};
    Place place{.id = {uuid_of("place")}, .address = "Rue Inventée 1", .postal_code = "5000", .nis = "92094"};
    Service one{.id = one_,
                .organisation = house.id,
                .slug = "accueil",
                .name = rules::source_words("fr", "Accueil")};
    one.phones = {{.number = "081 00 00 00"}};
    one.topics = {"housing.social"};
    one.places = {{.place = place.id}};
    Service two{
        .id = two_, .organisation = other.id, .slug = "cours", .name = rules::source_words("fr", "Cours")};
    Catalogue const all{.organisations = {house, other},
                        .places = {place},
                        .services = {one, two},
                        .topics = {{.id = "housing.social", .rubric = "housing"}},
                        .rubrics = {{.id = "housing"}}};
    db().write([&](db::Tx& tx) { return guide::store::save(tx, all, now_); });
  }
  Door door() { return {.db = db()}; }
  Time later() { return now_ += std::chrono::minutes(1); }
  Record live(const ServiceId& id) {
    return db().read([&](db::Session& s) { return guide::store::load_record(s, id).value_or(Record{}); });
  }
  std::vector<Version> versions(const ServiceId& id) {
    return db().read([&](db::Session& s) { return store::versions(s, id); });
  }
  std::vector<std::string> listed(rows::Filter filter, const Actor& who) {
    db().write_with([](db::Tx& tx) { rows::catch_up(tx); });
    return db().read([&](db::Session& s) {
      std::vector<std::string> out;
      auto const limit =
          people::within(who, people::Compartment::guide, people::Action::read, "r.organisation_id");
      for (auto const& row : rows::list(s, filter, limit, who.account.text,
                                        Date(std::chrono::floor<std::chrono::days>(now_)), 50)
                                 .rows)
        out.push_back(row.name + (row.state == "live" ? "" : "/" + row.state));
      return out;
    });
  }
  std::int64_t ledger_lines() {
    return db().read(
        [](db::Session& s) { return std::get<0>(*s.one<std::int64_t>("select count(*) from ledger")); });
  }

  ServiceId one_{uuid_of("one")};
  ServiceId two_{uuid_of("two")};
  Actor anna_ = actor("Anna", {Role::editor});
  Actor bob_ = actor("Bob", {Role::editor});
  Actor house_ = actor("Maison", {Role::partner}, {{uuid_of("house")}});
  Time now_ = *parse_time("2026-11-23T09:00:00Z");
};

}  // namespace cote::guide::desk::test
