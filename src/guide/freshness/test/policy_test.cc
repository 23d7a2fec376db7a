// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/freshness/policy.h"

#include <gtest/gtest.h>

#include "guide/rules.h"

namespace cote::guide::freshness {
namespace {

Date day(const char* text) { return *parse_date(text); }
Date const kToday = day("2026-11-23");
Date ago(int days) { return later(kToday, -days); }

Situation waiting(Step step, int days, int letters = 0) {
  return {.step = step,
          .since = ago(days),
          .letters = letters,
          .last_letter = letters > 0 ? std::optional(ago(days)) : std::nullopt,
          .reachable = true,
          .due = ago(400)};
}
Situation but(Situation at, void (*change)(Situation&)) {
  change(at);
  return at;
}

TEST(FreshnessPolicy, TheNextStepByTables) {
  struct {
    const char* what;
    Situation at;
    Act want;
  } const rows[] = {
      {"not due yet", but(waiting(Step::quiet, 0), [](Situation& s) { s.due = later(kToday, 1); }),
       Act::none},
      {"due today", but(waiting(Step::quiet, 0), [](Situation& s) { s.due = kToday; }), Act::ask},
      {"never verified", but(waiting(Step::quiet, 0), [](Situation& s) { s.due = {}; }), Act::ask},
      {"no address", but(waiting(Step::quiet, 0), [](Situation& s) { s.reachable = false; }), Act::call},
      {"asked, 13 days", waiting(Step::asked, 13, 1), Act::none},
      {"asked, 14 days", waiting(Step::asked, 14, 1), Act::remind},
      {"second reminder", waiting(Step::asked, 14, 2), Act::remind},
      {"third reminder", waiting(Step::asked, 14, 3), Act::remind},
      {"no fourth", waiting(Step::asked, 14, 4), Act::none},
      {"29 days after the last", waiting(Step::asked, 29, 4), Act::none},
      {"30 days after the last", waiting(Step::asked, 30, 4), Act::warn},
      {"the letter came back", but(waiting(Step::asked, 3, 2), [](Situation& s) { s.reachable = false; }),
       Act::call},
      {"the letter never left", but(waiting(Step::asked, 21, 4), [](Situation& s) { s.letter_waits = true; }),
       Act::call},
      {"the letter leaves soon", but(waiting(Step::asked, 2, 1), [](Situation& s) { s.letter_waits = true; }),
       Act::none},
      {"to call, an address came", waiting(Step::call, 1), Act::ask},
      {"to call, patience", but(waiting(Step::call, 71), [](Situation& s) { s.reachable = false; }),
       Act::none},
      {"to call, too long", but(waiting(Step::call, 72), [](Situation& s) { s.reachable = false; }),
       Act::warn},
      {"warned, 89 days", waiting(Step::warned, 89, 4), Act::none},
      {"warned, 90 days", waiting(Step::warned, 90, 4), Act::withdraw},
      {"warned, never asked by letter", waiting(Step::warned, 600, 0), Act::none},
      {"withdrawn stays", waiting(Step::withdrawn, 600, 4), Act::none},
      {"withdrawn, confirmed by another way",
       but(waiting(Step::withdrawn, 6, 4), [](Situation& s) { s.due = later(kToday, 90); }), Act::settle},
      {"warned, confirmed by another way",
       but(waiting(Step::warned, 6, 4), [](Situation& s) { s.due = later(kToday, 90); }), Act::settle},
  };
  for (auto const& row : rows) EXPECT_EQ(next_step(row.at, kToday, Policy{}), row.want) << row.what;
}

TEST(FreshnessPolicy, TheWholeWayOfAServiceThatNeverAnswers) {
  Situation at{.reachable = true, .due = ago(1)};
  std::vector<std::pair<int, Act>> seen;
  for (int n = 0; n < 200; ++n) {
    auto const today = later(kToday, n);
    auto const act = next_step(at, today, Policy{});
    if (act != Act::none) seen.emplace_back(n, act);
    at = after(at, act, today);
  }
  const std::vector<std::pair<int, Act>> want = {{0, Act::ask},     {14, Act::remind}, {28, Act::remind},
                                                 {42, Act::remind}, {72, Act::warn},   {162, Act::withdraw}};
  EXPECT_EQ(seen, want);
}

TEST(FreshnessPolicy, KindsAgeAtTheirOwnPace) {
  auto checks = verified({}, {kKinds.begin(), kKinds.end()}, kToday, VerifiedHow::phone, Policy{});
  ASSERT_EQ(checks.size(), kFactKinds);
  EXPECT_EQ(checks[static_cast<std::size_t>(FactKind::hours)].next_review, later(kToday, 180));
  EXPECT_EQ(checks[static_cast<std::size_t>(FactKind::description)].next_review, later(kToday, 365));
  // A later look at the hours alone leaves the rest as it was.
  checks = verified(checks, {FactKind::hours}, later(kToday, 100), VerifiedHow::web, Policy{});
  ASSERT_EQ(checks.size(), kFactKinds);
  EXPECT_EQ(checks[static_cast<std::size_t>(FactKind::hours)].next_review, later(kToday, 280));
  EXPECT_EQ(checks[static_cast<std::size_t>(FactKind::contact)].next_review, later(kToday, 180));
  EXPECT_EQ(checks[static_cast<std::size_t>(FactKind::contact)].how, VerifiedHow::phone);
}

TEST(FreshnessPolicy, DueFromWhatIsKnown) {
  Policy const policy;
  EXPECT_EQ(due({}, policy), std::nullopt);
  EXPECT_EQ(due({.as_of_year = 2021}, policy), later(day("2021-12-31"), 180));
  EXPECT_EQ(due({.as_of = day("2026-01-01")}, policy), later(day("2026-01-01"), 180));
  EXPECT_EQ(due({.as_of = day("2020-01-01"), .verified_on = day("2026-01-01")}, policy),
            later(day("2026-01-01"), 180));
  EXPECT_EQ(due({.verified_on = day("2026-01-01"), .next_review = day("2026-02-01")}, policy),
            day("2026-02-01"));
}

TEST(FreshnessTrust, TheScoreFallsForReasonsThatCanBeSaid) {
  Service s;
  s.provenance.verified_on = kToday;
  s.provenance.verified_how = VerifiedHow::phone;
  EXPECT_FLOAT_EQ(rules::trust(s, kToday).score, 1);
  s.care.checks = verified({}, {kKinds.begin(), kKinds.end()}, ago(200), VerifiedHow::phone, Policy{});
  auto const overdue = rules::trust(s, kToday);
  EXPECT_TRUE(overdue.overdue);
  EXPECT_FLOAT_EQ(overdue.score, 0.8F);
  EXPECT_EQ(overdue.next->next_review, ago(20));
  s.care.standing = Standing::unconfirmed;
  EXPECT_FLOAT_EQ(rules::trust(s, kToday).score, 0.4F);
  EXPECT_EQ(rules::trust(Service{}, kToday).score, 0);
}

}  // namespace
}  // namespace cote::guide::freshness
