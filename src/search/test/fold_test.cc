// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include "search/search.h"
#include "search/words.h"

namespace cote::search {
namespace {

struct Folding {
  const char* written;
  const char* folded;
};

TEST(Fold, MakesVariantsEqual) {
  constexpr Folding kCases[] = {
      {"École", "ecole"},
      {"ECOLE\xCC\x81", "ecole"},
      {"cœur", "coeur"},
      {"Straße", "strasse"},
      {"IJzer", "ijzer"},
      {"ĳzer", "ijzer"},
      {"İstanbul", "istanbul"},
      {"ışık", "isik"},
      {"Ёлка", "елка"},
      {"ЛІКАР", "лікар"},
      {"здоров'я", "здоровя"},
      {"здоров’я", "здоровя"},
      {"Ґанок", "ганок"},
      {"Αθήνα", "αθηνα"},
      {"ΟΔΟΣ", "οδοσ"},
      {"أحمد", "احمد"},
      {"إيجار", "ايجار"},
      {"مدرسة", "مدرسه"},
      {"مَدْرَسَة", "مدرسه"},
      {"مـدرسة", "مدرسه"},
      {"مستشفى", "مستشفي"},
      {"یک", "يك"},
      {"۱۲۳", "123"},
      {"٤٥٦", "456"},
      {"ﻻ", "لا"},
      {"ሆስፒታል", "ሆስፒታል"},
      {"ﬁn", "fin"},
      {"Łódź", "lodz"},
      {"หมอ", "หมอ"},
      {"डॉक्टर", "डॉक्टर"},
      {"한국어", "한국어"},
      {"ＡＢＣ", "abc"},
  };
  for (const auto& [written, folded] : kCases) EXPECT_EQ(fold(written), folded) << written;
}

TEST(Fold, IsItsOwnFixedPoint) {
  for (const char* text : {"Éghezée", "Œuvre", "الصحة", "Київ", "ሕክምና", "Ĳsselmeer", "ΆΈΉ"}) {
    EXPECT_EQ(fold(fold(text)), fold(text));
  }
}

TEST(Words, AreDividedWhereReadersDivideThem) {
  const auto forms = [](std::string_view text) {
    std::string out;
    for (const Word& w : words_of(text)) out += "[" + w.form + "]";
    return out;
  };
  EXPECT_EQ(forms("l'école d’accueil"), "[l][ecole][d][accueil]");
  EXPECT_EQ(forms("rendez-vous, 081 71 35 18"), "[rendez][vous][081][71][35][18]");
  EXPECT_EQ(forms("об'єднання сімей"), "[обєднання][сімеи]");
  EXPECT_EQ(forms("医生 ok"), "[医][生][ok]");
  EXPECT_EQ(forms("أهلاً وسهلاً"), "[اهلا][وسهلا]");
  EXPECT_EQ(forms("👩‍⚕️ santé"), "[sante]");
  EXPECT_EQ(forms(" ' ’ "), "");
}

TEST(Words, KnowWhereTheyStand) {
  const std::string_view text = "l'École, là";
  const auto words = words_of(text);
  ASSERT_EQ(words.size(), 3U);
  EXPECT_EQ(text.substr(words[1].offset, words[1].length), "École");
  EXPECT_EQ(text.substr(words[2].offset, words[2].length), "là");
}

TEST(Words, SurviveBytesThatAreNoText) {
  EXPECT_EQ(fold("a\xFF"
                 "b\xC3"),
            "a b");
  EXPECT_EQ(fold("\xE0\x80\x80x"), "x");
  EXPECT_EQ(fold("\xED\xA0\x80"), "");
  EXPECT_EQ(words_of(std::string(1000, 'x')).front().form.size(), WordReader::kLongestWord);
}

}  // namespace
}  // namespace cote::search
