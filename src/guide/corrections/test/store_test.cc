// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/corrections/store.h"

#include <gtest/gtest.h>

#include "guide/corrections/code.h"
#include "guide/corrections/door.h"
#include "guide/corrections/rules.h"
#include "guide/store.h"
#include "guide/test/world.h"
#include "support/database.h"

namespace cote::guide::corrections {
namespace {

using people::Actor;
using people::Role;

Time start() { return parse_time("2026-11-23T09:40:00Z").value(); }

/// The small world of the pages, with ids that the store takes.
Catalogue stored_world() {
  auto c = guide::test::world();
  auto const uuid = [](std::string& id) {
    if (!id.empty()) id = uuid_of(id);
  };
  for (auto& o : c.organisations) uuid(o.id.text);
  for (auto& p : c.places) uuid(p.id.text);
  for (auto& s : c.services) {
    uuid(s.id.text);
    uuid(s.organisation.text);
    uuid(s.instead.text);
    for (auto& at : s.places) uuid(at.place.text);
  }
  return c;
}

Actor editor() {
  return {.account = {uuid_of("editor")}, .name = "Anna", .lang = "fr", .roles = {Role::editor}};
}

class CorrectionStore : public cote::test::OnBoth {
 protected:
  void SetUp() override {
    OnBoth::SetUp();
    if (IsSkipped()) return;
    db().write([](db::Tx& tx) { return guide::store::save(tx, stored_world(), start()).added; });
  }
  ServiceId service(const char* slug) const { return {uuid_of(std::string("s-") + slug)}; }
  Service now(const char* slug) {
    auto const all = db().read([](db::Session& s) { return guide::store::load(s); });
    for (auto const& one : all.services)
      if (one.slug == slug) return one;
    return {};
  }
  std::string report(const char* slug, const char* path, const char* right, Time at = start(),
                     bool slow = false) {
    auto const code = door().report(service(slug), "081 00 00 01",
                                    {.path = path, .right = right, .note = "vu"}, "ar", slow, at);
    EXPECT_TRUE(code);
    return code ? *code : "";
  }
  Door door() { return {db()}; }
  CorrectionId id_of(const std::string& code) { return door().read(code)->id; }
  std::int64_t ledger_rows() {
    return std::get<0>(
        *db().read([](db::Session& s) { return s.one<std::int64_t>("select count(*) from ledger"); }));
  }
};

TEST_P(CorrectionStore, KeepsAReportAndGivesItBackForItsCodeOnly) {
  auto const code = report("cours", "phones/0/number", "081 00 00 99");
  auto const found = door().read(code);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->service, service("cours"));
  EXPECT_EQ(found->path, "phones/0/number");
  EXPECT_EQ(found->before, "081 00 00 01");
  EXPECT_EQ(found->proposed, "081 00 00 99");
  EXPECT_EQ(found->lang, "ar");
  EXPECT_EQ(found->created, start());
  ASSERT_EQ(found->messages.size(), 1U);
  EXPECT_EQ(found->messages[0].body, "vu");
  EXPECT_EQ(door().read(code::make()).fault(), Fault::missing);
  auto const rows = db().read(
      [](db::Session& s) { return s.all<std::string, std::string>("select code_hash, id from correction"); });
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(std::get<0>(rows[0]), code::hash(code)) << "the code itself is nowhere";
}

TEST_P(CorrectionStore, AcceptingPublishesTheFieldAndAnswers) {
  auto const code = report("cours", "phones/0/number", "081 00 00 99");
  auto const before = ledger_rows();
  auto const revision = [&] { return db().read([](db::Session& s) { return guide::store::revision(s); }); };
  auto const was = revision();
  auto const done = door().decide(editor(), id_of(code),
                                  {.value = "081 00 00 98", .ready = "report.ready.corrected_otherwise"},
                                  start() + std::chrono::hours(1));
  ASSERT_TRUE(done);
  EXPECT_EQ(now("cours").phones.at(0).number, "081 00 00 98");
  EXPECT_GT(revision(), was) << "readers get a new snapshot";
  EXPECT_EQ(ledger_rows(), before + 1);
  auto const read = door().read(code);
  EXPECT_EQ(read->state, State::accepted);
  ASSERT_EQ(read->messages.size(), 2U);
  EXPECT_TRUE(read->messages[1].by_desk);
  EXPECT_EQ(read->messages[1].ready, "report.ready.corrected_otherwise");
  EXPECT_EQ(door()
                .decide(editor(), id_of(code), {.verdict = Verdict::refuse, .ready = "report.ready.checked"},
                        start())
                .fault(),
            Fault::conflict)
      << "decided once";
}

TEST_P(CorrectionStore, AValueThatTheRecordRefusesChangesNothing) {
  auto const code = report("cours", "places/0/hours", "lundi matin");
  auto const before = ledger_rows();
  auto const done = door().decide(editor(), id_of(code),
                                  {.value = "lundi matin", .ready = "report.ready.corrected"}, start());
  ASSERT_TRUE(done.invalid());
  EXPECT_EQ(done.problems().front().field, "value");
  EXPECT_EQ(door().read(code)->state, State::waiting);
  EXPECT_EQ(ledger_rows(), before);
  EXPECT_EQ(now("cours").places.at(0).hours, "Mo,We,Fr 09:00-12:00,13:30-16:00");
}

TEST_P(CorrectionStore, AskingAndReplyingGoesBackAndForth) {
  auto const code = report("cours", "summary", "Autre chose");
  EXPECT_EQ(door().reply(code, "déjà", "ar", start()).fault(), Fault::conflict) << "nobody asked";
  ASSERT_TRUE(door().decide(editor(), id_of(code),
                            {.verdict = Verdict::ask, .ready = "report.ready.when", .words = "Merci"},
                            start()));
  EXPECT_EQ(door().read(code)->state, State::asked);
  EXPECT_TRUE(door().reply(code, "  ", "ar", start()).invalid());
  ASSERT_TRUE(door().reply(code, "أمس", "ar", start()));
  auto const read = door().read(code);
  EXPECT_EQ(read->state, State::waiting);
  EXPECT_EQ(read->messages.back().body, "أمس");
  EXPECT_FALSE(read->decided);
}

TEST_P(CorrectionStore, OnlyWhoMayDecides) {
  auto const code = report("cours", "phones/0/number", "081 00 00 99");
  auto const id = id_of(code);
  for (auto const role : people::roles()) {
    Actor const who{.account = {"a"}, .roles = {role}};
    bool const may = role == Role::editor;
    EXPECT_EQ(static_cast<bool>(door().listed(who, false)), may);
    EXPECT_EQ(static_cast<bool>(door().open(who, id)), may);
    if (may) continue;
    EXPECT_EQ(door().decide(who, id, {.value = "1", .ready = "report.ready.corrected"}, start()).fault(),
              Fault::forbidden);
  }
  EXPECT_EQ(door().open(Actor::reader(), id).fault(), Fault::forbidden);
}

TEST_P(CorrectionStore, NeverChangesWhereASecretPlaceIs) {
  auto const code = report("abri", "at/0/address", "rue Autre 1");
  auto const done = door().decide(editor(), id_of(code),
                                  {.value = "rue Autre 1", .ready = "report.ready.corrected"}, start());
  EXPECT_EQ(done.fault(), Fault::forbidden);
  EXPECT_EQ(door().read(code)->state, State::waiting);
}

TEST_P(CorrectionStore, TheQueueShowsProvenOnesFirst) {
  auto const slow = id_of(report("cours", "name", "a", start(), true));
  auto const second = id_of(report("cours", "name", "b", start() + std::chrono::hours(2)));
  auto const first = id_of(report("cours", "name", "c", start() + std::chrono::hours(1)));
  auto const list = door().listed(editor(), false);
  ASSERT_EQ(list->size(), 3U);
  EXPECT_EQ((*list)[0].id, first);
  EXPECT_EQ((*list)[1].id, second);
  EXPECT_EQ((*list)[2].id, slow);
  EXPECT_EQ(db().read([](db::Session& s) { return store::waiting(s); }), 3);
}

TEST_P(CorrectionStore, WordsAreErasedAfterTheirTermAndTheStubRemains) {
  auto const answered = report("cours", "phones/0/number", "canary-proposed");
  ASSERT_TRUE(door().decide(editor(), id_of(answered), {.verdict = Verdict::refuse, .words = "canary-answer"},
                            start()));
  auto const open = report("cours", "phones/0/number", "still open", start() + std::chrono::days(10));
  EXPECT_EQ(erase_old(db(), start() + rules::kKeptAfterAnswer), 0);
  EXPECT_EQ(erase_old(db(), start() + rules::kKeptAfterAnswer + std::chrono::seconds(1)), 1);
  EXPECT_EQ(door().read(answered).fault(), Fault::missing);
  EXPECT_TRUE(door().read(open));
  auto const left = db().read([](db::Session& s) {
    return s.all<std::string, std::string, std::string>(
        "select before, proposed, state from correction order by created");
  });
  ASSERT_EQ(left.size(), 2U);
  EXPECT_EQ(left[0], (std::tuple<std::string, std::string, std::string>("", "", "refused")));
  EXPECT_EQ(db().read([](db::Session& s) {
    return std::get<0>(*s.one<std::int64_t>("select count(*) from correction_message"));
  }),
            1);
  EXPECT_EQ(erase_old(db(), start() + rules::kForgotten + std::chrono::days(11)), 1) << "never decided";
}

COTE_ON_BOTH(CorrectionStore);

}  // namespace
}  // namespace cote::guide::corrections
