// SPDX-License-Identifier: AGPL-3.0-or-later
#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "db/db.h"
#include "support/database.h"

namespace cote::db {
namespace {

class Migrate : public test::OnBoth {
 protected:
  void SetUp() override {
    OnBoth::SetUp();
    if (!IsSkipped()) opened = open(database.address());
  }
  std::unique_ptr<Db> opened{};
};
COTE_ON_BOTH(Migrate);

constexpr Migration kFirst{1, "pets",
                           "-- a comment; with 'quotes\ncreate table pet (name text);\n"
                           "insert into pet (name) values ('a; b -- c''d');;\n"};
constexpr Migration kSecond{2, "more", "alter table pet add column age bigint"};

TEST_P(Migrate, TheShippedOnesApplyFromEmptyOnce) {
  auto const applied = migrate(*opened);
  ASSERT_FALSE(applied.empty());
  EXPECT_EQ(applied.size(), migrations().size());
  EXPECT_TRUE(migrate(*opened).empty());
  EXPECT_EQ(std::get<0>(opened->read([](Session& s) {
              return s.one<std::int64_t>("select count(*) from schema_migration").value();
            })),
            static_cast<std::int64_t>(applied.size()));
}

TEST_P(Migrate, EveryStatementOfAScriptRunsOnceAndInOrder) {
  Migration const one[] = {kFirst};
  Migration const two[] = {kFirst, kSecond};
  EXPECT_EQ(migrate(*opened, one), std::vector<int>{1});
  EXPECT_EQ(migrate(*opened, two), std::vector<int>{2});
  auto const rows =
      opened->read([](Session& s) { return s.all<std::string, std::int64_t>("select name, age from pet"); });
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(std::get<0>(rows[0]), "a; b -- c'd");
}

TEST_P(Migrate, AFailingOneLeavesTheSchemaBeforeIt) {
  Migration const broken[] = {kFirst,
                              {2, "broken", "create table half (x bigint); insert into nowhere values (1)"}};
  EXPECT_THROW(migrate(*opened, broken), Error);
  EXPECT_THROW(opened->read([](Session& s) { return s.all<std::int64_t>("select x from half"); }), Error);
  Migration const mended[] = {kFirst, kSecond};
  EXPECT_EQ(migrate(*opened, mended), std::vector<int>{2});
}

TEST_P(Migrate, ANewerDatabaseAndAChangedTextAreRefused) {
  Migration const two[] = {kFirst, kSecond};
  Migration const one[] = {kFirst};
  Migration const other[] = {{1, "pets", "create table pet (name text, other text)"}, kSecond};
  migrate(*opened, two);
  EXPECT_THROW(migrate(*opened, one), Error);
  EXPECT_THROW(migrate(*opened, other), Error);
  EXPECT_TRUE(migrate(*opened, two).empty());
}

TEST_P(Migrate, ProcessesThatStartTogetherApplyEachOnce) {
  opened.reset();
  std::atomic<std::size_t> applied = 0;
  {
    std::vector<std::jthread> starting;
    for (int i = 0; i < 4; ++i)
      starting.emplace_back([&] { applied += migrate(*open(database.address())).size(); });
  }
  EXPECT_EQ(applied, migrations().size());
}

}  // namespace
}  // namespace cote::db
