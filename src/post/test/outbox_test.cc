// SPDX-License-Identifier: AGPL-3.0-or-later
#include "post/outbox.h"

#include <gtest/gtest.h>

#include "support/database.h"

namespace cote::post {
namespace {

class Outbox : public test::OnBoth {};

TEST_P(Outbox, WhatIsMeantOnceIsQueuedOnce) {
  auto const now = *parse_time("2026-11-23T09:00:00Z");
  Message const message{
      .kind = "test.note", .to = "anna@example.org", .subject = "s", .text = "t", .once = "k"};
  auto const put_it = [&](db::Tx& tx) { return put(tx, message, now); };
  EXPECT_EQ(db().write(put_it), 1);
  EXPECT_EQ(db().write(put_it), 0);
  Message const free{.kind = "test.note", .to = "anna@example.org"};
  EXPECT_EQ(db().write([&](db::Tx& tx) { return put(tx, free, now); }), 2);
  EXPECT_EQ(db().write([&](db::Tx& tx) { return put(tx, free, now); }), 3);
}

COTE_ON_BOTH(Outbox);

}  // namespace
}  // namespace cote::post
