// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include "guide/desk/test/fixture.h"
#include "people/store.h"

namespace cote::guide::desk {
namespace {

using namespace test;
using people::Role;

class DeskLetters : public DeskWorld {
 protected:
  struct Letter {
    std::string kind{};
    std::string to{};
    std::string lang{};
    std::string text{};
  };
  void account(const Actor& who, const std::string& lang,
               people::AccountState state = people::AccountState::active) {
    db().write_with([&](db::Tx& tx) {
      people::store::save(tx, {.id = who.account,
                               .email = lang + "@example.org",
                               .name = who.name,
                               .lang = lang,
                               .state = state,
                               .created = now_,
                               .roles = who.roles});
    });
  }
  std::vector<Letter> letters() {
    std::vector<Letter> out;
    for (auto& [kind, to, lang, text] : db().read([](db::Session& s) {
           return s.all<std::string, std::string, std::string, std::string>(
               "select kind, recipient, lang, body from outbox order by id");
         }))
      out.push_back({kind, to, lang, text});
    return out;
  }
  Door writing() { return {.db = db(), .origin = "https://guide.example.org"}; }
  std::string sent(const Actor& author) {
    auto const draft = *writing().begin(author, one_, later());
    EXPECT_TRUE(writing().save(author, draft.id, 1, {{"summary", "De " + author.name}}, later()));
    EXPECT_TRUE(writing().move(author, draft.id, Event::send, "", later()));
    return draft.id;
  }
  static bool has(const std::string& text, std::string_view words) {
    return text.find(words) != std::string::npos;
  }
};

TEST_P(DeskLetters, AnAuthorIsToldOfARemarkAndOfThePublication) {
  account(house_, "en");
  auto const draft = sent(house_);
  EXPECT_TRUE(letters().empty());
  ASSERT_TRUE(writing().move(anna_, draft, Event::give_back, "a remark with a secret", later()));
  ASSERT_EQ(letters().size(), 1U);
  auto const back = letters().back();
  EXPECT_EQ(back.kind, "desk.returned");
  EXPECT_EQ(back.to, "en@example.org");
  EXPECT_EQ(back.lang, "en");
  EXPECT_TRUE(has(back.text, "Accueil"));
  EXPECT_TRUE(has(back.text, "https://guide.example.org/desk/drafts/" + draft));
  EXPECT_FALSE(has(back.text, "secret")) << "remarks stay in the house";
  ASSERT_TRUE(writing().move(house_, draft, Event::send, "", later()));
  ASSERT_TRUE(writing().publish(anna_, draft, "", later()));
  ASSERT_EQ(letters().size(), 2U);
  EXPECT_EQ(letters().back().kind, "desk.published");
  EXPECT_TRUE(has(letters().back().text, "https://guide.example.org/desk/services/" + one_.text));
}

TEST_P(DeskLetters, InTheAuthorsLanguageAndNeverToOneself) {
  account(bob_, "fr");
  ASSERT_TRUE(writing().publish(anna_, sent(bob_), "", later()));
  ASSERT_EQ(letters().size(), 1U);
  EXPECT_TRUE(has(letters().back().text, "Bonjour Bob"));
  auto const own = *writing().begin(bob_, two_, later());
  ASSERT_TRUE(writing().save(bob_, own.id, 1, {{"email", "b@example.org"}}, later()));
  ASSERT_TRUE(writing().publish(bob_, own.id, "", later()));
  EXPECT_EQ(letters().size(), 1U);
}

TEST_P(DeskLetters, NoLetterWithoutTheChangeNorToAClosedAccount) {
  account(bob_, "fr", people::AccountState::disabled);
  ASSERT_TRUE(writing().publish(anna_, sent(bob_), "", later()));
  account(house_, "en");
  auto const draft = sent(house_);
  EXPECT_TRUE(writing().move(anna_, draft, Event::give_back, " ", later()).invalid());
  EXPECT_TRUE(letters().empty());
}

COTE_ON_BOTH(DeskLetters);

}  // namespace
}  // namespace cote::guide::desk
