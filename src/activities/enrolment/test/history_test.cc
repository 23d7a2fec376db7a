// SPDX-License-Identifier: AGPL-3.0-or-later
// Random histories on both databases: whatever people do, in whatever order, the promises hold.
#include <algorithm>
#include <map>
#include <random>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "activities/enrolment/codes.h"
#include "activities/enrolment/door.h"
#include "activities/enrolment/store.h"
#include "activities/store.h"
#include "activities/test/world.h"
#include "kernel/json.h"
#include "people/ledger.h"
#include "support/database.h"

namespace cote::activities {
namespace {

using test::form_of;
using test::kNow;
using test::worker;

/// What the tables say before and after a verb.
struct Seen {
  Places places{};
  std::vector<Enrolment> all{};
  [[nodiscard]] State of(const EnrolmentId& id) const {
    auto const at = std::ranges::find(all, id, &Enrolment::id);
    return at == all.end() ? State::requested : at->state;
  }
};

class Histories : public cote::test::OnBoth {
 protected:
  Seen look(const EditionId& id) {
    return db().read([&](db::Session& s) { return Seen{store::places(s, id), store::of_edition(s, id)}; });
  }

  /// Who must have got an offer in a step, said in other words than the rules': walk those who waited, in
  /// order, and hand out what was free.
  static void check_order(const Seen& before, const Seen& after) {
    std::vector<Enrolment> waited;
    for (auto const& e : before.all)
      if (e.state == State::waiting) waited.push_back(e);
    std::ranges::sort(waited, [](const Enrolment& a, const Enrolment& b) {
      if (a.priority != b.priority) return a.priority < b.priority;
      if (a.requested != b.requested) return a.requested < b.requested;
      return a.number < b.number;
    });
    std::int64_t handed_out = 0;
    for (auto const& e : waited)
      if (after.of(e.id) == State::offered) handed_out += e.size;
    auto left = after.places.free() + handed_out;
    for (auto const& e : waited) {
      auto const now = after.of(e.id);
      if (now != State::waiting && now != State::offered) continue;  // it left the queue by itself
      bool const fits = e.size <= left;
      EXPECT_EQ(now == State::offered, fits) << "size " << e.size << ", left " << left;
      if (fits) left -= e.size;
    }
  }

  /// Every state once more, from the ledger alone.
  void check_ledger(const EditionId& id) {
    std::map<std::string, std::string> states;
    auto const entries = db().read([&](db::Session& s) {
      return s.all<std::string, std::string>(
          "select subject_id, detail from ledger where subject = 'enrolment' and action like 'activities.%' "
          "order "
          "by seq");
    });
    for (auto const& [subject, detail] : entries) {
      auto const said = boost::json::parse(detail);
      if (said.at("edition").as_string() == std::string_view(id.text))
        states[subject] = std::string(said.at("state").as_string());
    }
    auto const all = look(id).all;
    EXPECT_EQ(states.size(), all.size());
    for (auto const& e : all) EXPECT_EQ(states[e.id.text], code(e.state));
  }
};

TEST_P(Histories, CapacityOrderUnitsAndOffersHold) {
  auto const rounds = db().is_postgresql() ? 3 : 6;
  for (int round = 0; round < rounds; ++round) {
    std::mt19937 random(static_cast<unsigned>(round) + 20);
    auto const some = [&](unsigned below) { return static_cast<int>(random() % below); };
    auto const course =
        test::make_course(db(), {.slug = fmt::format("round-{}", round),
                                 .capacity = 3 + some(8),
                                 .approval = round % 3 == 2 ? Approval::evidence : Approval::none,
                                 .expiry = round % 2 == 0 ? Expiry::out : Expiry::back});
    EnrolmentDoor const door{db()};
    auto const reader = people::Actor::reader();
    std::vector<Enrolled> known;
    std::map<EnrolmentId, int> passed;
    auto now = kNow;
    for (int turn = 0; turn < 70; ++turn) {
      now += std::chrono::minutes(some(300));
      auto const before = look(course.edition);
      auto const pick = [&] { return known[random() % known.size()]; };
      auto const what = known.empty() ? 0 : some(12);
      if (what < 5) {
        auto form = form_of(round * 1000 + turn, 1 + (some(3) == 0 ? some(3) + 1 : 0));
        if (some(4) == 0) form.priority = some(2) * 50 + 10;
        form.eligibility = some(2) == 0 ? Eligibility::tested : Eligibility::unknown;
        auto const& who = some(2) == 0 ? worker() : reader;
        if (auto done = door.enrol(who, course.edition, form, now)) {
          known.push_back(*done);
          EXPECT_TRUE(door.enrol(who, course.edition, form, now)->again);
        }
      } else if (what == 5) {
        (void)door.cancel(reader, Key::with(pick().code), "", now);
      } else if (what == 6) {
        (void)door.drop(worker(), pick().id, "work", now);
      } else if (what == 7) {
        (void)door.accept(reader, Key::with(pick().code), now);
      } else if (what == 8) {
        (void)door.decline(reader, Key::with(pick().code), now);
      } else if (what == 9) {
        door.expire(now);
      } else if (what == 10) {
        (void)door.set_capacity(worker(), course.edition, before.places.capacity + some(5) - 2, now);
      } else {
        (void)door.approve(worker(), pick().id, Eligibility::tested, "", now);
      }
      auto const after = look(course.edition);
      ASSERT_EQ(db().read([](db::Session& s) { return test::broken(s); }), "")
          << "round " << round << ", " << turn;
      if (what != 9) check_order(before, after);  // an offer that ended may come back into the queue
      // Who was passed over must be able to ask why.
      for (auto const& gone : after.all) {
        bool const placed_now = rules::holds(gone.state) && !rules::holds(before.of(gone.id)) && what != 7;
        if (!placed_now) continue;
        for (auto const& e : before.all)
          if (e.state == State::waiting && after.of(e.id) == State::waiting && rules::before(e, gone))
            ++passed[e.id];
      }
    }
    for (auto const& e : look(course.edition).all) {
      auto const why = door.why(worker(), Key::of(e.id));
      ASSERT_TRUE(why);
      EXPECT_EQ(why->state, e.state);
      if (e.state == State::waiting) {
        auto const all = look(course.edition).all;
        EXPECT_EQ(why->units_ahead, std::ranges::count_if(all, [&](const Enrolment& other) {
                    return other.state == State::waiting && rules::before(other, e);
                  }));
      }
      for (auto const& p : why->passed) EXPECT_LT(p.free, e.size) << "passed over only when it did not fit";
      if (round % 2 == 0 && e.state == State::waiting) {
        EXPECT_EQ(static_cast<int>(why->passed.size()), passed[e.id]) << "nobody silently";
      }
    }
    check_ledger(course.edition);
  }
  EXPECT_FALSE(db().read([](db::Session& s) { return people::ledger::verify(s); }).broken);
}

COTE_ON_BOTH(Histories);

}  // namespace
}  // namespace cote::activities
