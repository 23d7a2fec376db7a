// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "kernel/csv.h"
#include "kernel/json.h"
#include "people/accounts/access_page.h"
#include "people/ledger/pages.h"
#include "support/database.h"
#include "support/people.h"

namespace cote::people {
namespace {

auto const kNow = *parse_time("2026-11-23T09:00:00Z");

class LedgerPage : public test::OnBoth {
 protected:
  void SetUp() override {
    test::OnBoth::SetUp();
    if (IsSkipped()) return;
    auditor = test::sign_in(db(), "Anna", {Role::auditor}, kNow);
    editor = test::sign_in(db(), "Selam", {Role::editor}, kNow);
    LedgerPages(db()).mount(router);
    AccessPages().mount(router);
  }
  void note(const Actor& who, ledger::Entry entry, Time at = kNow) {
    db().write([&](db::Tx& tx) { return ledger::note(tx, who, entry, at); });
  }
  web::Reply get(std::string target) {
    web::Request const request{.target = target, .id = "r1"};
    auto const mark = target.find('?');
    auto const path = target.substr(0, mark);
    auto const match = router.find("GET", path, false);
    web::Visit const visit{
        .request = request,
        .lang = find_language("fr"),
        .path = path,
        .query = web::Fields::parse(mark == std::string::npos ? "" : target.substr(mark + 1)),
        .now = kNow,
        .actor = std::make_shared<const Actor>(auditor.actor())};
    return (*match.handler)(visit);
  }
  static std::string all_of(const web::Reply& reply) {
    std::string out;
    for (auto piece = reply.stream(); !piece.empty(); piece = reply.stream()) out += piece;
    return out;
  }
  std::size_t rows(const std::string& query) {
    auto const body = get("/desk/ledger" + query).body;
    std::size_t out = 0;
    auto const table = body.find("<tbody>");
    for (auto at = body.find("<tr", table); at != std::string::npos && table != std::string::npos;
         at = body.find("<tr", at + 1))
      ++out;
    return out;
  }

  test::SignedIn auditor{};
  test::SignedIn editor{};
  web::Router router{};
};

TEST_P(LedgerPage, ShowsWhoWhatAndWhy) {
  note(editor.actor(), {.action = "guide.published",
                        .subject = "service",
                        .subject_id = "s-1",
                        .detail = R"({"fields":["hours","phones"],"version":7})"});
  ledger::read_of(db(), auditor.actor(), "account", editor.account.id.text, "<b>demande</b>", kNow);
  auto const reply = get("/desk/ledger");
  EXPECT_EQ(reply.status, 200);
  for (auto const* words : {"Selam", "Fiche publiée", "fields: hours, phones; version: 7", "Anna",
                            "&lt;b&gt;demande&lt;/b&gt;", "23 novembre 2026, 10:00"})
    EXPECT_NE(reply.body.find(words), std::string::npos) << words;
}

TEST_P(LedgerPage, FiltersByPersonActionThingAndDay) {
  note(editor.actor(), {.action = "guide.published", .subject = "service", .subject_id = "s-1"},
       *parse_time("2026-11-20T22:59:59Z"));  // the last second of the 20th in Belgium
  note(editor.actor(), {.action = "guide.archived", .subject = "service", .subject_id = "s-2"},
       *parse_time("2026-11-20T23:00:00Z"));
  note(auditor.actor(), {.action = "personal.read", .subject = "account", .subject_id = "a"});
  EXPECT_EQ(rows(""), 3U);
  EXPECT_EQ(rows("?who=" + editor.account.id.text), 2U);
  EXPECT_EQ(rows("?action=guide.published"), 1U);
  EXPECT_EQ(rows("?action=guide."), 2U);
  EXPECT_EQ(rows("?subject=service"), 2U);
  EXPECT_EQ(rows("?subject=service&id=s-2"), 1U);
  EXPECT_EQ(rows("?until=2026-11-20"), 1U);
  EXPECT_EQ(rows("?from=2026-11-21"), 2U);
  EXPECT_EQ(rows("?from=2026-11-21&until=2026-11-21"), 1U);
  EXPECT_EQ(rows("?from=yesterday&before=x"), 3U) << "what is no day does not limit";
  EXPECT_EQ(rows("?who=%27%20or%201%3D1--"), 0U);
  EXPECT_NE(get("/desk/ledger?action=none").body.find("Aucune entrée"), std::string::npos);
}

TEST_P(LedgerPage, PagesByNumber) {
  db().write_with([&](db::Tx& tx) {
    for (int i = 0; i < 120; ++i) ledger::note(tx, editor.actor(), {.action = "a.b"}, kNow);
  });
  EXPECT_EQ(rows(""), 50U);
  auto const first = get("/desk/ledger").body;
  EXPECT_NE(first.find("before=71"), std::string::npos);
  EXPECT_EQ(rows("?before=71"), 50U);
  EXPECT_EQ(rows("?before=21"), 20U);
  EXPECT_EQ(get("/desk/ledger?before=21").body.find("rel=\"next\""), std::string::npos);
}

TEST_P(LedgerPage, TheFilesHoldAllOfItAndRunNothing) {
  db().write_with([&](db::Tx& tx) {
    for (int i = 0; i < 1500; ++i)
      ledger::note(tx, editor.actor(),
                   {.action = "a.b", .subject_id = "=HYPERLINK(1)", .purpose = "@x, \"y\""}, kNow);
  });
  auto const csv_text = all_of(get("/desk/ledger/export?format=csv"));
  auto const table = csv::parse(csv_text);
  ASSERT_EQ(table.rows.size(), 1501U) << "and that it was taken along";
  auto const& last = table.rows.back().cells;
  EXPECT_EQ(last[0], "1");
  EXPECT_EQ(last[6], "'=HYPERLINK(1)");
  EXPECT_EQ(last[8], "'@x, \"y\"");
  auto const lines = all_of(get("/desk/ledger/export?format=ndjson&action=a.b"));
  EXPECT_EQ(std::ranges::count(lines, '\n'), 1500);
  auto const one = json::parse(lines.substr(0, lines.find('\n')));
  ASSERT_TRUE(one);
  EXPECT_EQ(json::text(one->as_object(), "id"), "=HYPERLINK(1)");
  EXPECT_EQ(rows("?action=ledger.exported"), 2U);
}

TEST_P(LedgerPage, TheAccessTableIsShownAsItIs) {
  auto const page = get("/desk/access").body;
  for (auto const* words : {"Contrôle", "Fiches du Guide", "portee own", "portee all", "votre rôle"})
    EXPECT_NE(page.find(words), std::string::npos) << words;
  EXPECT_EQ(csv::parse(access_csv()).rows.size(), grants().size());
  auto const read = json::parse(access_json());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->at("grants").as_array().size(), grants().size());
}

COTE_ON_BOTH(LedgerPage);

}  // namespace
}  // namespace cote::people
