// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/translation/store.h"

#include <gtest/gtest.h>

#include "guide/translation/difference.h"
#include "guide/translation/door.h"
#include "guide/translation/test/fixture.h"

namespace cote::guide::translation::test {
namespace {

using enum TranslationState;
using people::Role;

Typed typed(const store::Field& field, std::string text, bool confirmed = false) {
  return {.at = field.at,
          .text = std::move(text),
          .confirmed = confirmed,
          .seen_source_hash = field.source_hash,
          .seen_text_hash = field.text_hash};
}

TEST(TranslationDifference, ShowsWhatChangedWordByWord) {
  using enum Piece::Kind;
  EXPECT_EQ(difference("", ""), std::vector<Piece>{});
  EXPECT_EQ(difference("a b", "a b"), (std::vector<Piece>{{same, "a b"}}));
  EXPECT_EQ(difference("le lundi matin", "le mardi matin"),
            (std::vector<Piece>{{same, "le "}, {removed, "lundi"}, {added, "mardi"}, {same, " matin"}}));
  struct {
    const char* before;
    const char* after;
  } const rows[] = {{"un deux trois", "trois deux un"},
                    {"", "neuf"},
                    {"parti", ""},
                    {"a\n\nb", "a b c"},
                    {"fermé le lundi", "fermé le lundi et le jeudi soir"}};
  for (auto const& row : rows) {
    std::string before;
    std::string after;
    for (auto const& piece : difference(row.before, row.after)) {
      if (piece.kind != added) before += piece.text;
      if (piece.kind != removed) after += piece.text;
    }
    EXPECT_EQ(before, row.before);
    EXPECT_EQ(after, row.after);
  }
}

TEST(TranslationFieldId, ReadsBackWhatItWrites) {
  for (auto const& at : {store::FieldId{"service", uuid_of("x"), "", "name"},
                         store::FieldId{"service", uuid_of("x"), "contacts/0/phones/1", "label"}})
    EXPECT_EQ(store::FieldId::parse(at.text()), at);
  for (auto const* wrong : {"", "service", "service:1/name", "service:/name", "x/y:z"})
    EXPECT_EQ(store::FieldId::parse(wrong), std::nullopt) << wrong;
}

class TranslationStore : public World {};
COTE_ON_BOTH(TranslationStore);

TEST_P(TranslationStore, EachTextHasItsState) {
  EXPECT_EQ(field("cours", "name").state, human);
  EXPECT_EQ(field("cours", "summary").state, machine);
  EXPECT_EQ(field("cours", "description").state, missing);
  EXPECT_TRUE(fields("cours", "fr").empty()) << "written in French";
  EXPECT_EQ(fields("cours").front().at.field, "name") << "in the order of the page";
}

TEST_P(TranslationStore, ChangedWordsOutdateAndTypographyDoesNot) {
  rewrite_summary("Pour  apprendre vite.");  // a space more, and below another apostrophe
  EXPECT_EQ(field("cours", "summary").state, machine);
  rewrite_summary("Pour apprendre vite et bien.");
  auto const summary = field("cours", "summary");
  EXPECT_EQ(summary.state, outdated);
  EXPECT_EQ(rules::source_hash(summary.before), rules::source_hash("Pour apprendre vite."))
      << "what it was made from is kept, so that the difference can be shown";
}

TEST_P(TranslationStore, ATranslatorCatchesUp) {
  rewrite_summary("Pour apprendre vite et bien.");
  auto const summary = field("cours", "summary");
  auto const done =
      save(db(), person(Role::translator), id_of("cours"), "ar",
           {typed(summary, "للتعلم بسرعة وبشكل جيد."), typed(field("cours", "name"), "دروس الفرنسية")}, kNow);
  ASSERT_TRUE(done);
  EXPECT_EQ(*done, 1) << "what she left as it was is not touched";
  EXPECT_EQ(field("cours", "summary").state, human);
  auto const now = stored();
  EXPECT_EQ(rules::text(service(now, "cours").summary, "ar"), "للتعلم بسرعة وبشكل جيد.");
  EXPECT_EQ(rules::state(service(now, "cours").summary, "ar"), human);
}

TEST_P(TranslationStore, AnOldTextMayBeConfirmedAsItIs) {
  rewrite_summary("Pour apprendre très vite.");
  auto const summary = field("cours", "summary");
  EXPECT_EQ(*save(db(), person(Role::translator), id_of("cours"), "ar", {typed(summary, summary.text)}, kNow),
            0);
  EXPECT_EQ(
      *save(db(), person(Role::translator), id_of("cours"), "ar", {typed(summary, summary.text, true)}, kNow),
      1);
  EXPECT_EQ(field("cours", "summary").state, human);
}

TEST_P(TranslationStore, NobodyOverwritesWhatSheDidNotSee) {
  auto const before = field("cours", "summary");
  rewrite_summary("Pour apprendre lentement.");
  auto const late = save(db(), person(Role::translator), id_of("cours"), "ar", {typed(before, "جديد")}, kNow);
  ASSERT_TRUE(late.invalid());
  EXPECT_EQ(late.problems().front().key, "translation.problem.source");
  auto const seen = field("cours", "summary");
  ASSERT_TRUE(save(db(), person(Role::editor), id_of("cours"), "ar", {typed(seen, "أول")}, kNow));
  auto const second = save(db(), person(Role::translator), id_of("cours"), "ar",
                           {typed(field("cours", "description"), "وصف"), typed(seen, "ثان")}, kNow);
  ASSERT_TRUE(second.invalid());
  EXPECT_EQ(second.problems().front().key, "translation.problem.other");
  EXPECT_EQ(field("cours", "description").state, missing) << "nothing half-written";
  EXPECT_EQ(field("cours", "summary").text, "أول");
}

TEST_P(TranslationStore, EveryTranslationIsAVersionOfTheRecordsThatShowIt) {
  ASSERT_TRUE(save(db(), person(Role::translator), id_of("cours"), "ar",
                   {typed(field("cours", "description"), "وصف")}, kNow));
  auto const first = versions("cours");
  ASSERT_EQ(first.size(), 2U);
  EXPECT_EQ(first[0].what, "translated");
  EXPECT_EQ(first[0].author, "Noor");
  EXPECT_EQ(first[0].note, "ar");
  EXPECT_EQ(first[1].what, "found");
  EXPECT_TRUE(versions("abri").empty());
  // The organisation's name stands on both records.
  auto const all = fields("cours");
  auto const name = std::ranges::find_if(all, [](auto& f) { return f.at.entity == "organisation"; });
  ASSERT_NE(name, all.end());
  auto const from_file = take_in(db(), person(Role::translator), "ar", {typed(*name, "منظمة")}, kNow);
  ASSERT_TRUE(from_file);
  EXPECT_EQ(from_file->saved, 1);
  EXPECT_EQ(versions("cours").size(), 3U);
  EXPECT_EQ(versions("cours")[0].note, "ar xliff");
  ASSERT_EQ(versions("abri").size(), 2U);
  EXPECT_EQ(versions("abri")[0].what, "translated");
  EXPECT_EQ(take_in(db(), person(Role::translator), "ar", {}, kNow)->saved, 0);
  EXPECT_EQ(versions("cours").size(), 3U);
}

TEST_P(TranslationStore, WhoMayTranslate) {
  auto const name = field("cours", "description");
  for (auto const role : {Role::administrator, Role::director, Role::auditor, Role::worker, Role::partner})
    EXPECT_TRUE(save(db(), person(role), id_of("cours"), "ar", {typed(name, "x")}, kNow).refused());
  EXPECT_TRUE(save(db(), person(Role::translator), id_of("nobody"), "ar", {}, kNow).refused());
  EXPECT_TRUE(save(db(), person(Role::translator), id_of("cours"), "xx", {}, kNow).refused());
}

TEST_P(TranslationStore, SecretAddressesAreNobodysWork) {
  for (auto const& f : db().read([](db::Session& s) { return store::every_field(s, "ar"); })) {
    EXPECT_EQ(f.source.find("achée"), std::string::npos) << f.at.text();
    EXPECT_EQ(f.source.find("Sonnez"), std::string::npos) << f.at.text();
  }
  EXPECT_EQ(field("abri", "conditions").source, "");
  EXPECT_EQ(field("abri", "name").state, missing);
}

TEST_P(TranslationStore, CoverageCountsAndTheQueuePutsOutdatedFirst) {
  rewrite_summary("Pour apprendre mieux.");
  auto const seen = db().read([](db::Session& s) { return store::overview(s, "ar"); });
  auto const ar = *std::ranges::find(seen.coverage, "ar", &store::Coverage::lang);
  // cours: name, summary, description; its place's note; abri: name; the organisation's name.
  EXPECT_EQ(ar.human, 1);
  EXPECT_EQ(ar.outdated, 1);
  EXPECT_EQ(ar.machine, 0);
  EXPECT_EQ(ar.missing, 4);
  auto const nl = *std::ranges::find(seen.coverage, "nl", &store::Coverage::lang);
  EXPECT_EQ(nl.missing, 6);
  ASSERT_EQ(seen.queue.size(), 2U);
  EXPECT_EQ(seen.queue.front().name, "Cours de français");
}

}  // namespace
}  // namespace cote::guide::translation::test
