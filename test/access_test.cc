// SPDX-License-Identifier: AGPL-3.0-or-later
// Every mounted route × every role, through the whole house with its guard and real sessions. The table is
// test/access.txt; a route that is not in it fails, and so does a line without its route.
#include "people/access.h"

#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "app/wire.h"
#include "guide/import.h"
#include "kernel/id.h"
#include "support/database.h"
#include "support/people.h"
#include "web/reply.h"

namespace cote::test {
namespace {

using people::Role;

constexpr auto kTable = COTE_SOURCE_DIR "/test/access.txt";
constexpr std::size_t kColumns = people::kRoles + 1;  // signed out, then the roles in the order of the enum

struct Line {
  std::string method{};
  std::string pattern{};
  std::string address{};  // that exists, with $service, $slug and $account for what the fixture made
  bool everyone = false;  // for readers: no role makes a difference
  std::vector<int> statuses{};
};

std::string key(std::string_view method, std::string_view pattern, bool localised) {
  return fmt::format("{} {}{}", method, localised ? "/{lang}" : "", pattern);
}

std::map<std::string, Line> read_table() {
  std::map<std::string, Line> out;
  std::ifstream in(kTable);
  for (std::string text; std::getline(in, text);) {
    if (text.empty() || text.starts_with('#')) continue;
    std::istringstream words(text);
    Line line;
    std::string next;
    words >> line.method >> line.pattern >> next;
    if (next.starts_with('/')) {
      line.address = next;
      words >> next;
    } else {
      line.address = line.pattern;
    }
    line.everyone = next == "everyone";
    if (!line.everyone) {
      line.statuses.push_back(std::atoi(next.c_str()));
      for (int status = 0; words >> status;) line.statuses.push_back(status);
    }
    auto const name = line.method + " " + line.pattern;
    EXPECT_TRUE(out.emplace(name, std::move(line)).second) << "twice in the table: " << name;
  }
  return out;
}

/// One house for all tests of this file.
class AccessOfRoutes : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    database = new Database(Engine::sqlite);
    auto const read = guide::import::read(COTE_SOURCE_DIR "/data/namur");
    guide::import::load_into(database->db(), read, clock->now(), false);
    house = new app::House({.database = {.address = database->address()}}, {}, *clock);
    auto const row = database->db().read([](db::Session& s) {
      return s.one<std::string, std::string, std::string>(
          "select id, slug, organisation_id from service where organisation_id is not null order by slug "
          "limit 1");
    });
    std::tie(service, slug, organisation) = row.value();
    account = sign_in(database->db(), "somebody-else", {Role::translator}, clock->now()).account.id.text;
  }
  static void TearDownTestSuite() {
    delete house;
    delete database;
  }

  static std::string filled(std::string address) {
    auto const put = [&](std::string_view name, const std::string& value) {
      if (auto const at = address.find(name); at != std::string::npos)
        address.replace(at, name.size(), value);
    };
    put("$service", service);
    put("$slug", slug);
    put("$account", account);
    put("/{lang}", "/fr");
    return address;
  }
  /// A session of its own for each request: some routes end it.
  static SignedIn somebody(Role role) {
    static int made = 0;
    return sign_in(database->db(), fmt::format("{}-{}", people::name(role), ++made), {role}, clock->now(),
                   {OrganisationId{organisation}});
  }
  static web::Request request(const Line& line) {
    web::Request out{.method = line.method, .target = filled(line.address), .id = "r1"};
    if (line.method != "GET")
      out.headers = {{"content-type", "application/x-www-form-urlencoded"},
                     {"host", "localhost"},
                     {"origin", "http://localhost"},
                     {"sec-fetch-site", "same-origin"}};
    return out;
  }
  static web::Reply as(const std::optional<SignedIn>& who, const Line& line) {
    auto asked = request(line);
    if (who) {
      asked.headers.push_back(who->cookie());
      if (line.method != "GET") asked.body = who->form();
    }
    return house->site().answer(asked);
  }
  static const web::Route* route(const Line& line) {
    for (auto const& r : house->site().router.routes())
      if (key(r.method, r.pattern, r.localised) == line.method + " " + line.pattern) return &r;
    return nullptr;
  }

  static inline const FixedClock* clock = new FixedClock(*parse_time("2026-11-23T09:00:00Z"));
  static inline Database* database = nullptr;
  static inline app::House* house = nullptr;
  static inline std::string service{};
  static inline std::string slug{};
  static inline std::string organisation{};
  static inline std::string account{};
};

TEST_F(AccessOfRoutes, EveryMountedRouteIsInTheTable) {
  auto table = read_table();
  for (auto const& r : house->site().router.routes()) {
    auto const found = table.find(key(r.method, r.pattern, r.localised));
    if (found == table.end()) {
      ADD_FAILURE() << "not in test/access.txt: " << key(r.method, r.pattern, r.localised)
                    << (r.audience == web::Audience::everyone ? " everyone" : " " + r.right);
      continue;
    }
    EXPECT_EQ(found->second.everyone, r.audience == web::Audience::everyone) << found->first;
    auto const expected = found->second.everyone ? 0 : kColumns;
    EXPECT_EQ(found->second.statuses.size(), expected) << found->first;
    table.erase(found);
  }
  for (auto const& [name, line] : table) ADD_FAILURE() << "in test/access.txt, and nowhere else: " << name;
}

/// With COTE_GOLDEN set, what was seen is printed as lines of the table, to be read before they are kept.
TEST_F(AccessOfRoutes, EveryRoleGetsWhatTheTableSays) {
  auto const table = read_table();
  std::string written;
  for (auto const& [name, line] : table) {
    if (line.everyone) continue;
    std::vector<int> seen = {as(std::nullopt, line).status};
    for (auto const role : people::roles()) seen.push_back(as(somebody(role), line).status);
    for (std::size_t i = 0; i < seen.size() && i < line.statuses.size(); ++i)
      EXPECT_EQ(seen[i], line.statuses[i])
          << name << " for " << (i == 0 ? "nobody" : people::name(people::roles()[i - 1]));
    written += fmt::format("{}{} {}\n", name, line.address == line.pattern ? "" : " " + line.address,
                           fmt::join(seen, " "));
  }
  if (std::getenv("COTE_GOLDEN") != nullptr) fmt::print("{}", written);
}

TEST_F(AccessOfRoutes, WithoutTheRightNobodyGetsIn) {
  int refused = 0;
  for (auto const& [name, line] : read_table()) {
    auto const* const r = route(line);
    if (r == nullptr || line.everyone || r->right.empty()) continue;
    auto const right = people::parse_right(r->right);
    ASSERT_TRUE(right) << name << " names no right that exists: " << r->right;
    for (auto const role : people::roles()) {
      if (people::scope(std::array{role}, right->compartment, right->action) != people::Scope::none) continue;
      auto const status = as(somebody(role), line).status;
      EXPECT_TRUE(status == 403 || status == 404) << name << " gives " << people::name(role) << ' ' << status;
      ++refused;
    }
  }
  EXPECT_GT(refused, 50);
}

TEST_F(AccessOfRoutes, SignedOutOnlyTheDoorIsShown) {
  for (auto const& [name, line] : read_table()) {
    if (line.everyone) continue;
    auto const reply = as(std::nullopt, line);
    if (line.method == "GET") {
      EXPECT_EQ(reply.status, 303) << name;
      EXPECT_TRUE(web::header_of(reply, "Location").starts_with("/sign-in")) << name;
    } else {
      EXPECT_NE(reply.body.find("name=\"password\""), std::string::npos) << name;
    }
  }
}

TEST_F(AccessOfRoutes, APartnerFindsNothingOfAnotherOrganisation) {
  auto const theirs = sign_in(database->db(), "partner-of-others", {Role::partner}, clock->now(),
                              {OrganisationId{uuid_of("another organisation")}});
  auto const hers = somebody(Role::partner);
  int tried = 0;
  for (auto const& [name, line] : read_table()) {
    // What she herself reaches by its id…
    if (line.everyone || line.address.find("$service") == std::string::npos) continue;
    auto const own = as(hers, line).status;
    if (own == 403 || own == 404) continue;
    // …is not there for the other.
    EXPECT_EQ(as(theirs, line).status, 404) << name;
    ++tried;
  }
  EXPECT_GE(tried, 3);
}

TEST_F(AccessOfRoutes, AFormWithoutItsTokenIsNotObeyed) {
  auto const entries = [] {
    return database->db().read([](db::Session& s) {
      return std::get<0>(s.one<std::int64_t>("select seq from ledger_head").value());
    });
  };
  for (auto const& [name, line] : read_table()) {
    if (line.everyone || line.method == "GET") continue;
    for (auto const role : people::roles()) {
      auto const who = somebody(role);
      auto const before = entries();
      auto asked = request(line);
      asked.headers.push_back(who.cookie());
      asked.body = "name=x&csrf=forged";
      auto const reply = house->site().answer(asked);
      EXPECT_NE(reply.status, 303) << name << " as " << people::name(role);
      EXPECT_EQ(entries(), before) << name << " as " << people::name(role);
    }
  }
}

TEST_F(AccessOfRoutes, ASessionThatEndedOpensNothing) {
  auto const who = somebody(Role::auditor);
  Line const ledger{.method = "GET", .pattern = "/desk/ledger", .address = "/desk/ledger"};
  EXPECT_EQ(as(who, ledger).status, 200);
  as(who, {.method = "POST", .pattern = "/sign-out", .address = "/sign-out"});
  EXPECT_EQ(as(who, ledger).status, 303);
  auto forged = who;
  forged.token.back() = forged.token.back() == 'A' ? 'B' : 'A';
  EXPECT_EQ(as(forged, ledger).status, 303);
}

}  // namespace
}  // namespace cote::test
