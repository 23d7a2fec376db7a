// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>

#include <gtest/gtest.h>
#include <unistd.h>

#include "guide/handout/pages.h"
#include "guide/handout/pdf.h"
#include "guide/handout/qr.h"
#include "guide/test/world.h"
#include "kernel/lang.h"
#include "support/database.h"
#include "web/reply.h"
#include "web/site.h"

namespace cote::guide::handout {
namespace {

TEST(Handout, SelectionsAreInOrderOnceAndBounded) {
  auto const snapshot = make_snapshot(guide::test::world(), 1, guide::test::noon());
  struct {
    const char* asked;
    const char* slugs;
  } const cases[] = {{"", ""},
                     {"cours", "cours"},
                     {"soins,cours", "soins,cours"},
                     {"cours,cours,cours-2019,soins", "cours,soins"},
                     {"none,,cours,<b>", "cours"},
                     {"ancien,cours", "cours"}};  // closed for ever
  for (auto const& c : cases) EXPECT_EQ(slugs_of(chosen(*snapshot, c.asked)), c.slugs) << c.asked;
  auto const two = chosen(*snapshot, "soins,cours");
  EXPECT_EQ(slugs_of(of_ids(*snapshot, ids_of(two))), "soins,cours");
}

TEST(Handout, CodesComeFromWhatWasChosen) {
  EXPECT_EQ(code_of("a b"), code_of("a b"));
  EXPECT_NE(code_of("a b"), code_of("b a"));
  EXPECT_EQ(code_of("a b").size(), 8U);
  EXPECT_TRUE(code_of("a b", 12).starts_with(code_of("a b")));
  EXPECT_TRUE(std::regex_match(code_of("x"), std::regex("[2-9a-hj-km-np-tw-z]{8}"))) << code_of("x");
}

class SelectionStore : public cote::test::OnBoth {};

TEST_P(SelectionStore, KeepsOneRowASelectionAndForgetsTheUnused) {
  auto const now = guide::test::noon();
  auto const keep = [&](const char* ids, Time at) {
    return db().write([&](db::Tx& tx) { return store::keep(tx, ids, at); });
  };
  auto const code = keep("a b", now);
  EXPECT_EQ(code, code_of("a b"));
  EXPECT_EQ(keep("a b", now + std::chrono::days(30)), code);
  // Another selection has the code of "c d": the next one gets a longer one.
  db().write([&](db::Tx& tx) {
    return tx.run("insert into selection (code, services, last_used) values (:code, 'z', '2026-11-23')",
                  {{"code", code_of("c d")}});
  });
  EXPECT_EQ(keep("c d", now), code_of("c d", 12));
  auto const find = [&](const std::string& c) {
    return db().read([&](db::Session& s) { return store::find(s, c); });
  };
  EXPECT_EQ(find(code), "a b");
  EXPECT_EQ(find(code_of("c d")), "z");
  EXPECT_EQ(find("nothing"), "");
  EXPECT_EQ(db().write([&](db::Tx& tx) { return store::erase(tx, now + std::chrono::days(10)); }), 2);
  EXPECT_EQ(find(code), "a b");
}

COTE_ON_BOTH(SelectionStore);

class HandoutPages : public testing::Test {
 protected:
  HandoutPages() {
    setenv("COTE_STRICT_TEXT", "1", 1);
    auto world = guide::test::world();
    for (int i = 0; i < 25; ++i) {
      auto copy = world.services[0];
      copy.id = {"s-copy-" + std::to_string(i)};
      copy.slug = "copie-" + std::to_string(i);
      world.services.push_back(copy);
    }
    world.services[1].name = rules_words("ti", "ኣገልግሎት ቋንቋ (ምህዞ)");
    shelf.put(make_snapshot(world, 1, guide::test::noon()));
    pages.mount(router);
  }
  static Words rules_words(const char* lang, const char* text) {
    return {.in = {{.lang = lang, .text = text}}};
  }
  web::Reply get(std::string target, std::string accept = "fr") {
    return site.answer({.target = std::move(target),
                        .headers = {{"host", "guide.example.org"}, {"accept-language", std::move(accept)}},
                        .remote = "192.0.2.1",
                        .id = "r-1"});
  }
  FixedClock clock{guide::test::noon()};
  Shelf shelf;
  cote::test::Database database{cote::test::Engine::sqlite};
  Pages pages{shelf, database.db()};
  web::Router router;
  web::Site site{.router = router, .clock = clock, .revision = [] { return std::uint64_t{1}; }};
};

/// What a program says of a PDF.
std::string told(const std::string& command, const std::string& pdf) {
  auto const file =
      std::filesystem::temp_directory_path() / ("coteacote-handout-" + std::to_string(::getpid()) + ".pdf");
  std::ofstream(file, std::ios::binary) << pdf;
  std::string out;
  auto* pipe =
      ::popen((command + " " + file.string() + (command.starts_with("pdftotext") ? " -" : "")).c_str(), "r");
  char bytes[4096];
  for (std::size_t n = 0; (n = std::fread(bytes, 1, sizeof bytes, pipe)) > 0;) out.append(bytes, n);
  ::pclose(pipe);
  std::filesystem::remove(file);
  return out;
}

bool have_poppler() { return std::system("command -v pdftotext >/dev/null") == 0; }

TEST_F(HandoutPages, PaperHoldsNamesNumbersAndLinksInEveryScript) {
  if (!have_poppler()) GTEST_SKIP() << "poppler-utils is not installed";
  struct {
    const char* target;
    std::vector<const char*> words;
  } const cases[] = {
      {"/fr/handout.pdf?s=cours,nuit",
       {"Mes adresses utiles", "Cours du matin (inventé)", "081 00 00 01", "Une pièce d’identité",
        "rue de l’Exemple 1", "/s/"}},
      {"/uk/handout.pdf?s=cours", {"Мої корисні адреси", "понеділок", "081 00 00 01"}},
      {"/en/handout.pdf?s=soins", {"ኣገልግሎት"}},
      {"/ar/handout.pdf?s=cours", {"081 00 00 01"}},
  };
  for (auto const& c : cases) {
    auto const reply = get(c.target);
    ASSERT_EQ(reply.status, 200) << c.target;
    ASSERT_TRUE(reply.body.starts_with("%PDF-")) << c.target;
    auto const text = told("pdftotext -layout", reply.body);
    for (auto const* word : c.words)
      EXPECT_NE(text.find(word), std::string::npos) << c.target << ' ' << word << '\n' << text;
  }
  // Arabic comes out of the paper in the order of its glyphs, which readers of PDF give back in several ways;
  // its letters and its font must be there.
  auto const arabic = get("/ar/handout.pdf?s=cours").body;
  EXPECT_NE(told("pdffonts", arabic).find("NotoSansArabic"), std::string::npos);
  EXPECT_NE(told("pdffonts", get("/en/handout.pdf?s=soins").body).find("NotoSansEthiopic"),
            std::string::npos);
  auto const letters = told("pdftotext", arabic);
  std::size_t count = 0;
  for (std::size_t i = 0; i + 1 < letters.size(); ++i)
    count += static_cast<unsigned char>(letters[i]) >= 0xD8 && static_cast<unsigned char>(letters[i]) <= 0xDB
                 ? 1
                 : 0;
  EXPECT_GT(count, 80U);
}

/// A sheet whose every text is `words`, in that language.
Sheet sheet_in(const std::string& lang, const std::string& words) {
  Entry entry{.name = {words, lang}, .topic = words, .where = words, .phones = {"081 00 00 01"}};
  entry.open_today = words;
  entry.week = {words, words};
  entry.documents = {{words, lang}};
  entry.languages = words;
  entry.age = words;
  entry.url = "http://guide.example.org/g/cours";
  return {.title = words, .made = words, .entries = {entry, entry}};
}

TEST(HandoutLetters, NoneStandsThereAsAnEmptyBox) {
  setenv("COTE_STRICT_TEXT", "1", 1);
  struct {
    const char* lang;
    const char* words;
    const char* font;
  } const cases[] = {
      {"ar", "مركز العمل، ٩ صباحاً: لا تنسَ بطاقة الهوية وإيصال الإيجار", "NotoSansArabic"},
      {"fa", "کارت شناسایی، گواهی پزشک، پرونده", "NotoSansArabic"},
      {"ti", "ትምህርቲ ቋንቋ ፈረንሳ፡ ወረቐት መንነት ሒዝኩም ምጹ። ሓገዝ፣ ሕጊ፣ ጥዕና", "NotoSansEthiopic"},
      {"uk", "Ґанок, їжа, в’їзд: посвідчення особи та довідка (є перекладач) № 7", "NotoSans"},
  };
  for (auto const& c : cases) {
    auto const sheet = sheet_in(c.lang, c.words);
    auto const& around = *find_language(std::string_view(c.lang) == "ar" ? "ar" : "uk");
    EXPECT_EQ(unknown_letters(sheet, around), 0) << c.lang;
    auto const pdf = pdf_of(sheet, around);
    if (auto const* folder = std::getenv("COTE_KEEP_SHEETS"))
      std::ofstream(folder + std::string("/letters-") + c.lang + ".pdf", std::ios::binary) << pdf;
    if (have_poppler()) {
      EXPECT_NE(told("pdffonts", pdf).find(c.font), std::string::npos) << c.lang;
    }
  }
  // A letter of nobody's: otherwise this test could not see a box.
  EXPECT_GT(unknown_letters(sheet_in("fr", "\U0010FFF0"), *find_language("fr")), 0);
}

TEST_F(HandoutPages, EveryWordOfOursCanBeDrawn) {
  for (auto const& lang : languages()) {
    web::Request const request{};
    web::Visit visit{.request = request, .lang = &lang};
    visit.origin = "http://guide.example.org";
    auto const snapshot = shelf.current();
    auto const r = reading(visit, *snapshot);
    auto const all = chosen(*snapshot, "cours,soins,nuit,abri,pause,piege");
    EXPECT_EQ(unknown_letters(sheet_of(r, all, "abcdefgh"), lang), 0) << lang.tag;
  }
}

std::string pages_of(const std::string& pdf) {
  std::smatch found;
  auto const info = told("pdfinfo", pdf);
  return std::regex_search(info, found, std::regex("Pages: +([0-9]+)")) ? found[1].str() : info;
}

TEST_F(HandoutPages, SixServicesFitOnOnePageAndTwentyAreTheMost) {
  if (!have_poppler()) GTEST_SKIP() << "poppler-utils is not installed";
  auto const slugs = [](int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += (i ? ",copie-" : "copie-") + std::to_string(i);
    return out;
  };
  // Six of the fullest kind there are.
  for (std::string const lang : {"fr", "en", "nl", "uk", "ar"}) {
    auto const pdf = get("/" + lang + "/handout.pdf?s=" + slugs(6)).body;
    if (auto const* folder = std::getenv("COTE_KEEP_SHEETS"))
      std::ofstream(folder + ("/" + lang) + ".pdf", std::ios::binary) << pdf;
    EXPECT_EQ(pages_of(pdf), "1") << lang;
  }
  auto const all = get("/fr/handout.pdf?s=" + slugs(25));
  EXPECT_LE(std::stoi(pages_of(all.body)), 5);
  EXPECT_NE(told("pdftotext -layout", all.body).find("20 adresses au plus"), std::string::npos);
  EXPECT_LT(all.body.size(), 600'000U);
}

TEST_F(HandoutPages, ThePageSaysTheSameAndItsLinkFindsTheLanguage) {
  auto const page = get("/ar/handout?s=cours,abri");
  EXPECT_EQ(page.status, 200);
  EXPECT_NE(page.body.find("dir=\"rtl\""), std::string::npos);
  EXPECT_NE(page.body.find("tel:+3281000001"), std::string::npos);
  for (auto const* secret : guide::test::kSecrets)
    EXPECT_EQ(page.body.find(secret), std::string::npos) << secret;
  std::smatch link;
  ASSERT_TRUE(std::regex_search(page.body, link, std::regex("http://guide.example.org(/s/[a-z0-9]+)")));
  auto const to = get(link[1].str(), "uk,fr;q=0.5");
  EXPECT_EQ(to.status, 302);
  EXPECT_EQ(web::header_of(to, "Location"), "/uk/handout?s=cours,abri");
  EXPECT_EQ(web::header_of(to, "Vary"), "Accept-Language");
  EXPECT_EQ(get("/s/nothing2").status, 404);
  EXPECT_EQ(web::header_of(get("/g/cours-2019", "ar"), "Location"), "/ar/guide/cours");
  EXPECT_EQ(get("/g/none").status, 404);
  EXPECT_EQ(get("/fr/handout").status, 200);
  EXPECT_NE(get("/fr/handout.pdf?s=none").body.find("Aucune adresse choisie"), std::string::npos);
  for (auto const& lang : languages())
    for (auto const* path : {"/handout", "/handout?s=cours,nuit,pause,piege,soins,abri", "/favourites"})
      EXPECT_FALSE(std::regex_search(get("/" + lang.tag + path).body,
                                     std::regex("[>\"](guide|web|handout|favourite)\\.[a-z_]+")))
          << lang.tag << path;
}

TEST_F(HandoutPages, DrawsACodeThatIsSquareAndQuiet) {
  auto const reply = get("/fr/guide/cours/qr.svg");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.content_type, "image/svg+xml");
  Qr const qr("http://guide.example.org/g/cours");
  ASSERT_GT(qr.size(), 20);
  // The three corners of every code (ISO/IEC 18004, 6.3.3): dark rings around a dark square.
  for (auto const& [x, y] : {std::pair{0, 0}, std::pair{qr.size() - 7, 0}, std::pair{0, qr.size() - 7}})
    for (int i = 0; i < 7; ++i) {
      EXPECT_TRUE(qr.dark(x + i, y));
      EXPECT_EQ(qr.dark(x + i, y + 1), i == 0 || i == 6);
      EXPECT_EQ(qr.dark(x + i, y + 3), i != 1 && i != 5);
    }
  EXPECT_EQ(Qr(std::string(5000, 'x')).size(), 0);
}

}  // namespace
}  // namespace cote::guide::handout
