// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/translation/desk.h"

#include <gtest/gtest.h>

#include "guide/translation/test/fixture.h"
#include "support/counting_db.h"
#include "web/reply.h"
#include "web/site.h"

namespace cote::guide::translation::test {
namespace {

using people::Role;

class TranslationDesk : public World {
 protected:
  void SetUp() override {
    World::SetUp();
    if (IsSkipped()) return;
    counting.emplace(db());
    pages.emplace(*counting, MachineSettings{});
    pages->mount(router);
    site.emplace(web::Site{.router = router, .clock = clock, .revision = [] { return 1ULL; }});
    site->guard = [this](const web::Route& route, web::Visit& visit) -> std::optional<web::Reply> {
      auto const right = people::parse_right(route.right);
      if (!right || !who.may(right->compartment, right->action)) return web::Reply{.status = 403};
      visit.actor = std::make_shared<people::Actor>(who);
      visit.lang = find_language("fr");
      return std::nullopt;
    };
  }
  web::Reply get(const std::string& path) {
    return site->answer({.target = path, .headers = {{"host", "guide.example.org"}}, .id = "r"});
  }
  web::Reply post(const std::string& path, const web::Fields& form) {
    return site->answer(
        {.method = "POST",
         .target = path,
         .headers = {{"host", "guide.example.org"}, {"content-type", "application/x-www-form-urlencoded"}},
         .body = form.encode(),
         .id = "r"});
  }
  std::string here() { return "/desk/translation/" + id_of("cours").text; }
  web::Fields form(const store::Field& field, const std::string& text) {
    web::Fields out;
    auto const key = field.at.text();
    out.add("lang", "ar");
    out.add("field", key);
    out.add("source:" + key, field.source_hash);
    out.add("seen:" + key, field.text_hash);
    out.add("text:" + key, text);
    return out;
  }

  people::Actor who = person(Role::translator);
  FixedClock clock{kNow};
  web::Router router{};
  std::optional<cote::test::CountingDb> counting{};
  std::optional<DeskPages> pages{};
  std::optional<web::Site> site{};
};
COTE_ON_BOTH(TranslationDesk);

TEST_P(TranslationDesk, TheOverviewIsCountedOncePerChange) {
  auto const first = get("/desk/translation?lang=ar");
  EXPECT_EQ(first.status, 200);
  EXPECT_NE(first.body.find("Cours de français"), std::string::npos);
  auto const before = counting->statements();
  EXPECT_EQ(get("/desk/translation?lang=ar").status, 200);
  EXPECT_EQ(counting->statements() - before, 1U) << "only whether anything changed";
  rewrite_summary("Pour apprendre le matin.");
  EXPECT_NE(get("/desk/translation?lang=ar").body.find("texte dépassé"), std::string::npos);
}

TEST_P(TranslationDesk, TheDifferenceStandsBesideTheOldTranslation) {
  rewrite_summary("Pour apprendre bien.");
  auto const page = get(here() + "?lang=ar");
  EXPECT_NE(page.body.find("<del>vite.</del><ins>bien.</ins>"), std::string::npos);
  EXPECT_NE(page.body.find("للتعلم بسرعة."), std::string::npos);
  EXPECT_NE(page.body.find("dir=\"rtl\""), std::string::npos);
}

TEST_P(TranslationDesk, SavingLeadsBackAndAConflictKeepsTheWords) {
  auto const summary = field("cours", "summary");
  auto const saved = post(here(), form(summary, "نص جديد\r\nسطر"));
  EXPECT_EQ(saved.status, 303);
  EXPECT_EQ(web::header_of(saved, "Location"), here() + "?lang=ar&saved=1");
  EXPECT_EQ(field("cours", "summary").text, "نص جديد\nسطر");
  auto const late = post(here(), form(summary, "كلماتي"));
  EXPECT_EQ(late.status, 422);
  EXPECT_NE(late.body.find("كلماتي</textarea>"), std::string::npos);
  EXPECT_NE(late.body.find("Quelqu’un d’autre"), std::string::npos);
}

TEST_P(TranslationDesk, WhoMayOpenWhat) {
  EXPECT_EQ(get("/desk/translation/" + id_of("nobody").text).status, 404);
  EXPECT_EQ(get("/desk/translation/file?lang=ar").status, 200);
  EXPECT_EQ(post(here() + "/drafts", {}).status, 404) << "no machine is configured";
  who = person(Role::editor);
  EXPECT_EQ(get("/desk/translation").status, 200);
  EXPECT_EQ(get("/desk/translation/file?lang=ar").status, 403);
  who = person(Role::worker);
  EXPECT_EQ(get("/desk/translation").status, 403);
}

TEST_P(TranslationDesk, AFileIsTakenInAndReported) {
  auto text = get("/desk/translation/file?lang=ar&all=1").body;
  auto const at = text.find("needs-review-translation");
  ASSERT_NE(at, std::string::npos);
  text.replace(at, 24, "final");
  web::Fields fields;
  fields.add("xliff", text);
  EXPECT_EQ(post("/desk/translation/file", fields).status, 200);
  EXPECT_EQ(field("cours", "summary").state, TranslationState::human);
  ASSERT_EQ(versions("cours").size(), 2U);
  auto again = get("/desk/translation/file?lang=ar&all=1").body;
  std::string const empty = "<target state=\"needs-translation\"></target>";
  auto const last = again.find(empty);
  ASSERT_NE(last, std::string::npos);
  again.replace(last, empty.size(), "<target state=\"final\">نص</target>");
  auto const sent = site->answer(
      {.method = "POST",
       .target = "/desk/translation/file",
       .headers = {{"host", "guide.example.org"}, {"content-type", "multipart/form-data; boundary=b"}},
       .body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.xlf\"\r\n\r\n" + again +
               "\r\n--b--\r\n",
       .id = "r"});
  EXPECT_EQ(sent.status, 200);
  EXPECT_NE(sent.body.find("1 texte enregistré"), std::string::npos);
  web::Fields broken;
  broken.add("xliff", "<xliff");
  EXPECT_EQ(post("/desk/translation/file", broken).status, 422);
}

}  // namespace
}  // namespace cote::guide::translation::test
