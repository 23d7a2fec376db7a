// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/ledger.h"

#include <gtest/gtest.h>

#include "support/database.h"

namespace cote::people {
namespace {

class Ledger : public test::OnBoth {};

TEST_P(Ledger, EntriesAreNumberedAndLinked) {
  auto const now = *parse_time("2026-11-23T09:00:00Z");
  auto const who = Actor::house("test");
  for (int i = 1; i <= 3; ++i) {
    auto const seq = db().write([&](db::Tx& tx) {
      return ledger::note(tx, who, {.action = "guide.published", .subject = "service", .subject_id = "s"},
                          now);
    });
    EXPECT_EQ(seq, i);
  }
  auto const rows = db().read([](db::Session& s) {
    return s.all<std::int64_t, std::string>("select seq, hash from ledger order by seq");
  });
  ASSERT_EQ(rows.size(), 3U);
  // The same words at another place in the chain are another hash.
  EXPECT_NE(std::get<1>(rows[0]), std::get<1>(rows[1]));
  EXPECT_EQ(std::get<1>(rows[2]).size(), 64U);
}

TEST_P(Ledger, AnUndoneChangeLeavesNoEntryAndNoGap) {
  auto const now = *parse_time("2026-11-23T09:00:00Z");
  auto const add = [&](db::Tx& tx) { return ledger::note(tx, Actor::reader(), {.action = "a.b"}, now); };
  EXPECT_THROW(db().write_with([&](db::Tx& tx) {
    add(tx);
    throw std::runtime_error("changed my mind");
  }),
               std::runtime_error);
  EXPECT_EQ(db().write(add), 1);
}

COTE_ON_BOTH(Ledger);

}  // namespace
}  // namespace cote::people
