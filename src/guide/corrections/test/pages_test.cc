// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/corrections/pages.h"

#include <algorithm>
#include <regex>
#include <set>

#include <gtest/gtest.h>

#include "guide/corrections/desk_pages.h"
#include "guide/corrections/fields.h"
#include "guide/corrections/rules.h"
#include "guide/reading.h"
#include "guide/store.h"
#include "guide/test/world.h"
#include "kernel/lang.h"
#include "support/database.h"
#include "web/reply.h"
#include "web/site.h"

namespace cote::guide::corrections {
namespace {

using people::Role;

/// The pages of the small world on a database of their own, behind a whole Site.
class ReportPages : public testing::Test {
 protected:
  ReportPages() {
    setenv("COTE_STRICT_TEXT", "1", 1);
    shelf.put(make_snapshot(guide::test::world(), 1, guide::test::noon()));
    pages.mount(router);
    desk.mount(router);
  }
  web::Reply ask(std::string method, std::string target, std::string body = {},
                 std::string from = "192.0.2.1") {
    return site.answer(
        {.method = std::move(method),
         .target = std::move(target),
         .headers = {{"host", "guide.example.org"}, {"content-type", "application/x-www-form-urlencoded"}},
         .body = std::move(body),
         .remote = std::move(from),
         .id = "r-1"});
  }
  web::Reply get(std::string target) { return ask("GET", std::move(target)); }
  static std::string value(const std::string& page, const std::string& name) {
    std::smatch found;
    std::regex_search(page, found, std::regex(name + "=\"([^\"]*)\""));
    return found.size() > 1 ? found[1].str() : "";
  }
  /// A form as a browser with script sends it.
  std::string proven(const std::string& field, const std::string& rest, const std::string& slug = "cours") {
    auto const page = get("/fr/guide/" + slug + "/correction?field=" + field).body;
    auto const token = value(page, "data-token");
    auto const bits = static_cast<unsigned>(std::stoul(value(page, "data-bits")));
    int nonce = 0;
    while (!solves(token, std::to_string(nonce), bits)) ++nonce;
    return "field=" + field + "&token=" + token + "&nonce=" + std::to_string(nonce) + "&" + rest;
  }

  FixedClock clock{guide::test::noon()};
  Shelf shelf;
  cote::test::Database database{cote::test::Engine::sqlite};
  Pages pages{shelf, database.db()};
  DeskPages desk{shelf, {database.db()}};
  std::vector<Role> roles{Role::editor};
  web::Router router;
  web::Site site{.router = router,
                 .clock = clock,
                 .revision = [] { return std::uint64_t{1}; },
                 .guard = [this](const web::Route&, web::Visit& v) -> std::optional<web::Reply> {
                   v.actor = std::make_shared<people::Actor>(
                       people::Actor{.account = {"e"}, .name = "Anna", .roles = roles, .form_token = "t"});
                   return std::nullopt;
                 }};
};

TEST_F(ReportPages, AReaderReportsAndReadsTheAnswer) {
  auto const body = proven("phones%2F0%2Fnumber", "right=081+00+00+77&note=affiche");
  auto const sent = ask("POST", "/fr/guide/cours/correction", body);
  ASSERT_EQ(sent.status, 303) << sent.body;
  auto const where = std::string(web::header_of(sent, "Location"));
  ASSERT_TRUE(std::regex_match(where, std::regex("/fr/reports/[0-9]{20}\\?sent=1"))) << where;
  auto const code = where.substr(12, 20);
  auto const page = get("/ar/reports/" + code);
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(web::header_of(page, "Cache-Control"), "no-store");
  EXPECT_EQ(web::header_of(page, "Set-Cookie"), "");
  EXPECT_NE(page.body.find("dir=\"rtl\""), std::string::npos);
  EXPECT_NE(page.body.find("081 00 00 77"), std::string::npos);
  auto const typed = ask("POST", "/uk/reports", "code=" + code.substr(0, 10) + "+" + code.substr(10));
  EXPECT_EQ(web::header_of(typed, "Location"), "/uk/reports/" + code);
  EXPECT_EQ(ask("POST", "/fr/guide/cours/correction", body).status, 422) << "a form is sent once";
  auto const queue = ask("GET", "/desk/corrections");
  EXPECT_EQ(queue.status, 200);
  EXPECT_NE(queue.body.find("Cours du matin"), std::string::npos);
}

TEST_F(ReportPages, WrongFormsComeBackWithTheirWords) {
  struct {
    const char* what;
    std::string body;
    int status;
    const char* shown;
  } const cases[] = {
      {"nothing said", proven("phones%2F0%2Fnumber", "note=peut-%C3%AAtre+ainsi"), 422, "peut-être ainsi"},
      {"too long", proven("phones%2F0%2Fnumber", "right=" + std::string(501, 'z')), 422, "zzzzzz"},
      {"a full trap", proven("phones%2F0%2Fnumber", "page=x&right=0810000"), 422, "0810000"},
      {"no token", "field=phones%2F0%2Fnumber&right=0810000", 422, "0810000"},
      {"no proof, too soon",
       std::regex_replace(proven("phones%2F0%2Fnumber", "right=0810000"), std::regex("nonce=[0-9]+"),
                          "nonce="),
       422, "0810000"},
  };
  for (auto const& c : cases) {
    auto const reply = ask("POST", "/fr/guide/cours/correction", c.body);
    EXPECT_EQ(reply.status, c.status) << c.what;
    EXPECT_NE(reply.body.find(c.shown), std::string::npos) << c.what;
    EXPECT_NE(reply.body.find("class=\"erreur"), std::string::npos) << c.what;
  }
}

TEST_F(ReportPages, WithoutScriptPatienceIsEnough) {
  auto const body = std::regex_replace(proven("organisation%2Femail", "right=a%40example.org"),
                                       std::regex("nonce=[0-9]+"), "nonce=");
  auto const early = ask("POST", "/fr/guide/cours/correction", body);
  EXPECT_EQ(early.status, 422);
  auto const token = value(early.body, "data-token");
  EXPECT_NE(body.find(token), std::string::npos) << "the seconds waited still count";
  clock.set(clock.now() + kPatience);
  auto const later = ask("POST", "/fr/guide/cours/correction", body);
  EXPECT_EQ(later.status, 303);
  EXPECT_NE(ask("GET", "/desk/corrections").body.find("sans preuve"), std::string::npos);
}

TEST_F(ReportPages, OneAddressCannotFloodAndAnotherIsFree) {
  int stored = 0;
  for (int i = 0; i < 12; ++i)
    stored +=
        ask("POST", "/fr/guide/cours/correction", proven("organisation%2Femail", "unknown=1")).status == 303
            ? 1
            : 0;
  EXPECT_EQ(stored, 10);
  auto const busy =
      ask("POST", "/fr/guide/cours/correction", proven("organisation%2Femail", "right=mots+gard%C3%A9s"));
  EXPECT_EQ(busy.status, 429);
  EXPECT_NE(busy.body.find("mots gardés"), std::string::npos);
  EXPECT_EQ(
      ask("POST", "/fr/guide/cours/correction", proven("organisation%2Femail", "unknown=1"), "192.0.2.2")
          .status,
      303);
}

TEST_F(ReportPages, OnlyWhatThePageShowsCanBeReported) {
  for (auto const* field :
       {"at%2F0%2Faddress", "at%2F0%2Fconfidential", "territory", "nonsense", "phones%2F9%2Fnumber"})
    EXPECT_EQ(ask("POST", "/fr/guide/abri/correction",
                  proven("other", "right=x&note=y", "abri").replace(0, 11, std::string("field=") + field))
                  .status,
              404)
        << field;
  for (auto const* target : {"/fr/guide/abri/correction", "/ar/guide/abri/correction?field=address",
                             "/fr/guide/abri/correction?field=at/0/address"})
    for (auto const* secret : guide::test::kSecrets)
      EXPECT_EQ(get(target).body.find(secret), std::string::npos) << target;
  EXPECT_EQ(get("/fr/guide/none/correction").status, 404);
}

TEST_F(ReportPages, EveryFieldOfEveryServiceHasAFormInEveryLanguage) {
  for (auto const& lang : languages())
    for (auto const& s : shelf.current()->catalogue.services) {
      auto const base = "/" + lang.tag + "/guide/" + s.slug + "/correction";
      auto const all = get(base).body;
      EXPECT_FALSE(std::regex_search(all, std::regex("[>\"](guide|web|report)\\.[a-z_]+"))) << base;
      std::regex const to("href=\"([^\"]*correction\\?field=[^\"]*)\"");
      int forms = 0;
      for (std::sregex_iterator at(all.begin(), all.end(), to), end; at != end; ++at, ++forms) {
        auto const page = get((*at)[1]).body;
        EXPECT_NE(page.find("data-token"), std::string::npos) << (*at)[1];
        EXPECT_FALSE(std::regex_search(page, std::regex("[>\"](guide|web|report)\\.[a-z_]+"))) << (*at)[1];
      }
      EXPECT_GE(forms, 8) << base;
    }
}

std::set<std::string> fields_linked(const std::string& page, const std::string& slug) {
  std::set<std::string> out;
  std::regex const to("/guide/" + slug + "/correction\\?field=([^\"]+)\"");
  for (std::sregex_iterator at(page.begin(), page.end(), to), end; at != end; ++at) out.insert((*at)[1]);
  return out;
}

TEST_F(ReportPages, EveryFactOfAServicesPageHasAPencilThatKnowsItsField) {
  guide::test::Front const front;
  for (auto const& lang : languages())
    for (auto const& s : front.snapshot().catalogue.services) {
      if (s.status == Status::closed || s.status == Status::moved) continue;
      web::Request const request{};
      web::Visit const visit{.request = request, .lang = &lang};
      auto const r = reading(visit, front.snapshot());
      auto const fields = reportable(r, s);
      auto const page = front.get("/" + lang.tag + "/guide/" + s.slug).body;
      auto const linked = fields_linked(page, s.slug);
      for (auto const& path : linked) {
        bool const part = std::ranges::find(rules::kParts, path) != std::end(rules::kParts);
        EXPECT_TRUE(part || field_at(fields, path)) << s.slug << ": a pencil for " << path;
      }
      for (auto const& field : fields)
        EXPECT_TRUE(field.shown.empty() || linked.contains(field.path))
            << lang.tag << " " << s.slug << ": no pencil for " << field.path;
    }
}

TEST_F(ReportPages, APencilSaysWhichFieldItIsAbout) {
  guide::test::Front const front;
  auto const page = front.get("/fr/guide/cours").body;
  std::regex const pencil("<a class=\"crayon\"[^>]*>\\s*<svg.*?</svg>\\s*<span>([^<]*)</span>");
  std::set<std::string> names;
  int count = 0;
  for (std::sregex_iterator at(page.begin(), page.end(), pencil), end; at != end; ++at, ++count)
    names.insert((*at)[1]);
  EXPECT_GT(count, 10);
  EXPECT_EQ(names.size(), static_cast<std::size_t>(count)) << "two pencils with one name";
}

TEST_F(ReportPages, UnknownCodesHaveTheirOwnPage) {
  EXPECT_EQ(get("/fr/reports/12345678901234567890").status, 404);
  EXPECT_NE(get("/fr/reports/12345678901234567890").body.find("Nous ne trouvons pas ce code"),
            std::string::npos);
  EXPECT_EQ(get("/fr/reports/nonsense").status, 404);
  EXPECT_EQ(ask("POST", "/fr/reports", "code=12").status, 422);
  EXPECT_EQ(ask("POST", "/fr/reports", "code=12345678901234567890").status, 422);
  EXPECT_EQ(ask("POST", "/fr/reports/12345678901234567890/reply", "reply=x").status, 404);
}

TEST_F(ReportPages, TheDeskIsClosedToOthers) {
  roles = {Role::worker};
  EXPECT_EQ(get("/desk/corrections").status, 403);
  EXPECT_EQ(ask("POST", "/desk/corrections/x/decision", "verdict=refuse&ready=report.ready.checked").status,
            403);
  roles = {Role::editor};
  EXPECT_EQ(get("/desk/corrections/none").status, 404);
}

}  // namespace
}  // namespace cote::guide::corrections
