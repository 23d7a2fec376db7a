// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/desk/rows.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "guide/desk/test/fixture.h"

namespace cote::guide::desk {
namespace {

using namespace test;

class DeskRows : public DeskWorld {
 protected:
  /// `count` records more, of one organisation, as an import leaves them.
  void import(int count) {
    Catalogue all;
    for (int i = 0; i < count; ++i)
      all.services.push_back({.id = {uuid_of(fmt::format("many {}", i))},
                              .organisation = {uuid_of("house")},
                              .slug = fmt::format("nombreux-{:04}", i),
                              .name = rules::source_words("fr", fmt::format("Nombreux {:04}", i))});
    db().write([&](db::Tx& tx) { return guide::store::save(tx, all, later()); });
  }
  std::int64_t behind() {
    return db().read([](db::Session& s) { return rows::behind(s); });
  }
  std::int64_t make(std::size_t most) {
    return db().write([&](db::Tx& tx) { return rows::catch_up(tx, most); });
  }
  std::int64_t count() {
    return db().read(
        [](db::Session& s) { return std::get<0>(*s.one<std::int64_t>("select count(*) from desk_row")); });
  }
  void save(const std::function<void(Record&)>& change, const ServiceId& id) {
    auto record = live(id);
    change(record);
    db().write([&](db::Tx& tx) { return guide::store::save_record(tx, record, later()); });
  }
};

TEST_P(DeskRows, AreMadeAFewAtATimeAndTheRestIsTold) {
  while (make(40) > 0) {
  }
  ASSERT_EQ(behind(), 0);
  ASSERT_EQ(count(), 2);
  import(25);
  EXPECT_EQ(behind(), 25);
  EXPECT_EQ(make(10), 15);
  EXPECT_EQ(count(), 12) << "ten more, and not one above what was asked";
  EXPECT_EQ(behind(), 15);
  EXPECT_EQ(make(10), 5);
  EXPECT_EQ(make(10), 0);
  EXPECT_EQ(count(), 27);
}

TEST_P(DeskRows, OneChangeOfManyRecordsIsLeftToWhoHasTime) {
  import(25);
  EXPECT_TRUE(rows::catch_up_all(db()));
  save([](Record& r) { r.organisation.name = rules::source_words("fr", "Maison nouvelle"); }, one_);
  auto const left = make(10);
  EXPECT_GT(left, 0) << "26 records show this name";
  EXPECT_EQ(make(10), left) << "again, and nothing half-made";
  std::vector<std::pair<std::size_t, std::size_t>> told;
  EXPECT_TRUE(
      rows::catch_up_all(db(), [&](std::size_t done, std::size_t of) { told.emplace_back(done, of); }));
  EXPECT_EQ(told.back(), (std::pair<std::size_t, std::size_t>(26, 26)));
  EXPECT_EQ(behind(), 0);
  EXPECT_EQ(db().read([](db::Session& s) {
    return std::get<0>(
        *s.one<std::int64_t>("select count(*) from desk_row where organisation = 'Maison nouvelle'"));
  }),
            26);
}

TEST_P(DeskRows, StopBetweenTwoAndBeginAgain) {
  import(5);
  EXPECT_FALSE(rows::catch_up_all(
      db(), [](std::size_t, std::size_t) {}, [] { return true; }));
  EXPECT_GT(behind(), 0);
  EXPECT_TRUE(rows::catch_up_all(db()));
  EXPECT_EQ(behind(), 0);
  EXPECT_EQ(count(), 7);
}

TEST_P(DeskRows, TwoRecordsMayExchangeTheirAddresses) {
  EXPECT_TRUE(rows::catch_up_all(db()));
  save([](Record& r) { r.service.slug = "entre-deux"; }, one_);
  save([](Record& r) { r.service.slug = "accueil"; }, two_);
  save([](Record& r) { r.service.slug = "cours"; }, one_);
  make(100);
  EXPECT_EQ(listed({}, anna_), (std::vector<std::string>{"Cours", "Accueil"})) << "in the order of addresses";
  EXPECT_EQ(listed({.words = "accueil"}, anna_), std::vector<std::string>{"Accueil"});
}

COTE_ON_BOTH(DeskRows);

}  // namespace
}  // namespace cote::guide::desk
