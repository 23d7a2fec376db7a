// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/text.h"

#include <cstdlib>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <unicode/msgfmt.h>
#include <unicode/unistr.h>

#include "kernel/embedded.h"
#include "kernel/message.h"

namespace cote {
namespace {

/// In tests a key nobody wrote is a mistake, in this file and in those of all rooms.
bool const strict = setenv("COTE_STRICT_TEXT", "1", 0) == 0;

std::string fill(std::string_view tag, std::string_view pattern, std::initializer_list<Arg> args) {
  NumberRules const rules(tag);
  return Pattern(pattern, rules).fill({args.begin(), args.size()});
}

std::string by_icu(const char* tag, std::string_view pattern, long long n) {
  UErrorCode status = U_ZERO_ERROR;
  icu::MessageFormat const format(icu::UnicodeString::fromUTF8(std::string(pattern)),
                                  icu::Locale::forLanguageTag(std::string(tag) + "-u-nu-latn", status),
                                  status);
  icu::UnicodeString const name("n");
  icu::Formattable const value(static_cast<int64_t>(n));
  icu::UnicodeString out;
  format.format(&name, &value, 1, out, status);
  EXPECT_TRUE(U_SUCCESS(status)) << u_errorName(status);
  std::string bytes;
  out.toUTF8String(bytes);
  return bytes;
}

TEST(KernelMessage, CountsAsIcuDoesInEveryLanguage) {
  constexpr std::string_view kPatterns[] = {
      "{n, plural, =0{rien} one{# service} two{# deux} few{# few} many{# many} other{# services}}",
      "avant {n, plural, offset:1 =0{personne} =1{une} one{une et # autre} other{une et # autres}} après",
      "{n, selectordinal, one{#er} two{#nd} few{#rd} other{#e}}",
      "{n} et {n, number}",
      "l'eau, '{'{n}'}' d''ici",
  };
  for (auto const* tag : {"fr", "en", "nl", "ar", "uk", "ru", "cy"})
    for (auto const pattern : kPatterns)
      for (long long const n :
           {0LL, 1LL, 2LL, 3LL, 5LL, 11LL, 21LL, 22LL, 100LL, 101LL, 999LL, 1000LL, 12345LL, 1000000LL, -4LL})
        EXPECT_EQ(fill(tag, pattern, {{"n", n}}), by_icu(tag, pattern, n))
            << tag << ' ' << pattern << ' ' << n;
}

TEST(KernelMessage, NestsChoicesAndKeepsWordsAsTheyAre) {
  constexpr std::string_view kPattern =
      "{who, select, anna{Anna voit {n, plural, one{un lieu} other{# lieux}}} other{On voit {place} ({n})}}.";
  EXPECT_EQ(fill("fr", kPattern, {{"who", "anna"}, {"n", 1}, {"place", "x"}}), "Anna voit un lieu.");
  EXPECT_EQ(fill("fr", kPattern, {{"who", "anna"}, {"n", 2}, {"place", "x"}}), "Anna voit 2 lieux.");
  EXPECT_EQ(fill("fr", kPattern, {{"who", "jo"}, {"n", 2}, {"place", "{n} <b>'مرحبا"}}),
            "On voit {n} <b>'مرحبا (2).");
  EXPECT_EQ(fill("fr", "{km} km", {{"km", 2.5}}), "2,5 km");
  EXPECT_EQ(fill("en", "{km} km", {{"km", 2.5}}), "2.5 km");
}

TEST(KernelMessage, RefusesWhatItWouldWriteWrongly) {
  NumberRules const rules("fr");
  for (auto const* bad :
       {"{", "{n, plural, one{x}}", "{n, date}", "{n, number, percent}", "{n, choice, 0#a|1#b}", "{}"})
    EXPECT_THROW(Pattern(bad, rules), std::invalid_argument) << bad;
  EXPECT_THROW(fill("fr", "{a} {b}", {{"a", "x"}}), std::invalid_argument);
  EXPECT_THROW(fill("fr", "{a, plural, other{#}}", {{"a", "x"}}), std::invalid_argument);
}

TEST(KernelMessage, IsSafeFromSeveralThreads) {
  NumberRules const rules("ar");
  Pattern const pattern("{n, plural, zero{z} one{o} two{t} few{f#} many{m#} other{h#}}", rules);
  std::vector<Arg> const few{{"n", 5}};
  std::vector<std::thread> threads;
  std::atomic<int> wrong = 0;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 2000; ++i)
        if (pattern.fill(few) != "f5") ++wrong;
    });
  for (auto& t : threads) t.join();
  EXPECT_EQ(wrong, 0);
}

TEST(KernelText, EveryShippedLanguageLoadsAndUnknownKeysAreMistakesHere) {
  ASSERT_TRUE(strict);
  for (auto const& lang : languages()) {
    auto const& text = Text::in(lang);
    EXPECT_EQ(text.lang().tag, lang.tag);
    EXPECT_EQ(&text, &Text::in(lang));
    EXPECT_FALSE(text.has("no.such.key"));
    EXPECT_THROW(text("no.such.key"), std::out_of_range);
  }
  EXPECT_THROW(Text::in(Lang{.tag = "tlh", .name = "x"}), std::out_of_range);
}

TEST(KernelText, AnInstallationShowsTheKeyRatherThanFail) {
  auto const* const before = std::getenv("COTE_STRICT_TEXT");
  std::string const kept = before == nullptr ? "1" : before;
  unsetenv("COTE_STRICT_TEXT");
  EXPECT_EQ(Text::in(*find_language("ar"))("no.such.key", {{"n", 1}}), "no.such.key");
  setenv("COTE_STRICT_TEXT", kept.c_str(), 1);
}

TEST(KernelEmbedded, FilesAreSortedAndWhole) {
  auto const texts = embedded_texts();
  ASSERT_GE(texts.size(), 5U);
  for (std::size_t i = 1; i < texts.size(); ++i) EXPECT_LT(texts[i - 1].path, texts[i].path);
  for (auto const& file : texts)
    EXPECT_TRUE(file.bytes.ends_with("}\n") || file.bytes.ends_with("}")) << file.path;
  EXPECT_FALSE(embedded_data("no/such/file.csv"));
  for (auto const& file : embedded_data_files()) EXPECT_EQ(embedded_data(file.path), file.bytes);
}

}  // namespace
}  // namespace cote
