// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/desk/pages.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "guide/corrections/store.h"
#include "guide/desk/import_preview.h"
#include "guide/desk/test/fixture.h"
#include "guide/export.h"
#include "support/counting_db.h"
#include "web/reply.h"
#include "web/site.h"

namespace cote::guide::desk {
namespace {

using people::Role;
using namespace test;

class DeskPages : public DeskWorld {
 protected:
  void SetUp() override {
    DeskWorld::SetUp();
    if (IsSkipped()) return;
    counting.emplace(db());
    pages.emplace(Pages{.db = *counting});
    pages->mount(router);
    site.emplace(web::Site{.router = router, .clock = clock, .revision = [] { return 1ULL; }});
    site->guard = [this](const web::Route& route, web::Visit& visit) -> std::optional<web::Reply> {
      auto const right = people::parse_right(route.right);
      if (right && !who.may(right->compartment, right->action)) return web::Reply{.status = 403};
      visit.actor = std::make_shared<people::Actor>(who);
      visit.lang = find_language(lang);
      return std::nullopt;
    };
  }
  web::Reply get(const std::string& path) {
    clock.set(later());
    return site->answer({.target = path, .headers = {{"host", "guide.example.org"}}, .id = "r"});
  }
  web::Reply post(const std::string& path, const std::string& body,
                  const std::string& type = "application/x-www-form-urlencoded") {
    clock.set(later());
    return site->answer({.method = "POST",
                         .target = path,
                         .headers = {{"host", "guide.example.org"}, {"content-type", type}},
                         .body = body,
                         .id = "r"});
  }
  static std::string where(const web::Reply& reply) { return std::string(web::header_of(reply, "Location")); }
  static bool says(const web::Reply& reply, std::string_view words) {
    return reply.body.find(words) != std::string::npos;
  }

  Actor who = anna_;
  std::string lang = "fr";
  FixedClock clock{now_};
  web::Router router{};
  std::optional<cote::test::CountingDb> counting{};
  std::optional<Pages> pages{};
  std::optional<web::Site> site{};
};

TEST_P(DeskPages, APartnerCorrectsAnEditorPublishesAndTheRecordSaysSo) {
  who = house_;
  EXPECT_TRUE(says(get("/desk/services"), "Accueil"));
  EXPECT_FALSE(says(get("/desk/services"), "Cours"));
  EXPECT_EQ(get("/desk/services/" + two_.text).status, 404) << "others' records do not exist";
  auto const edit = where(post("/desk/services/" + one_.text, "act=edit"));
  ASSERT_NE(edit.find("/edit"), std::string::npos);
  EXPECT_TRUE(says(get(edit), "name=\"f/phones/0/number\" value=\"081 00 00 00\""));
  auto const wrong = post(edit, "seen=1&act=send&f/phones/0/number=ask%20inside&f/summary=Nos%20mots");
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(says(wrong, "value=\"ask inside\"")) << "words intact";
  EXPECT_TRUE(says(wrong, "value=\"Nos mots\""));
  EXPECT_TRUE(says(wrong, "href=\"#f-phones-0-number\"")) << "the summary leads to the field";
  EXPECT_TRUE(says(wrong, "id=\"f-phones-0-number-e\""));
  EXPECT_EQ(where(post(edit, "seen=1&act=send&f/phones/0/number=081%2000%2000%2001")), "/desk");
  EXPECT_EQ(post(edit.substr(0, edit.rfind('/')), "act=publish").status, 403);
  who = anna_;
  EXPECT_TRUE(says(get("/desk"), "Accueil")) << "to review";
  auto const draft = get(edit.substr(0, edit.rfind('/')));
  EXPECT_TRUE(says(draft, "<del>081 00 00 00</del>"));
  EXPECT_TRUE(says(draft, "<ins>081 00 00 01</ins>"));
  EXPECT_EQ(where(post(edit.substr(0, edit.rfind('/')), "act=publish")), "/desk/services/" + one_.text);
  auto const record = get("/desk/services/" + one_.text);
  EXPECT_TRUE(says(record, "081 00 00 01"));
  EXPECT_TRUE(says(record, "Version 2"));
  EXPECT_TRUE(says(record, "Publiée")) << "from the ledger";
  EXPECT_EQ(post(edit.substr(0, edit.rfind('/')), "act=publish").status, 404) << "a used draft";
}

TEST_P(DeskPages, EveryPageOpensInBothLanguagesWithOneHeading) {
  auto const draft = door().begin(anna_, one_, later());
  ASSERT_TRUE(door().save(anna_, draft->id, 1, {{"email", "a@example.org"}}, later()));
  ASSERT_TRUE(door().archive(bob_, two_, "x", later()));
  for (auto const* tag : {"fr", "en"}) {
    lang = tag;
    for (auto const& path : std::vector<std::string>{
             "/desk", "/desk/services", "/desk/services?q=accueil&state=live&freshness=unknown&draft=any",
             "/desk/services/new", "/desk/services/" + one_.text, "/desk/services/" + two_.text,
             "/desk/services/" + two_.text + "/versions/1", "/desk/drafts/" + draft->id,
             "/desk/drafts/" + draft->id + "/edit", "/desk/duplicates", "/desk/import"}) {
      auto const reply = get(path);
      EXPECT_EQ(reply.status, 200) << path;
      EXPECT_TRUE(says(reply, "<h1>")) << path;
      EXPECT_EQ(reply.body.find("<h1", reply.body.find("<h1") + 1), std::string::npos) << path;
    }
  }
}

TEST_P(DeskPages, TakeAFixedNumberOfStatements) {
  (void)get("/desk/services");  // the rows are made
  auto const counted = [&](const std::string& path) {
    auto const before = counting->statements();
    EXPECT_EQ(get(path).status, 200) << path;
    return counting->statements() - before;
  };
  EXPECT_LE(counted("/desk/services"), 5U);
  EXPECT_LE(counted("/desk/services?q=acc&rubric=housing"), 5U);
  EXPECT_LE(counted("/desk"), 9U);
  EXPECT_LE(counted("/desk/services/" + one_.text), 20U);
}

TEST_P(DeskPages, KeepADraftWhileSomebodyTypes) {
  auto const draft = *door().begin(anna_, one_, later());
  auto const path = "/desk/drafts/" + draft.id + "/edit";
  auto const kept = post(path, "seen=1&act=auto&f/summary=Court&f/phones/0/number=0");
  EXPECT_EQ(kept.status, 200);
  EXPECT_EQ(kept.content_type, "application/json");
  EXPECT_TRUE(says(kept, "\"saves\":2"));
  EXPECT_TRUE(says(get(path), "value=\"Court\""));
  EXPECT_EQ(post(path, "seen=1&act=auto&f/summary=Autre").status, 409) << "another window saved since";
  EXPECT_EQ(post(path, "seen=1&act=save&f/summary=Autre").status, 409);
  who = bob_;
  EXPECT_EQ(get(path).status, 404) << "somebody else's form";
  EXPECT_TRUE(says(get("/desk/services/" + one_.text), "Anna"));
}

TEST_P(DeskPages, TellBothSidesOfAClash) {
  auto const anna = *door().begin(anna_, one_, later());
  auto const bob = *door().begin(bob_, one_, later());
  ASSERT_TRUE(door().save(anna_, anna.id, 1, {{"summary", "De jour"}}, later()));
  ASSERT_TRUE(door().publish(anna_, anna.id, "", later()));
  who = bob_;
  auto const path = "/desk/drafts/" + bob.id;
  EXPECT_EQ(where(post(path + "/edit", "seen=1&act=publish&f/summary=De%20nuit")), path);
  auto const page = get(path);
  EXPECT_TRUE(says(page, "De jour"));
  EXPECT_TRUE(says(page, "De nuit"));
  EXPECT_EQ(post(path, "act=publish").status, 409);
  EXPECT_EQ(where(post(path, "act=settle&c/summary=yours&yours/summary=De%20nuit&theirs/summary=De%20jour")),
            path);
  EXPECT_EQ(where(post(path, "act=publish")), "/desk/services/" + one_.text);
  EXPECT_EQ(rules::text(live(one_).service.summary, "fr"), "De nuit");
}

TEST_P(DeskPages, AnImportIsSeenBeforeItIsDone) {
  std::string const csv =
      "slug,name.fr,summary.fr,organisation\nvestiaire,Vestiaire inventé,Des habits,maison\n"
      "accueil,Accueil nouveau,,maison\nperdu,Sans maison,,nulle-part\n";
  std::string const body =
      "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"services.csv\"\r\n\r\n" + csv +
      "\r\n--b--\r\n";
  EXPECT_EQ(post("/desk/import", "file=", "application/x-www-form-urlencoded").status, 422);
  EXPECT_EQ(
      post("/desk/import",
           "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\nhello\r\n--b--\r\n",
           "multipart/form-data; boundary=b")
          .status,
      422);
  auto const sent = post("/desk/import", body, "multipart/form-data; boundary=b");
  ASSERT_EQ(sent.status, 303) << sent.body;
  auto const look = get(where(sent));
  EXPECT_TRUE(says(look, "Vestiaire inventé"));
  EXPECT_TRUE(says(look, "<ins>Des habits</ins>"));
  EXPECT_TRUE(says(look, "<ins>Accueil nouveau</ins>"));
  EXPECT_TRUE(says(look, "is not in organisations.csv")) << "why a line is refused";
  EXPECT_FALSE(says(get("/desk/services"), "Vestiaire")) << "nothing is done yet";
  who = bob_;
  EXPECT_EQ(get(where(sent)).status, 404) << "somebody else's file";
  who = anna_;
  EXPECT_EQ(where(post(where(sent), "act=apply")), "/desk/services");
  EXPECT_TRUE(says(get("/desk/services"), "Vestiaire"));
  EXPECT_EQ(rules::text(live(one_).service.name, "fr"), "Accueil nouveau");
  EXPECT_EQ(live(one_).service.phones.size(), 1U) << "the file says nothing of telephones";
  ASSERT_EQ(versions(one_).size(), 2U);
  EXPECT_EQ(versions(one_)[0].what, "imported");
  EXPECT_EQ(post(where(sent), "act=apply").status, 404) << "once";
  who = house_;
  EXPECT_EQ(get("/desk/import").status, 403);
}

TEST_P(DeskPages, ARecordStandsBesideTheListAndTheFiltersStay) {
  auto const list = get("/desk/services?state=live&q=accueil");
  auto const link = "/desk/services?q=accueil&amp;state=live&amp;open=" + one_.text + "#volet";
  EXPECT_TRUE(says(list, "href=\"" + link + "\""));
  EXPECT_TRUE(says(list, "href=\"/desk/services/" + one_.text + "\"")) << "where there is no room";
  EXPECT_FALSE(says(list, "id=\"volet\""));
  auto const open = get("/desk/services?state=live&q=accueil&open=" + one_.text);
  EXPECT_TRUE(says(open, "id=\"volet\""));
  EXPECT_TRUE(says(open, "aria-current=\"true\""));
  EXPECT_TRUE(says(open, "081 00 00 00"));
  EXPECT_TRUE(says(open, "id=\"fermer\" href=\"/desk/services?q=accueil&amp;state=live\""));
  for (auto const& nothing : {std::string("x"), uuid_of("nobody")})
    EXPECT_FALSE(says(get("/desk/services?open=" + nothing), "id=\"volet\""));
  who = house_;
  EXPECT_TRUE(says(get("/desk/services?open=" + one_.text), "id=\"volet\""));
  EXPECT_FALSE(says(get("/desk/services?open=" + two_.text), "Cours")) << "others' records do not exist";
}

TEST_P(DeskPages, AListThatIsStillBeingMadeSaysSo) {
  Catalogue many;
  for (int i = 0; i < 100; ++i)
    many.services.push_back({.id = {uuid_of(fmt::format("many {}", i))},
                             .organisation = {uuid_of("house")},
                             .slug = fmt::format("nombreux-{}", i),
                             .name = rules::source_words("fr", fmt::format("Nombreux {}", i))});
  (void)get("/desk/services");
  db().write([&](db::Tx& tx) { return guide::store::save(tx, many, later()); });
  auto const first = get("/desk/services");
  EXPECT_TRUE(says(first, fmt::format("{} changements", 100 - rows::kAtOnce)));
  rows::catch_up_all(db());
  EXPECT_FALSE(says(get("/desk/services"), "changements"));
}

TEST_P(DeskPages, ARubricForManyIsCountedBeforeItIsSet) {
  db().write([&](db::Tx& tx) {
    return guide::store::save(tx,
                              {.topics = {{.id = "health.care", .rubric = "health"}},
                               .rubrics = {{.id = "health", .label = rules::source_words("fr", "Santé")}}},
                              later());
  });
  (void)get("/desk/services");
  auto const what = "act=set_rubric&topic=health.care&back=/desk/services&id=" + one_.text;
  auto const look = post("/desk/services/bulk", what + "&id=" + two_.text + "&id=" + uuid_of("nobody"));
  EXPECT_EQ(look.status, 200);
  EXPECT_TRUE(says(look, "2 fiches changeraient sur 3"));
  EXPECT_TRUE(says(look, "Santé"));
  EXPECT_TRUE(says(look, "name=\"sure\""));
  EXPECT_FALSE(says(look, "value=\"" + uuid_of("nobody"))) << "only what would change is sent again";
  EXPECT_EQ(live(one_).service.topics, std::vector<std::string>{"housing.social"}) << "nothing is done yet";
  auto const lines = ledger_lines();
  EXPECT_TRUE(says(post("/desk/services/bulk", what + "&sure=1"), "1 fiche faite sur 1"));
  EXPECT_EQ(live(one_).service.topics, std::vector<std::string>{"health.care"});
  EXPECT_EQ(versions(one_).front().what, "published");
  EXPECT_GT(ledger_lines(), lines);
  EXPECT_TRUE(says(post("/desk/services/bulk", what), "Rien ne changerait"));
  who = house_;
  EXPECT_TRUE(says(post("/desk/services/bulk", "act=set_rubric&topic=housing.social&id=" + two_.text),
                   "Rien ne changerait"));
  EXPECT_TRUE(says(post("/desk/services/bulk", "act=set_rubric&topic=housing.social&sure=1&id=" + one_.text),
                   "1 fiche faite sur 1"));
  EXPECT_EQ(live(one_).service.topics, std::vector<std::string>{"health.care"}) << "a partner only proposes";
}

TEST_P(DeskPages, ReportsOfReadersWaitOnTheDayPage) {
  std::string const line = "href=\"/desk/corrections\">Signalements <span class=\"num\">1<";
  EXPECT_FALSE(says(get("/desk"), line));
  db().write_with([&](db::Tx& tx) {
    corrections::store::add(tx, {.id = {uuid_of("report")}, .service = one_, .path = "name", .created = now_},
                            "hash");
  });
  EXPECT_TRUE(says(get("/desk"), line));
  who = house_;
  EXPECT_FALSE(says(get("/desk"), line)) << "who may not treat them";
}

TEST_P(DeskPages, PairsAreJoinedFieldByField) {
  auto const path = "/desk/duplicates/" + one_.text + "/" + two_.text;
  EXPECT_TRUE(says(get(path), "Accueil"));
  EXPECT_EQ(where(post(path, "c/name=gone")), "/desk/services/" + one_.text);
  EXPECT_EQ(rules::text(live(one_).service.name, "fr"), "Cours");
  EXPECT_EQ(get(path).status, 404) << "joined already";
}

COTE_ON_BOTH(DeskPages);

}  // namespace
}  // namespace cote::guide::desk
