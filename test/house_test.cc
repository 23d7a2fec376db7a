// SPDX-License-Identifier: AGPL-3.0-or-later
// What belongs to no single room: the whole house, put together as the program does, on its own facts.
#include <algorithm>
#include <map>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "app/wire.h"
#include "guide/corrections/door.h"
#include "guide/freshness/letter.h"
#include "guide/handout/selection.h"
#include "guide/import.h"
#include "kernel/embedded.h"
#include "kernel/json.h"
#include "kernel/lang.h"
#include "kernel/text.h"
#include "support/database.h"
#include "support/people.h"
#include "web/assets.h"
#include "web/reply.h"

namespace cote::test {
namespace {

// Made with the house: both lead somewhere.
std::string code_of_a_report;
std::string code_of_a_selection;

/// One house for all tests of this file: making it takes a moment, and nobody changes it.
class WholeHouse : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    database = new Database(Engine::sqlite);
    auto const read = guide::import::read(COTE_SOURCE_DIR "/data/namur");
    guide::import::load_into(database->db(), read, clock->now(), false);
    code_of_a_selection = database->db().write(
        [](db::Tx& tx) { return guide::handout::store::keep(tx, "none", clock->now()); });
    code_of_a_report = *guide::corrections::Door{database->db()}.report(
        {uuid_of("a service")}, "", {.path = "other", .note = "one for the routes"}, "fr", false,
        clock->now());
    auto const link = [](people::LinkKind kind) { return path_of_link(database->db(), kind, clock->now()); };
    links = {{"/invitation/{token}", link(people::LinkKind::invitation)},
             {"/reset/{token}", link(people::LinkKind::reset)},
             {"/account/address/{token}", link(people::LinkKind::email)}};
    database->db().write([](db::Tx& tx) {
      auto const some = tx.one<std::string>("select min(id) from service");
      guide::freshness::store::put_link(tx,
                                        {.hash = guide::freshness::hash_of("sample"),
                                         .service = {std::get<0>(*some)},
                                         .expires = clock->now() + std::chrono::days(1)},
                                        clock->now());
      return true;
    });
    house = new app::House({.database = {.address = database->address()}}, {}, *clock);
  }
  static void TearDownTestSuite() {
    delete house;
    delete database;
  }
  static web::Reply get(std::string target) {
    return house->site().answer({.target = std::move(target), .remote = "127.0.0.1", .id = "r1"});
  }

  static inline const FixedClock* clock = new FixedClock(*parse_time("2026-11-23T09:00:00Z"));
  static inline Database* database = nullptr;
  static inline app::House* house = nullptr;
  static inline std::map<std::string, std::string> links;  // of letters that were just sent
};

/// For each route with a segment to fill, an address that exists. A new route without a row fails.
const std::map<std::string, std::string>& samples() {
  static const std::map<std::string, std::string> all{
      {"/guide/{slug}", "/guide/cai-accompagnement"},
      {"/guide/{slug}/correction", "/guide/cai-accompagnement/correction"},
      {"/guide/{slug}/qr.svg", "/guide/cai-accompagnement/qr.svg"},
      {"/g/{slug}", "/g/cai-accompagnement"},
      {"/s/{code}", "/s/" + code_of_a_selection},
      {"/reports/{code}", "/reports/" + code_of_a_report},
      {"/organisations/{slug}", "/organisations/cai"},
      {"/rubrics/{id}", "/rubrics/housing"},
      {"/confirm/{token}", "/confirm/sample"},
      {"/confirm/{token}/correction", "/confirm/sample/correction"},
      {"/assets/{hash}/{name}", web::asset_url("house.css").str()},
      {"/assets/{hash}/{folder}/{name}", web::asset_url("leaflet/leaflet.js").str()},
      {"/assets/{hash}/{folder}/{sub}/{name}", web::asset_url("leaflet/images/marker-icon.png").str()},
  };
  return all;
}

std::string address_of(const web::Route& route) {
  if (route.pattern.find('{') == std::string::npos) return route.pattern;
  auto const found = samples().find(route.pattern);
  return found == samples().end() ? "" : found->second;
}

TEST_F(WholeHouse, EveryRouteAnswersEveryReaderInEveryLanguage) {
  auto const routes = house->site().router.routes();
  EXPECT_GE(routes.size(), 10U);
  for (auto const& route : routes) {
    if (route.method != "GET" || route.pattern.starts_with("/api/")) continue;
    if (route.audience != web::Audience::everyone) continue;  // test/access_test.cc holds those
    auto const address = links.contains(route.pattern) ? links.at(route.pattern) : address_of(route);
    ASSERT_FALSE(address.empty()) << route.pattern << ": add an address that exists to samples()";
    if (!route.localised) {
      EXPECT_LT(get(address).status, 400) << address;
      continue;
    }
    for (auto const& lang : languages()) {
      auto const target = "/" + lang.tag + (address == "/" ? "" : address);
      auto const reply = get(target);
      EXPECT_EQ(reply.status, 200) << target;
      EXPECT_EQ(web::header_of(reply, "Content-Language"), lang.tag) << target;
    }
  }
}

TEST_F(WholeHouse, EveryAnswerCarriesThePolicyAndNoCookie) {
  for (auto const* target :
       {"/fr", "/fr/guide?q=logement", "/ar/map", "/api/hsds", "/health", "/fr/nowhere", "/nowhere"}) {
    auto const reply = get(target);
    auto const policy = web::header_of(reply, "Content-Security-Policy");
    EXPECT_NE(policy.find("default-src"), policy.npos) << target;
    EXPECT_EQ(policy.find("unsafe"), policy.npos) << target;
    EXPECT_EQ(web::header_of(reply, "X-Content-Type-Options"), "nosniff") << target;
    EXPECT_TRUE(web::header_of(reply, "Set-Cookie").empty()) << target;
  }
}

TEST_F(WholeHouse, PagesHoldNoInlineScriptOrStyle) {
  for (auto const* target :
       {"/fr", "/fr/guide", "/fr/guide/cai-accompagnement", "/fr/map", "/fr/history", "/fr/about"}) {
    auto const body = get(target).body;
    for (auto at = body.find("<script"); at != body.npos; at = body.find("<script", at + 1)) {
      auto const tag = body.substr(at, body.find('>', at) - at);
      EXPECT_TRUE(tag.find(" src=") != tag.npos || tag.find("json") != tag.npos) << target << ": " << tag;
    }
    EXPECT_EQ(body.find(" style=\""), body.npos) << target;
    EXPECT_EQ(body.find("<style"), body.npos) << target;
    EXPECT_EQ(body.find(" onclick="), body.npos) << target;
  }
}

TEST(Sentences, EveryKeyOfFrenchIsThereInEveryLanguage) {
  auto const& french = Text::in(*find_language("fr"));
  ASSERT_TRUE(french.has("web.menu.guide"));
  for (auto const& file : embedded_texts()) {
    auto const read = json::parse(file.bytes);
    ASSERT_TRUE(read && read->is_object()) << file.path;
    for (auto const& [key, sentence] : read->as_object()) {
      if (key.starts_with("_")) continue;
      bool const of_the_desk = file.path.starts_with("desk/");
      for (auto const& lang : languages()) {
        if (of_the_desk && lang.tag != "fr" && lang.tag != "en") continue;
        EXPECT_TRUE(Text::in(lang).has(key)) << lang.tag << ": " << key;
      }
    }
  }
}

TEST(Sentences, FiveLanguagesShip) {
  std::set<std::string> tags;
  for (auto const& lang : languages()) tags.insert(lang.tag);
  for (auto const* tag : {"fr", "en", "nl", "ar", "uk"}) EXPECT_TRUE(tags.contains(tag)) << tag;
  EXPECT_EQ(languages().front().tag, "fr");
}

}  // namespace
}  // namespace cote::test
