// SPDX-License-Identifier: AGPL-3.0-or-later
#include "history/timeline.h"

#include <string>

#include <gtest/gtest.h>

#include "history/reading.h"
#include "history/rules.h"

namespace cote::history::timeline {
namespace {

std::string written(const History& history, std::string_view lang) {
  return boost::json::serialize(write(history, lang, "T"));
}

TEST(Timeline, WritesTheFormThatTimelineJsReads) {
  auto const out = write(shipped(), "en", "Forty years");
  EXPECT_EQ(out.at("title").at("text").at("headline").as_string(), "Forty years");
  auto const& events = out.at("events").as_array();
  ASSERT_EQ(events.size(), 40U);
  auto const& first = events.front().as_object();
  EXPECT_EQ(first.at("start_date").at("year").as_int64(), 1983);
  EXPECT_EQ(first.at("text").at("headline").as_string(), "The centre is born");
  EXPECT_EQ(first.at("group").as_string(), "The centre and the associations");
  EXPECT_EQ(first.at("unique_id").as_string(), "1983-naissance");
}

TEST(Timeline, LosesNothingThereAndBack) {
  for (auto const* lang : {"fr", "en", "ar"}) {
    auto const once = written(shipped(), lang);
    auto const back = read(once, lang);
    EXPECT_TRUE(back.rejects.empty());
    ASSERT_EQ(back.history.entries.size(), 40U);
    EXPECT_EQ(written(back.history, lang), once);
    for (std::size_t i = 0; i < 40; ++i) {
      auto const& ours = shipped().entries[i];
      auto const& theirs = back.history.entries[i];
      EXPECT_EQ(theirs.id, ours.id);
      EXPECT_EQ(theirs.year, ours.year);
      EXPECT_EQ(theirs.month, ours.month);
      EXPECT_EQ(theirs.themes, ours.themes);
      EXPECT_EQ(theirs.room, ours.room);
      EXPECT_EQ(theirs.icon, ours.icon);
      EXPECT_EQ(theirs.big, ours.big);
      EXPECT_EQ(rules::text(theirs.title, lang), rules::text(ours.title, lang));
      EXPECT_EQ(rules::text(theirs.text, lang), rules::text(ours.text, lang));
    }
  }
}

TEST(Timeline, EscapesWhatItWritesAndReadsItBack) {
  History history;
  Entry entry;
  entry.id = "x";
  entry.year = 2001;
  entry.title = {{"fr", "A & B <b>\"c\"</b> d'e"}};
  history.entries.push_back(entry);
  auto const text = written(history, "fr");
  EXPECT_EQ(text.find("<b>"), std::string::npos);
  auto const back = read(text, "fr");
  ASSERT_EQ(back.history.entries.size(), 1U);
  EXPECT_EQ(back.history.entries[0].title[0].text, "A & B <b>\"c\"</b> d'e");
}

TEST(Timeline, ReadsAForeignOneAndSaysWhatItLeavesOut) {
  auto const back = read(R"({"title":{"text":{"headline":"H","text":"<p>About</p>"}},"events":[
    {"start_date":{"year":"2012","month":"3","day":"1"},"text":{"headline":"<b>One</b> &amp; two","text":"t"},"group":"G"},
    {"start_date":{"year":2010},"text":{"headline":"Early"},"unique_id":"e","media":{"url":"https://example.org"}},
    {"start_date":{"year":2011},"text":{"headline":"Again"},"unique_id":"e"},
    {"start_date":{"year":2011},"text":{"headline":"<i></i>"}},
    {"start_date":{"year":2011,"day":3},"text":{"headline":"x"}},
    {"start_date":{"year":2011,"month":2,"day":30},"text":{"headline":"x"},"unique_id":"feb"},
    {"start_date":{"year":"-44"},"text":{"headline":"Ides"}},
    {"text":{"headline":"x"}},
    7]})",
                         "en");
  EXPECT_EQ(back.records, 9U);
  ASSERT_EQ(back.history.entries.size(), 2U);
  EXPECT_EQ(back.history.entries[0].id, "e");
  EXPECT_EQ(back.history.entries[1].id, "2012-1");
  EXPECT_EQ(back.history.entries[1].title[0].text, "One & two");
  EXPECT_EQ(back.history.entries[1].day, 1);
  EXPECT_EQ(back.history.source, "About");
  ASSERT_EQ(back.history.themes.size(), 1U);
  EXPECT_EQ(back.history.themes[0].label[0].text, "G");
  std::string reasons;
  for (auto const& reject : back.rejects)
    reasons += reject.where + " " + reject.id + ": " + reject.reason + "\n";
  EXPECT_EQ(reasons,
            "events[2] e: this unique_id came before\n"
            "events[3] : no headline\n"
            "events[4] : start_date has a day but no month\n"
            "events[5] feb: start_date is no date\n"
            "events[6] : start_date has no year from 1 to 9999\n"
            "events[7] : no start_date\n"
            "events[8] : not an object\n");
}

TEST(Timeline, RefusesWhatIsNoTimelineInOneLine) {
  for (auto const* text : {"", "{", "[]", "{\"events\":3}", "null"}) {
    auto const back = read(text, "fr");
    EXPECT_TRUE(back.history.entries.empty()) << text;
    ASSERT_EQ(back.rejects.size(), 1U) << text;
    EXPECT_EQ(back.rejects[0].where, "document");
  }
}

}  // namespace
}  // namespace cote::history::timeline
