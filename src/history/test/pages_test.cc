// SPDX-License-Identifier: AGPL-3.0-or-later
#include "history/pages.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "history/reading.h"
#include "web/reply.h"
#include "web/site.h"

namespace cote::history {
namespace {

/// The room alone in a house, entered as readers do.
class HistoryPages : public testing::Test {
 protected:
  HistoryPages() { pages_.mount(router_); }

  web::Reply get(std::string target) {
    web::Site const site{router_, clock_, [] { return std::uint64_t{1}; }, "",
                         [](const web::Visit&, int status) { return web::Reply{.status = status}; }};
    web::Request request;
    request.target = std::move(target);
    request.headers = {{"host", "guide.example.org"}};
    return site.answer(request);
  }

  /// What stands between head and foot: the frame has its own tests.
  static std::string inside(const web::Reply& reply) {
    auto const from = reply.body.find("<main");
    auto const to = reply.body.find("</main>");
    return from == std::string::npos ? std::string() : reply.body.substr(from, to - from) + "</main>\n";
  }

 private:
  web::Router router_;
  FixedClock clock_{Time{}};
  Pages pages_{shipped()};
};

std::size_t count(const std::string& in, std::string_view what) {
  std::size_t found = 0;
  for (auto at = in.find(what); at != std::string::npos; at = in.find(what, at + 1)) ++found;
  return found;
}

void expect_golden(const std::string& text, const std::string& name) {
  auto const path = std::filesystem::path(COTE_SOURCE_DIR) / "src/history/test/golden" / name;
  if (std::getenv("COTE_GOLDEN") != nullptr) std::ofstream(path) << text;
  std::ifstream file(path);
  std::string const golden{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(text, golden) << path << " (COTE_GOLDEN=1 writes it anew)";
}

TEST_F(HistoryPages, ShowsAllFortyStepsAsAList) {
  auto const reply = get("/fr/history");
  EXPECT_EQ(reply.status, 200);
  auto const page = inside(reply);
  EXPECT_EQ(count(page, "<li class=\"pas"), 40U);
  EXPECT_EQ(count(page, "<section class=\"decennie\""), 5U);
  EXPECT_EQ(count(page, "class=\"suivi\""), 40U);
  expect_golden(page, "history.fr.html");
}

TEST_F(HistoryPages, TellsWhoCarriesAStepOnAndWhetherThatIsOpen) {
  auto const page = inside(get("/en/history?theme=telling"));
  EXPECT_NE(page.find("<a href=\"/en/guide\">The Guide to services</a>"), std::string::npos);
  EXPECT_NE(page.find("Paper and radio, not open here yet"), std::string::npos);
}

TEST_F(HistoryPages, FiltersByThemeAndIgnoresAnUnknownOne) {
  auto const page = inside(get("/fr/history?theme=racism"));
  EXPECT_EQ(count(page, "<li class=\"pas"), 3U);
  EXPECT_EQ(count(page, "aria-current"), 1U);
  EXPECT_EQ(count(inside(get("/fr/history?theme=%3Cb%3E")), "<li class=\"pas"), 40U);
}

TEST_F(HistoryPages, OpensAtAYear) {
  auto const year_of = [&](std::string target) {
    auto const reply = get(std::move(target));
    EXPECT_EQ(reply.status, 303);
    return std::string(web::header_of(reply, "Location"));
  };
  EXPECT_EQ(year_of("/fr/history?year=1985"), "/fr/history#y1985");
  EXPECT_EQ(year_of("/fr/history?year=1990"), "/fr/history#y1994");
  EXPECT_EQ(year_of("/fr/history?theme=racism&year=1990"), "/fr/history?theme=racism#y2015");
  EXPECT_EQ(get("/fr/history?year=soon").status, 200);
  auto const page = inside(get("/fr/history"));
  EXPECT_EQ(count(page, "id=\"y1985\""), 1U);
  EXPECT_EQ(count(page, "id=\"y1994\""), 1U);
}

TEST_F(HistoryPages, SaysWhichLanguageATextIsInWhenItIsNotTheReaders) {
  auto const arabic = inside(get("/ar/history"));
  EXPECT_EQ(count(arabic, "<p lang=\"fr\" dir=\"ltr\">"), 40U);
  EXPECT_EQ(count(arabic, "class=\"autre\""), 1U);
  auto const english = inside(get("/en/history"));
  EXPECT_EQ(count(english, "lang=\"fr\""), 0U);
  EXPECT_EQ(count(english, "class=\"autre\""), 0U);
}

TEST_F(HistoryPages, GivesTheSameToMachines) {
  auto const reply = get("/nl/history.json");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.content_type, "application/json; charset=utf-8");
  EXPECT_NE(reply.body.find("\"headline\":\"Het centrum ontstaat\""), std::string::npos);
}

}  // namespace
}  // namespace cote::history
