// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/translation/xliff.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "guide/translation/test/fixture.h"

namespace cote::guide::translation::test {
namespace {

using people::Role;

std::string changed(std::string text, const std::string& from, const std::string& to) {
  auto const at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

class TranslationXliff : public World {
 protected:
  std::string file(std::string_view lang = "ar") {
    return xliff(db().read([&](db::Session& s) { return store::every_field(s, lang); }), lang);
  }
};
COTE_ON_BOTH(TranslationXliff);

TEST_P(TranslationXliff, IsXliffAsTheStandardSays) {
  if (std::system("command -v xmllint > /dev/null") != 0) GTEST_SKIP() << "xmllint is not installed";
  rewrite_summary("Vite & <bien> \x01 ou \"mieux\".");
  auto const path =
      std::filesystem::temp_directory_path() / ("coteacote-" + std::to_string(getpid()) + ".xlf");
  std::ofstream(path) << file();
  auto const command = "xmllint --noout --nonet --schema " COTE_SOURCE_DIR
                       "/src/guide/translation/test/xliff12.xsd " +
                       path.string() + " 2>&1";
  EXPECT_EQ(std::system(command.c_str()), 0);
  std::filesystem::remove(path);
}

TEST_P(TranslationXliff, ComesBackAndIsSaved) {
  auto const out = file();
  auto const back = changed(out, R"(<target state="needs-translation"></target>)",
                            R"(<target state="translated">الأول &amp; الأخير</target>)");
  auto const read = read_xliff(back);
  EXPECT_EQ(read.lang, "ar");
  EXPECT_TRUE(read.refused.empty());
  auto const done = take_in(db(), person(Role::translator), read.lang, read.units, kNow);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->saved, 1);
  EXPECT_TRUE(done->refused.empty());
  int translated = 0;
  for (auto const& f : db().read([](db::Session& s) { return store::every_field(s, "ar"); }))
    translated += f.text == "الأول & الأخير" && f.state == TranslationState::human;
  EXPECT_EQ(translated, 1);
}

TEST_P(TranslationXliff, AFileThatComesLateOverwritesNobody) {
  auto back = file();
  back = changed(back, R"(<target state="needs-review-translation">)", R"(<target state="translated">)");
  rewrite_summary("Pour apprendre le soir.");
  auto const read = read_xliff(back);
  auto const done = take_in(db(), person(Role::translator), read.lang, read.units, kNow);
  ASSERT_TRUE(done);
  ASSERT_EQ(done->refused.size(), 1U);
  EXPECT_EQ(done->refused.front().id, field("cours", "summary").at.text());
  EXPECT_EQ(done->refused.front().key, "translation.problem.source");
  EXPECT_EQ(field("cours", "summary").state, TranslationState::outdated);
}

TEST_P(TranslationXliff, AMachinesTextIsConfirmedByItsState) {
  auto const back =
      changed(file(), R"(<target state="needs-review-translation">)", R"(<target state="final">)");
  auto const read = read_xliff(back);
  EXPECT_EQ(take_in(db(), person(Role::translator), read.lang, read.units, kNow)->saved, 1);
  EXPECT_EQ(field("cours", "summary").state, TranslationState::human);
}

TEST_P(TranslationXliff, UnknownUnitsAreReportedAndBrokenFilesSayWhy) {
  auto const unknown = store::FieldId{"service", uuid_of("nobody"), "", "name"}.text();
  auto const read = read_xliff(
      "<xliff version='1.2' xmlns='urn:oasis:names:tc:xliff:document:1.2'><file original='g' "
      "source-language='fr' target-language='ar' datatype='plaintext'><body>"
      "<trans-unit id='" +
      unknown +
      "'><source>a</source><target>b</target></trans-unit>"
      "<trans-unit id='x'><source>a</source><target>b</target></trans-unit></body></file></xliff>");
  EXPECT_EQ(read.refused.size(), 1U);
  auto const done = take_in(db(), person(Role::translator), read.lang, read.units, kNow);
  ASSERT_EQ(done->refused.size(), 1U);
  EXPECT_EQ(done->refused.front().key, "translation.problem.unknown");
  for (auto const* bad : {"", "<xliff>", "<other/>", "not xml"})
    EXPECT_FALSE(read_xliff(bad).error.empty()) << bad;
  EXPECT_TRUE(take_in(db(), person(Role::editor), "ar", {}, kNow).refused());
}

TEST_P(TranslationXliff, NoFileOfOursIsReadThroughItsEntities) {
  auto const read = read_xliff(
      "<!DOCTYPE xliff [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>"
      "<xliff version='1.2' xmlns='urn:oasis:names:tc:xliff:document:1.2'><file original='g' "
      "source-language='fr' target-language='ar' datatype='plaintext'><body><trans-unit id='" +
      field("cours", "name").at.text() +
      "' extradata='a b'><source>a</source><target>x&e;y</target></trans-unit></body></file></xliff>");
  ASSERT_LE(read.units.size(), 1U);
  for (auto const& unit : read.units) EXPECT_EQ(unit.text, "xy");
}

}  // namespace
}  // namespace cote::guide::translation::test
