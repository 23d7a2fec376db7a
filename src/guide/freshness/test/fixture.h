// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <regex>
#include <string>

#include "guide/freshness/store.h"
#include "guide/rules.h"
#include "guide/store.h"
#include "people/actor.h"
#include "support/database.h"

namespace cote::guide::freshness::test {

/// Monday 23 November 2026, 10 h in Belgium.
inline Time const kNow = *parse_time("2026-11-23T09:00:00Z");

/// Two organisations and three invented services, none verified since 2021: "cours" (own e-mail), "soins"
/// (its organisation's) and "loin" (no e-mail at all).
inline Catalogue three_services() {
  Catalogue c;
  auto const organisation = [&](const char* slug, const char* email) {
    Organisation o;
    o.slug = slug;
    o.id.text = uuid_of(std::string("organisation:") + slug);
    o.name = rules::source_words("fr", std::string("Organisation ") + slug);
    o.email = email;
    c.organisations.push_back(o);
  };
  auto const service = [&](const char* slug, std::size_t owner, const char* email) {
    Service s;
    s.slug = slug;
    s.id.text = uuid_of(std::string("service:") + slug);
    s.organisation = c.organisations[owner].id;
    s.name = rules::source_words("fr", std::string("Service ") + slug);
    s.email = email;
    s.phones.push_back({.number = "081 00 00 00"});
    s.provenance.as_of_year = 2021;
    c.services.push_back(s);
  };
  organisation("alpha", "alpha@example.org");
  organisation("beta", "");
  service("cours", 0, "cours@example.org");
  service("soins", 0, "");
  service("loin", 1, "");
  return c;
}
inline ServiceId id_of(const std::string& slug) { return {uuid_of("service:" + slug)}; }

inline people::Actor person(people::Role role, std::vector<OrganisationId> organisations = {}) {
  return {.account = {uuid_of("account:test")},
          .name = "Anna",
          .roles = {role},
          .organisations = std::move(organisations),
          .form_token = "token"};
}

/// A database of these three, on either engine.
class World : public cote::test::OnBoth {
 protected:
  void SetUp() override {
    OnBoth::SetUp();
    if (IsSkipped()) return;
    db().write([&](db::Tx& tx) { return guide::store::save(tx, three_services(), kNow); });
  }
  std::optional<store::Row> row(const std::string& slug) {
    return db().read([&](db::Session& s) { return store::row(s, id_of(slug)); });
  }
  std::vector<std::string> ledger() {
    std::vector<std::string> out;
    for (auto const& [action] : db().read(
             [](db::Session& s) { return s.all<std::string>("select action from ledger order by seq"); }))
      out.push_back(action);
    return out;
  }
  void deliver() {
    db().write([](db::Tx& tx) { return tx.run("update outbox set state = 'sent' where state = 'queued'"); });
  }
  /// The token in the newest letter to this address.
  std::string token(const std::string& to) {
    auto const body = db().read([&](db::Session& s) {
      return s.one<std::string>("select body from outbox where recipient = :to order by id desc",
                                {{"to", to}});
    });
    std::smatch found;
    if (!body || !std::regex_search(std::get<0>(*body), found, std::regex("/confirm/([A-Za-z0-9_-]+)")))
      return {};
    return found[1];
  }
};

}  // namespace cote::guide::freshness::test
