// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "history/reading.h"
#include "history/rules.h"

namespace cote::history {
namespace {

TEST(ShippedHistory, HasFortyStepsByDateFrom1983To2024) {
  auto const& entries = shipped().entries;
  ASSERT_EQ(entries.size(), 40U);
  EXPECT_TRUE(std::ranges::is_sorted(entries, {}, &Entry::year));
  EXPECT_EQ(entries.front().year, 1983);
  EXPECT_EQ(entries.back().year, 2024);
  EXPECT_EQ(std::ranges::count(entries, true, &Entry::big), 6);
}

TEST(ShippedHistory, IsToldInFrenchAndEnglishWithTitlesInAllLanguages) {
  for (auto const& entry : shipped().entries) {
    for (auto const* lang : {"fr", "en"}) {
      ASSERT_NE(rules::shown(entry.text, lang), nullptr) << entry.id;
      EXPECT_EQ(rules::shown(entry.text, lang)->lang, lang) << entry.id;
    }
    for (auto const* lang : {"fr", "en", "nl", "ar", "uk"})
      EXPECT_EQ(rules::shown(entry.title, lang)->lang, lang) << entry.id;
    EXPECT_FALSE(entry.themes.empty()) << entry.id;
    EXPECT_FALSE(entry.room.empty()) << entry.id;
  }
}

TEST(ShippedHistory, EveryThemeIsUsed) {
  for (auto const& theme : shipped().themes)
    EXPECT_TRUE(std::ranges::any_of(shipped().entries, [&](const Entry& e) {
      return std::ranges::find(e.themes, theme.id) != e.themes.end();
    })) << theme.id;
}

// Words in lower case of ASCII; letters with accents stay as their bytes, which is enough to compare.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> out;
  std::string word;
  auto const end = [&] {
    if (!word.empty()) out.push_back(std::move(word));
    word.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto const c = static_cast<unsigned char>(text[i]);
    bool const mark = c == 0xE2 || (c == 0xC2 && i + 1 < text.size());  // quotes, dashes, no-break spaces
    if (mark) {
      end();
      i += c == 0xE2 ? 2 : 1;
    } else if (c >= 0x80 || std::isalnum(c) != 0) {
      word += static_cast<char>(std::tolower(c));
    } else {
      end();
    }
  }
  end();
  return out;
}

std::set<std::string> runs_of_six(std::string_view text) {
  auto const words = words_of(text);
  std::set<std::string> out;
  for (std::size_t i = 0; i + 6 <= words.size(); ++i) {
    std::string run;
    for (std::size_t n = i; n < i + 6; ++n) run += words[n] + " ";
    out.insert(std::move(run));
  }
  return out;
}

TEST(ShippedHistory, BorrowsNoSentenceFromTheCentre) {
  auto const path = std::filesystem::path(COTE_SOURCE_DIR) / "../shared/domain/history.txt";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "../shared/domain/history.txt is not here";
  std::ifstream file(path);
  std::string const centre{std::istreambuf_iterator<char>(file), {}};
  auto const theirs = runs_of_six(centre);
  ASSERT_GT(theirs.size(), 2000U);
  for (auto const& entry : shipped().entries)
    for (auto const& words : {entry.title, entry.text})
      for (auto const& run : runs_of_six(rules::text(words, "fr")))
        EXPECT_FALSE(theirs.contains(run)) << entry.id << ": " << run;
}

TEST(HistoryRules, OpensAtTheYearOrTheNextOne) {
  auto const& entries = shipped().entries;
  EXPECT_EQ(rules::nearest_year(entries, 1985), 1985);
  EXPECT_EQ(rules::nearest_year(entries, 1990), 1994);
  EXPECT_EQ(rules::nearest_year(entries, 1700), 1983);
  EXPECT_EQ(rules::nearest_year(entries, 2500), 2024);
  EXPECT_EQ(rules::nearest_year({}, 1985), 0);
}

TEST(HistoryRules, SortsAYearByDateOnlyWhenAllOfItIsDated) {
  auto const entry = [](std::string id, int year, std::optional<int> month) {
    Entry e;
    e.id = std::move(id);
    e.year = year;
    e.month = month;
    return e;
  };
  auto const sorted = rules::by_date({entry("c", 2001, 5), entry("b", 2000, 9), entry("a", 2000, 2),
                                      entry("d", 2001, std::nullopt), entry("e", 1999, 1)});
  std::string order;
  for (auto const& e : sorted) order += e.id;
  EXPECT_EQ(order, "eabcd");
}

TEST(ReadingHistory, NamesTheEntryThatIsWrong) {
  auto const with = [](std::string_view entry) {
    return std::string(R"({"source":"s","themes":[{"id":"a","icon":"i","label":{"fr":"A"}}],"entries":[)") +
           std::string(entry) + "]}";
  };
  auto const why = [&](std::string_view entry) -> std::string {
    try {
      read_history(with(entry));
    } catch (const std::runtime_error& e) {
      return e.what();
    }
    return "read";
  };
  auto const good =
      R"({"id":"x","year":2000,"themes":["a"],"title":{"fr":"T"},"text":{"fr":"t"},"room":"guide","icon":"i"})";
  EXPECT_EQ(why(good), "read");
  EXPECT_EQ(why(std::string(good) + "," + good), "history: x: this id comes twice");
  EXPECT_NE(why(R"({"id":"x","themes":[]})").find("no \"year\""), std::string::npos);
  EXPECT_NE(why(R"({"id":"x","year":2000,"month":13})").find("out of range"), std::string::npos);
  EXPECT_NE(why(R"({"id":"x","year":2000,"themes":["b"]})").find("unknown theme"), std::string::npos);
  EXPECT_THROW(read_history("{"), std::runtime_error);
}

}  // namespace
}  // namespace cote::history
