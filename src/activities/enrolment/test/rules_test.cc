// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/enrolment/rules.h"

#include <algorithm>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "activities/code.h"
#include "activities/enrolment/codes.h"
#include "activities/test/world.h"
#include "kernel/text.h"

namespace cote::activities {
namespace {

std::vector<std::optional<State>> states() {
  std::vector<std::optional<State>> out{std::nullopt};
  for (std::size_t i = 0; i < kStates; ++i) out.emplace_back(static_cast<State>(i));
  return out;
}

TEST(EnrolmentTable, EveryStateAndEventHasALineOrASentence) {
  static_assert(std::size(Codes<State>::words) == kStates);
  static_assert(std::size(Codes<Event>::words) == kEvents);
  std::size_t lines = 0;
  for (auto const& from : states())
    for (std::size_t i = 0; i < kEvents; ++i) {
      auto const event = static_cast<Event>(i);
      auto const same = [&](const rules::Transition& t) { return t.from == from && t.event == event; };
      auto const times = std::ranges::count_if(rules::transitions(), same);
      ASSERT_LE(times, 1) << "two lines for one event";
      auto const* const line = rules::find(from, event);
      ASSERT_EQ(line != nullptr, times == 1);
      if (line != nullptr) {
        ++lines;
        EXPECT_NE(line->by, 0U) << "somebody must be able to cause it";
        continue;
      }
      for (auto const& lang : languages())
        EXPECT_TRUE(Text::in(lang).has(rules::refusal_key(from)))
            << lang.tag << ' ' << rules::refusal_key(from);
    }
  EXPECT_EQ(lines, rules::transitions().size());
}

TEST(EnrolmentTable, EveryStateIsReachedAndLeadsToAnEnd) {
  std::set<State> reached;
  for (std::size_t round = 0; round <= kStates; ++round)
    for (auto const& t : rules::transitions())
      if (!t.from || reached.contains(*t.from)) reached.insert(t.to);
  EXPECT_EQ(reached.size(), kStates);
  // From each state an end can be reached, and only the declared ends lead nowhere.
  std::set<State> const ends{State::completed, State::dropped, State::cancelled,
                             State::declined,  State::expired, State::refused};
  std::set<State> ending;
  for (auto const& s : states())
    if (s) {
      EXPECT_EQ(rules::is_final(*s), ends.contains(*s)) << code(*s);
      if (rules::is_final(*s)) ending.insert(*s);
    }
  for (std::size_t round = 0; round <= kStates; ++round)
    for (auto const& t : rules::transitions())
      if (t.from && ending.contains(t.to)) ending.insert(*t.from);
  EXPECT_EQ(ending.size(), kStates);
}

TEST(EnrolmentTable, OnlyTheHouseOffersAndEnds) {
  for (auto const& t : rules::transitions())
    if (t.event == Event::offer || t.event == Event::expire || t.event == Event::requeue ||
        t.event == Event::call_off || t.event == Event::complete) {
      EXPECT_EQ(t.by, rules::kHouse);
    }
  EXPECT_EQ(rules::find(State::confirmed, Event::drop)->by, rules::kDesk);
  EXPECT_NE(rules::find(State::offered, Event::accept)->by & rules::kPerson, 0U);
}

TEST(EnrolmentRules, ServesByClassThenTimeThenNumber) {
  Enrolment const early{.priority = 100, .requested = test::kNow, .number = 1};
  auto later = early;
  later.requested += std::chrono::seconds(1);
  auto same = early;
  same.number = 2;
  auto first = later;
  first.priority = 10;
  first.number = 9;
  EXPECT_TRUE(rules::before(early, later));
  EXPECT_TRUE(rules::before(early, same));
  EXPECT_TRUE(rules::before(first, early)) << "a class goes before time";
  EXPECT_FALSE(rules::before(early, early));
}

TEST(EnrolmentRules, AFreedPlaceGoesToTheFirstUnitsThatFit) {
  std::vector<Enrolment> queue;
  for (auto const size : {3, 1, 2, 1}) queue.push_back({.size = size});
  EXPECT_EQ(rules::choose(queue, 0), std::vector<std::size_t>{});
  EXPECT_EQ(rules::choose(queue, 1), std::vector<std::size_t>{1});
  EXPECT_EQ(rules::choose(queue, 2), (std::vector<std::size_t>{1, 3}));
  EXPECT_EQ(rules::choose(queue, 3), std::vector<std::size_t>{0});
  EXPECT_EQ(rules::choose(queue, 7), (std::vector<std::size_t>{0, 1, 2, 3}));
}

TEST(EnrolmentRules, OnesOwnWordIsNoEvidence) {
  EXPECT_EQ(rules::entry(Approval::none, Eligibility::unknown, 3, 3), Event::place);
  EXPECT_EQ(rules::entry(Approval::none, Eligibility::unknown, 2, 3), Event::queue);
  EXPECT_EQ(rules::entry(Approval::evidence, Eligibility::declared, 9, 1), Event::ask);
  EXPECT_EQ(rules::entry(Approval::evidence, Eligibility::tested, 9, 1), Event::place);
  EXPECT_EQ(rules::entry(Approval::always, Eligibility::tested, 9, 1), Event::ask);
  auto form = test::form_of(1);
  form.eligibility = Eligibility::tested;
  form.priority = 1;
  form.members.front().id = {"somebody"};
  auto const said = rules::tidy(form, false);
  EXPECT_EQ(said.eligibility, Eligibility::declared);
  EXPECT_EQ(said.priority, Form::kNoPriority);
  EXPECT_TRUE(said.members.front().id.empty()) << "the public names nobody by an id";
  EXPECT_EQ(rules::tidy(form, true).eligibility, Eligibility::tested);
}

TEST(EnrolmentRules, OneSentenceAField) {
  auto const day = *parse_date("2026-09-01");
  struct {
    const char* what;
    void (*spoil)(Form&);
    const char* field;
    const char* key;
  } const cases[] = {
      {"nobody", [](Form& f) { f.members.clear(); }, "members", "activities.enrol.nobody"},
      {"no name", [](Form& f) { f.members[0].name.clear(); }, "members/0/name",
       "activities.enrol.name_missing"},
      {"no contact", [](Form& f) { f.members[0].email.clear(); }, "members/0/contact",
       "activities.enrol.contact_missing"},
      {"half an address", [](Form& f) { f.members[0].email = "nom@"; }, "members/0/contact",
       "activities.enrol.email_wrong"},
      {"three digits", [](Form& f) { f.members[0].phone = "112"; }, "members/0/contact",
       "activities.enrol.phone_wrong"},
      {"born tomorrow", [](Form& f) { f.members[0].birth_year = 2027; }, "members/0/birth_year",
       "activities.enrol.birth_year_wrong"},
      {"two persons as one", [](Form& f) { f.members.push_back({.name = "B"}); }, "members",
       "activities.enrol.too_many_members"},
      {"a novel", [](Form& f) { f.note = std::string(501, 'x'); }, "note", "activities.enrol.too_long"},
  };
  ASSERT_TRUE(rules::check(test::form_of(1), day).empty());
  for (auto const& c : cases) {
    auto form = test::form_of(1);
    c.spoil(form);
    auto const found = rules::check(form, day);
    ASSERT_EQ(found.size(), 1U) << c.what;
    EXPECT_EQ(found[0].field, c.field) << c.what;
    EXPECT_EQ(found[0].key, c.key) << c.what;
    for (auto const& lang : languages()) EXPECT_TRUE(Text::in(lang).has(c.key));
  }
}

TEST(EnrolmentRules, ClashesAreAllPairsThatShareAMoment) {
  std::mt19937 random(4);
  for (int round = 0; round < 200; ++round) {
    auto const some = [&](std::string_view prefix) {
      std::vector<rules::Stretch> out;
      for (std::size_t i = 0; i < random() % 12; ++i) {
        auto const starts = test::kNow + std::chrono::minutes(random() % 600);
        out.push_back({{std::string(prefix) + std::to_string(i)},
                       starts,
                       starts + std::chrono::minutes(random() % 10 == 0 ? 400 : random() % 90)});
      }
      return out;
    };
    auto const wanted = some("w");
    auto const had = some("h");
    std::size_t pairs = 0;
    for (auto const& w : wanted)
      for (auto const& h : had) pairs += w.starts < h.ends && h.starts < w.ends ? 1U : 0U;
    auto const found = rules::clashes(wanted, had);
    ASSERT_EQ(found.size(), pairs) << round;
    std::set<std::pair<std::string, std::string>> distinct;
    for (auto const& c : found) distinct.emplace(c.wanted.text, c.had.text);
    EXPECT_EQ(distinct.size(), pairs);
  }
}

TEST(EnrolmentCodes, TheSameFormGivesTheSameCode) {
  auto const code = codes::of_form("a key of a form 1", "edition");
  EXPECT_EQ(code.size(), 16U);
  EXPECT_EQ(codes::of_form("a key of a form 1", "edition"), code);
  EXPECT_NE(codes::of_form("a key of a form 2", "edition"), code);
  EXPECT_NE(codes::of_form("a key of a form 1", "another"), code);
  EXPECT_EQ(codes::read(codes::printed(code)), code);
  EXPECT_EQ(codes::read("٠١٢٣ ٤٥٦٧ ۸۹۰۱ 2345"), "0123456789012345");
  EXPECT_FALSE(codes::read("12345678901234567"));
  EXPECT_FALSE(codes::read("123456789012345x"));
}

TEST(EnrolmentCodes, ACertificatesCodeReadsBackAsPeopleTypeIt) {
  for (int i = 0; i < 50; ++i) {
    auto const code = codes::of_certificate();
    ASSERT_EQ(code.size(), 14U);
    EXPECT_EQ(codes::read_certificate(code), code);
    std::string sloppy;
    for (char c : code)
      if (c != '-') sloppy += c == '0' ? 'o' : c == '1' ? 'l' : static_cast<char>(std::tolower(c));
    EXPECT_EQ(codes::read_certificate(sloppy), code);
  }
  EXPECT_FALSE(codes::read_certificate("7K3M-92QD"));
  EXPECT_FALSE(codes::read_certificate("7K3M-92QD-4XTZ-1"));
  EXPECT_FALSE(codes::read_certificate("7K3M-92QD-4XT*"));
}

}  // namespace
}  // namespace cote::activities
