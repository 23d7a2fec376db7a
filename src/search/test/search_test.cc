// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "search/build.h"
#include "search/test/corpus.h"

namespace cote::search {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

// A query and a document that must be among the first three answers.
struct Wanted {
  const char* words;
  Doc doc;
};

std::vector<Doc> found(const char* words) {
  std::vector<Doc> docs;
  for (const Hit& hit : corpus().find({.words = words}).hits) docs.push_back(static_cast<Doc>(hit.doc));
  return docs;
}

void expect_first_three(std::initializer_list<Wanted> cases) {
  for (const auto& [words, doc] : cases) {
    std::vector<Doc> docs = found(words);
    if (docs.size() > 3) docs.resize(3);
    EXPECT_THAT(docs, Contains(doc)) << words;
  }
}

TEST(Search, FindsWordsOfAnyLanguage) {
  expect_first_three({{"médecin", Doc::doctor},
                      {"arts", Doc::doctor},
                      {"doctor", Doc::doctor},
                      {"طبيب", Doc::doctor},
                      {"лікар", Doc::doctor},
                      {"huisvesting", Doc::housing},
                      {"سكن", Doc::housing},
                      {"5000", Doc::doctor},
                      {"ሆስፒታል", Doc::doctor}});
}

TEST(Search, FoldsAccentsCaseAndScript) {
  expect_first_three({{"MEDECIN", Doc::doctor},
                      {"medecin", Doc::doctor},
                      {"ECOLE", Doc::school},
                      {"l'école", Doc::school},
                      {"المدرسه", Doc::school},
                      {"مَدرسة", Doc::school},
                      {"ЛІКАР", Doc::doctor}});
}

TEST(Search, KnowsInflections) {
  expect_first_three({{"logements", Doc::housing},
                      {"médecins", Doc::doctor},
                      {"apprenez", Doc::french},
                      {"apprennent", Doc::french},
                      {"avocates", Doc::lawyer},
                      {"doctors", Doc::doctor},
                      {"scholen", Doc::school},
                      {"лікаря", Doc::doctor},
                      {"лікарів", Doc::doctor},
                      {"مدارس", Doc::school},
                      {"للسكن", Doc::housing}});
}

TEST(Search, ReadsLatinSpellings) {
  expect_first_three({{"sakan", Doc::housing},
                      {"likar", Doc::doctor},
                      {"tabib", Doc::doctor},
                      {"madrasa", Doc::school},
                      {"zhytlo", Doc::housing}});
}

TEST(Search, ForgivesMistakes) {
  expect_first_three({{"medcin", Doc::doctor},
                      {"médecni", Doc::doctor},
                      {"medsin", Doc::doctor},
                      {"logemment", Doc::housing},
                      {"sekurité", Doc::benefits},
                      {"avocta", Doc::lawyer},
                      {"ekole", Doc::school}});
}

TEST(Search, SaysWhatItUnderstood) {
  const Answer answer = corpus().find({.words = "medcin gratuit"});
  EXPECT_EQ(answer.looseness, Looseness::corrected);
  EXPECT_EQ(answer.corrected, "médecin gratuit");
  EXPECT_EQ(corpus().find({.words = "médecin"}).corrected, "");
  EXPECT_EQ(corpus().find({.words = "médecin"}).looseness, Looseness::exact);
}

TEST(Search, LoosensInsteadOfFindingNothing) {
  const Answer some = corpus().find({.words = "médecin avocat logement"});
  EXPECT_EQ(some.looseness, Looseness::some_words);
  EXPECT_GT(some.total, 0U);
  const Answer nothing = corpus().find({.words = "qqqqwwww"});
  EXPECT_EQ(nothing.looseness, Looseness::nothing);
  EXPECT_EQ(nothing.total, 0U);
}

TEST(Search, FindsSynonymsLowerThanTheWord) {
  const Answer answer = corpus().find({.words = "toubib"});
  ASSERT_FALSE(answer.hits.empty());
  EXPECT_EQ(static_cast<Doc>(answer.hits.front().doc), Doc::doctor);
  EXPECT_THAT(answer.also, Contains("médecin"));
  EXPECT_THAT(found("aide juridique gratuite"), Contains(Doc::lawyer));
}

TEST(Search, PutsTheNameFirst) {
  EXPECT_EQ(found("Maison de l'Avocat").front(), Doc::lawyer);
  EXPECT_EQ(found("école").front(), Doc::school);
}

TEST(Search, CompletesTheLastWord) {
  EXPECT_THAT(corpus().complete("mon méd", 5), Contains("médecin"));
  EXPECT_THAT(corpus().complete("", 5), IsEmpty());
  EXPECT_THAT(corpus().complete("médecin ", 5), IsEmpty());
  const Answer typing = corpus().find({.words = "loge", .last_word_is_prefix = true});
  ASSERT_FALSE(typing.hits.empty());
  EXPECT_EQ(static_cast<Doc>(typing.hits.front().doc), Doc::housing);
}

TEST(Search, AnswersEverythingToAnEmptyQuery) {
  const Answer all = corpus().find({});
  EXPECT_EQ(all.total, corpus().size());
  EXPECT_EQ(static_cast<Doc>(all.hits.front().doc), Doc::benefits) << "the freshest";
  const Answer near = corpus().find({.near = Near{{50.26F, 4.91F}, 0}});
  EXPECT_EQ(static_cast<Doc>(near.hits.front().doc), Doc::lawyer) << "the nearest";
  EXPECT_LT(near.hits.front().km, 1);
}

TEST(Search, SuggestsACommonWordForARareOneNearIt) {
  Builder builder;
  builder.add({.fields = {{"Un duché", "fr", 1}}});
  for (int i = 0; i < 60; ++i) builder.add({.fields = {{"Une douche chaude", "fr", 1}}});
  const auto index = builder.build();
  const Answer answer = index->find({.words = "duche"});
  EXPECT_EQ(answer.looseness, Looseness::exact);
  EXPECT_EQ(answer.corrected, "douche");
  EXPECT_EQ(answer.total, 61U);
  ASSERT_GE(answer.hits.size(), 3U);
  EXPECT_EQ(answer.hits[0].doc, 0U) << "the word as written first";
  EXPECT_LT(answer.hits[1].doc, answer.hits[2].doc) << "equals in their order";
  EXPECT_EQ(index->find({.words = "douche"}).corrected, "");
}

TEST(Search, FindsThePartsOfADutchCompoundLower) {
  Builder builder;
  builder.add({.fields = {{"Studentenhuisvesting", "nl", 1}}});
  builder.add({.fields = {{"Huisvesting voor studenten", "nl", 1}}});
  const auto index = builder.build();
  const Answer answer = index->find({.words = "huisvesting"});
  ASSERT_EQ(answer.total, 2U);
  EXPECT_EQ(answer.hits[0].doc, 1U);
}

TEST(Search, FindsTheWordsOfASynonymOfSeveralWords) {
  Builder builder;
  builder.synonyms({{"titre de séjour", "residence permit"}});
  builder.add({.fields = {{"Renewing a residence permit", "en", 1}}});
  builder.add({.fields = {{"Long séjour à la mer", "fr", 1}}});
  const auto index = builder.build();
  const Answer answer = index->find({.words = "titres de séjour"});
  ASSERT_EQ(answer.total, 1U);
  EXPECT_EQ(answer.hits[0].doc, 0U);
  EXPECT_EQ(answer.looseness, Looseness::exact);
}

TEST(Search, TheReadersLanguageDecidesBetweenEquals) {
  Builder builder;
  for (const std::string lang : {"nl", "fr", "ar"})
    builder.add({.fields = {{"Radio", lang, 8}, {"vrijwilliger bénévole", lang, 1}}});
  builder.add({.fields = {{"Radio", "", 8}, {"vrijwilliger bénévole", "", 1}}});
  builder.add({.fields = {{"Radio", "en", 8}, {"radio", "en", 5}}});
  const auto index = builder.build();
  const auto order = [&](const std::string& lang) {
    std::vector<std::uint32_t> docs;
    for (const Hit& hit : index->find({.words = "radio", .lang = lang}).hits) docs.push_back(hit.doc);
    return docs;
  };
  EXPECT_THAT(order("nl"), ElementsAre(4, 0, 3, 1, 2)) << "a name in no language is in all";
  EXPECT_THAT(order("fr"), ElementsAre(4, 1, 3, 0, 2)) << "what says it twice stays before";
  EXPECT_THAT(order("ar"), ElementsAre(4, 2, 3, 0, 1));
  EXPECT_THAT(order(""), ElementsAre(4, 0, 1, 2, 3));
  EXPECT_THAT(order("de"), ElementsAre(4, 0, 1, 2, 3));
}

TEST(Search, AnswersNothingFromAnEmptyIndex) {
  Builder builder;
  const auto index = builder.build();
  EXPECT_EQ(index->size(), 0U);
  EXPECT_EQ(index->find({.words = "médecin"}).looseness, Looseness::nothing);
  EXPECT_EQ(index->find({}).total, 0U);
  EXPECT_THAT(index->complete("a", 3), IsEmpty());
}

}  // namespace
}  // namespace cote::search
