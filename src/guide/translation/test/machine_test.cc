// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/translation/machine.h"

#include <gtest/gtest.h>

#include "guide/translation/door.h"
#include "guide/translation/test/fixture.h"
#include "kernel/json.h"
#include "support/small_server.h"

namespace cote::guide::translation::test {
namespace {

using cote::test::http_reply;
using cote::test::SmallServer;

/// Answers as LibreTranslate does: the same text between square brackets.
std::string libre(const SmallServer::Asked& asked) {
  auto const read = json::parse(asked.body);
  if (asked.method != "POST" || asked.target != "/translate" || !read)
    return http_reply("400 Bad Request", "{}");
  json::object const answer{{"translatedText", "[" + json::text(read->as_object(), "q") + "]"}};
  return http_reply("200 OK", boost::json::serialize(answer), "Content-Type: application/json\r\n");
}

TEST(TranslationMachine, KeptWordsStayAndOnlyWhole) {
  std::vector<std::string> const words = {"Côte à Côte", "CPAS", "TEC"};
  auto const sent = protect("Le CPAS et Côte à Côte, pas TECHNIQUE.", words);
  EXPECT_EQ(sent.words, (std::vector<std::string>{"CPAS", "Côte à Côte"}));
  EXPECT_EQ(sent.text.find("CPAS"), std::string::npos);
  EXPECT_NE(sent.text.find("TECHNIQUE"), std::string::npos);
  EXPECT_EQ(restore(sent.text, sent.words), "Le CPAS et Côte à Côte, pas TECHNIQUE.");
  EXPECT_EQ(restore("a text without its mark", sent.words), std::nullopt);
  EXPECT_EQ(restore(sent.text + sent.text, sent.words), std::nullopt);
  EXPECT_GT(kept_words().size(), 10U);
}

TEST(TranslationMachine, MoreThanTenKeptWords) {
  std::string text;
  for (int i = 0; i < 12; ++i) text += "CPAS ";
  auto const sent = protect(text, kept_words());
  EXPECT_EQ(sent.words.size(), 12U);
  EXPECT_EQ(restore(sent.text, sent.words), text);
}

TEST(TranslationMachine, SpeaksToARealServer) {
  SmallServer const server(libre);
  MachineSettings const settings{.url = server.url(), .key = "k\"1"};
  EXPECT_EQ(by_machine(settings, "Au CPAS, « oui ».", "fr", "nl"), "[Au CPAS, « oui ».]");
  auto const sent = json::parse(server.asked().front().body)->as_object();
  EXPECT_EQ(json::text(sent, "source"), "fr");
  EXPECT_EQ(json::text(sent, "target"), "nl");
  EXPECT_EQ(json::text(sent, "format"), "text");
  EXPECT_EQ(json::text(sent, "api_key"), "k\"1");
  EXPECT_EQ(json::text(sent, "q").find("CPAS"), std::string::npos);
}

TEST(TranslationMachine, ABadServerGivesNoDraft) {
  std::string const answers[] = {http_reply("200 OK", "not json"), http_reply("200 OK", "{}"),
                                 http_reply("403 Forbidden", R"({"error":"key"})"), ""};
  for (auto const& answer : answers) {
    SmallServer const server([&](const SmallServer::Asked&) { return answer; });
    std::string why;
    EXPECT_EQ(by_machine({.url = server.url()}, "texte", "fr", "nl", &why), std::nullopt);
    EXPECT_FALSE(why.empty());
  }
}

class TranslationDrafts : public World {};
COTE_ON_BOTH(TranslationDrafts);

TEST_P(TranslationDrafts, FillWhatIsMissingAndNeverWhatAPersonWrote) {
  SmallServer const server(libre);
  MachineSettings const settings{.url = server.url()};
  EXPECT_EQ(fill(db(), {}, "ar", 100, kNow).made, 0) << "off by default";
  EXPECT_EQ(fill(db(), settings, "ar", 100, kNow).made, 4);
  EXPECT_EQ(field("cours", "name").text, "دروس الفرنسية");
  ASSERT_EQ(versions("cours").size(), 4U)
      << "found, then the name of its organisation, the note of its place, its own text";
  EXPECT_EQ(versions("cours")[0].what, "drafted");
  EXPECT_EQ(versions("cours")[0].author, "translation");
  auto const description = field("cours", "description");
  EXPECT_EQ(description.state, TranslationState::machine);
  EXPECT_EQ(description.text, "[Des cours au CPAS de Namur.]");
  EXPECT_EQ(fill(db(), settings, "ar", 100, kNow).made, 0);
  // Outdated: a machine's own is made again, a person's waits for a person.
  rewrite_summary("Autre chose.");
  auto c = stored();
  std::ranges::find(c.services, std::string("cours"), &Service::slug)->name.in.front().text =
      "Cours de lecture";
  keep(c);
  EXPECT_EQ(fill(db(), settings, "ar", 100, kNow).made, 1);
  EXPECT_EQ(field("cours", "summary").text, "[Autre chose.]");
  EXPECT_EQ(field("cours", "name").state, TranslationState::outdated);
  EXPECT_EQ(field("cours", "name").text, "دروس الفرنسية");
}

TEST_P(TranslationDrafts, ADeadServerIsLeftAloneAfterThreeTries) {
  int asked = 0;
  SmallServer const server([&](const SmallServer::Asked&) {
    ++asked;
    return http_reply("500 Internal Server Error", "");
  });
  EXPECT_EQ(fill(db(), {.url = server.url()}, "nl", 100, kNow).failed, 3);
  EXPECT_EQ(server.asked().size(), 3U);
}

}  // namespace
}  // namespace cote::guide::translation::test
