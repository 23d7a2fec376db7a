// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/pages.h"

#include <cstdlib>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include <gtest/gtest.h>
#include <zlib.h>

#include "guide/test/world.h"
#include "kernel/json.h"
#include "kernel/lang.h"
#include "web/assets.h"
#include "web/components/icon.h"
#include "web/reply.h"

namespace cote::guide::test {
namespace {

const Front& front() {
  static const Front made;
  return made;
}

// A page as it is compared: a tag a line, without the drawings, and without the hashes of assets, which
// change with every edit of a sheet.
std::string comparable(std::string page) {
  page = std::regex_replace(page, std::regex("/assets/[0-9a-f]{16}/"), "/assets/HASH/");
  page = std::regex_replace(page, std::regex("<symbol id=\"([^\"]*)\".*?</symbol>"), "<symbol $1>");
  page = std::regex_replace(page, std::regex(" d=\"[^\"]*\""), " d=\"…\"");
  return std::regex_replace(page, std::regex("><"), ">\n<");
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

// What each page must be. There is no database in this test at all: pages are answered without SQL.
struct Row {
  const char* target;
  int status;
  const char* golden;
};
constexpr Row kRows[] = {
    {"/fr", 200, "home_fr.html"},
    {"/ar", 200, "home_ar.html"},
    {"/fr/guide", 200, "list_fr.html"},
    {"/ar/guide?q=cours&near=5990", 200, "list_ar.html"},
    {"/fr/guide?q=xylophone&free=1", 200, "list_empty_fr.html"},
    {"/fr/guide/cours", 200, "service_fr.html"},
    {"/ar/guide/cours", 200, "service_ar.html"},
    {"/en/guide/soins", 200, "service_unknown_en.html"},
    {"/nl/guide/abri", 200, "service_secret_nl.html"},
    {"/fr/guide/ancien", 200, "service_closed_fr.html"},
    {"/uk/guide/pause", 200, "service_paused_uk.html"},
    {"/fr/rubrics/basics", 200, "rubric_fr.html"},
    {"/uk/organisations/maison-exemple", 200, "organisation_uk.html"},
    {"/fr/map", 200, "map_fr.html"},
    {"/ar/nowhere", 404, "missing_ar.html"},
};

TEST(GuidePages, AreAsTheyWereLookedAt) {
  bool const write =
      std::getenv("COTE_GOLDEN") != nullptr && std::string(std::getenv("COTE_GOLDEN")) == "write";
  for (auto const& row : kRows) {
    auto const reply = front().get(row.target);
    EXPECT_EQ(reply.status, row.status) << row.target;
    auto const path = std::string(COTE_SOURCE_DIR "/src/guide/test/golden/") + row.golden;
    auto const now = comparable(reply.body) + "\n";
    if (write) {
      std::ofstream(path, std::ios::binary) << now;
      continue;
    }
    EXPECT_TRUE(now == read_file(path)) << row.target << " differs from " << row.golden
                                        << "; bin/golden rewrites it, the difference is the review";
  }
}

std::vector<std::string> every_page() {
  std::vector<std::string> out;
  for (auto const& lang : languages()) {
    auto const at = "/" + lang.tag;
    for (auto const* path : {"", "/guide", "/guide?q=cours", "/guide?q=zzzzzz",
                             "/guide?near=5990&within=5&sort=near", "/guide?open=2026-11-25T10:00",
                             "/guide?open=now&papers=no&walkin=1&free=1", "/guide?near=nowhere&open=never",
                             "/guide?rubric=french&commune=99001&lang=ar&audience=women&sort=name",
                             "/guide?sort=fresh&page=9", "/rubrics", "/map", "/map?q=cours", "/about"})
      out.push_back(at + path);
    for (auto const& r : world().rubrics) out.push_back(at + "/rubrics/" + r.id);
    for (auto const& s : world().services) out.push_back(at + "/guide/" + s.slug);
    out.push_back(at + "/organisations/maison-exemple");
  }
  return out;
}

std::size_t count(const std::string& in, std::string_view what) {
  std::size_t n = 0;
  for (auto at = in.find(what); at != in.npos; at = in.find(what, at + 1)) ++n;
  return n;
}

TEST(GuidePages, AllLanguagesHaveAllWordsAndOneHeading) {
  for (auto const& target : every_page()) {
    auto const reply = front().get(target);
    ASSERT_EQ(reply.status, 200) << target;
    auto const tag = target.substr(1, 2);
    EXPECT_NE(reply.body.find("<html lang=\"" + tag + "\" dir=\"" + (is_rtl(tag) ? "rtl" : "ltr") + "\""),
              std::string::npos)
        << target;
    EXPECT_EQ(count(reply.body, "<h1"), 1u) << target;
    EXPECT_EQ(count(reply.body, "<main "), 1u) << target;
    EXPECT_EQ(reply.body.find("N/A"), std::string::npos) << target;
    // A sentence that was never written would show its key.
    EXPECT_FALSE(std::regex_search(reply.body, std::regex("[>\"](guide|web|audience)\\.[a-z_]+"))) << target;
  }
}

TEST(GuidePages, HoldNoScriptOrStyleInside) {
  std::regex const data_block("<script type=\"application/ld\\+json\">[^<]*</script>");
  std::regex const quoted("=\"[^\"]*\"");
  std::regex const inline_script("<script(?! src=\"\")");
  std::regex const handler("<[^>]* (on[a-z]+|style)=");
  for (auto const& target : every_page()) {
    auto const body = std::regex_replace(front().get(target).body, data_block, "");
    EXPECT_EQ(body.find("javascript:"), std::string::npos) << target;
    // Only the names of attributes matter from here on.
    auto const names = std::regex_replace(body, quoted, "=\"\"");
    EXPECT_FALSE(std::regex_search(names, inline_script)) << target;
    EXPECT_FALSE(std::regex_search(names, handler)) << target;
  }
}

TEST(GuidePages, IdsStandOnce) {
  std::regex const id(" id=\"([^\"]*)\"");
  for (auto const& target : every_page()) {
    auto const body = front().get(target).body;
    std::set<std::string> seen;
    for (std::sregex_iterator at(body.begin(), body.end(), id), end; at != end; ++at)
      EXPECT_TRUE(seen.insert((*at)[1]).second) << target << ' ' << (*at)[1];
  }
}

TEST(GuidePages, NeverTellWhereTheSecretAddressIs) {
  auto all = every_page();
  for (auto const* more : {"/sitemap.xml", "/fr/map/points", "/fr/guide?q=abri",
                           "/fr/guide?near=5990&sort=near", "/ar/map?q=abri"})
    all.emplace_back(more);
  for (auto const& target : all) {
    auto const body = front().get(target).body;
    for (auto const* secret : {"rue Cachée", "50.1234", "4.5678"})
      EXPECT_EQ(body.find(secret), std::string::npos) << target << ' ' << secret;
  }
  // On its own page and in its card, not even the commune that the rest of the Guide knows.
  for (auto const* target : {"/fr/guide/abri", "/ar/guide/abri"})
    for (auto const* secret : kSecrets)
      EXPECT_EQ(front().get(target).body.find(secret), std::string::npos) << target;
  auto const near = front().get("/fr/guide?q=abri&near=5990").body;
  auto const card = near.substr(near.find("Abri secret"),
                                near.find("</li>", near.find("Abri secret")) - near.find("Abri secret"));
  EXPECT_EQ(card.find("environ"), std::string::npos) << "a distance tells where";
}

TEST(GuidePages, OldAddressesLeadToTheNewOne) {
  auto const reply = front().get("/ar/guide/cours-2019");
  EXPECT_EQ(reply.status, 301);
  EXPECT_EQ(web::header_of(reply, "Location"), "/ar/guide/cours");
  for (auto const* missing : {"/fr/guide/none", "/fr/organisations/none", "/fr/rubrics/none"})
    EXPECT_EQ(front().get(missing).status, 404) << missing;
}

TEST(GuidePages, ClosedServicesSayDoNotGoAndWhereInstead) {
  auto const body = front().get("/fr/guide/ancien").body;
  EXPECT_NE(body.find("N’y allez pas"), std::string::npos);
  EXPECT_NE(body.find("décembre 2022"), std::string::npos);
  EXPECT_NE(body.find("href=\"/fr/guide/cours\""), std::string::npos) << "the same topic, open";
  EXPECT_EQ(body.find("class=\"appel\""), std::string::npos) << "nobody answers there";
  EXPECT_NE(body.find("Un interprète est possible"), std::string::npos) << "and somebody to ask";
}

TEST(GuidePages, AClosedServiceAloneInItsTopicLeadsToItsRubric) {
  auto catalogue = world();
  auto const old = std::ranges::find(catalogue.services, "ancien", &Service::slug);
  auto const night = std::ranges::find(catalogue.services, "nuit", &Service::slug);
  auto const subject = std::ranges::find(catalogue.topics, night->topics.front(), &Topic::id);
  auto alone = *subject;
  alone.id = old->topics.front() = "basics.alone";
  catalogue.topics.push_back(alone);
  auto const body = Front(std::move(catalogue)).get("/fr/guide/ancien").body;
  EXPECT_NE(body.find("href=\"/fr/guide/nuit\""), std::string::npos);
  EXPECT_EQ(body.find("href=\"/fr/guide/pause\""), std::string::npos) << "closed for a time";
  EXPECT_EQ(body.find("href=\"/fr/guide/cours\""), std::string::npos) << "another rubric";
}

TEST(GuidePages, LinkTheirOtherLanguagesAndKeepTheQuestion) {
  auto const body = front().get("/fr/guide?q=cours&free=1").body;
  for (auto const& lang : languages()) {
    EXPECT_NE(body.find("<link rel=\"alternate\" hreflang=\"" + lang.tag +
                        "\" href=\"http://guide.example.org/" + lang.tag + "/guide\""),
              std::string::npos);
    EXPECT_NE(body.find("href=\"/" + lang.tag + "/guide?q=cours&amp;free=1\""), std::string::npos)
        << lang.tag;
  }
  EXPECT_NE(body.find("<meta name=\"robots\" content=\"noindex\">"), std::string::npos);
}

TEST(GuidePages, MarkTextOfAnotherLanguageAndMachines) {
  auto const dutch = front().get("/nl/guide/cours").body;
  EXPECT_NE(dutch.find("lang=\"fr\""), std::string::npos);
  EXPECT_NE(dutch.find("class=\"autre\""), std::string::npos);
  auto const arabic = front().get("/ar/guide/cours").body;
  EXPECT_NE(arabic.find("ترجمت آلة"), std::string::npos) << "a machine translated it";
  EXPECT_EQ(front().get("/fr/guide/cours").body.find("Une machine"), std::string::npos);
}

TEST(GuidePages, TellMachinesInDataThatCannotEndEarly) {
  auto const body = front().get("/fr/guide/piege").body;
  auto const open = body.find("<script type=\"application/ld+json\">");
  ASSERT_NE(open, std::string::npos);
  auto const from = body.find('>', open) + 1;
  auto const block = body.substr(from, body.find("</script>", from) - from);
  auto const parsed = json::parse(block);
  ASSERT_TRUE(parsed.has_value()) << block;
  EXPECT_EQ(json::text(parsed->as_object(), "name"), "<script>alert(1)</script> \"&' (inventé)");
}

// Bytes over the wire of a compressible file.
std::size_t packed(std::string_view bytes) {
  std::string out(compressBound(bytes.size()) + 32, '\0');
  auto size = static_cast<uLongf>(out.size());
  EXPECT_EQ(compress2(reinterpret_cast<Bytef*>(out.data()), &size,
                      reinterpret_cast<const Bytef*>(bytes.data()), bytes.size(), 6),
            Z_OK);
  return size;
}

TEST(GuidePages, FirstLoadOfTheListIsLight) {
  struct {
    const char* target;
    std::vector<const char*> fonts;
  } const cases[] = {
      {"/fr/guide", {"lexend-latin-400-normal", "lexend-latin-700-normal"}},
      {"/ar/guide", {"vazirmatn-arabic-400-normal", "vazirmatn-arabic-700-normal"}},
  };
  for (auto const& c : cases) {
    auto sum = packed(front().get(c.target).body) + packed(web::find_asset("house.css")->bytes) +
               packed(web::find_asset("near.js")->bytes) + packed(web::find_asset("keep.js")->bytes) +
               packed(web::find_asset("icon.svg")->bytes);
    for (auto const* font : c.fonts)
      sum += web::find_asset("fonts/" + std::string(font) + ".woff2")->bytes.size();
    EXPECT_LE(sum, 60'000u) << c.target;
  }
}

TEST(WebIcons, UnknownNamesGetASignpostAndPagesCarryOnlyTheirOwn) {
  EXPECT_TRUE(web::has_icon("shield-check"));
  EXPECT_FALSE(web::has_icon("no-such-thing"));
  EXPECT_NE(web::icon("no-such-thing").str().find("#i-signpost"), std::string::npos);
  auto const some = html::join(web::icon("clock"), web::icon("clock"), web::icon("f-phone"));
  auto const sprite = web::sprite({&some}).str();
  EXPECT_EQ(count(sprite, "<symbol "), 2u);
}

}  // namespace
}  // namespace cote::guide::test
