// SPDX-License-Identifier: AGPL-3.0-or-later
// A text that was sealed must stand nowhere as it is: not in the files of the database, not in a dump, not in
// a mail. What a mail does carry (a link that opens once, an address) stays no longer than it must.
#include <algorithm>
#include <filesystem>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "app/jobs.h"
#include "app/mail.h"
#include "db/copy.h"
#include "kernel/lang.h"
#include "kernel/text.h"
#include "people/accounts/accounts.h"
#include "people/seal/seal.h"
#include "people/store.h"
#include "post/worker.h"
#include "support/database.h"
#include "support/mail_server.h"
#include "support/people.h"
#include "support/remains.h"

namespace cote::app {
namespace {

auto const kNow = *parse_time("2026-11-23T09:00:00Z");

class Canary : public test::OnBoth {
 protected:
  void SetUp() override {
    test::OnBoth::SetUp();
    root = std::filesystem::temp_directory_path() / fmt::format("cote_canary_{}.key", getpid());
    std::filesystem::remove(root);
  }
  void TearDown() override { std::filesystem::remove(root); }
  std::string everything() {
    std::string out;
    db::copy_out(database.address(), [&](std::string_view piece) { out += piece; });
    return out + test::remains_of_database(database.address());
  }
  /// Every value of the outbox.
  std::string outbox() {
    std::string out;
    db().read_with([&](db::Session& s) {
      for (auto const& [to, subject, body, about, error] :
           s.all<std::string, std::string, std::string, std::string, std::string>(
               "select recipient, subject, body, about_id, coalesce(error, '') from outbox"))
        out += fmt::format("{}|{}|{}|{}|{}\n", to, subject, body, about, error);
    });
    return out;
  }
  void run(std::string_view name, const Settings& settings, Time now) {
    auto const jobs = all_jobs(settings);
    auto const job = std::ranges::find(jobs, name, &Job::name);
    ASSERT_NE(job, jobs.end());
    job->work({.db = db(), .settings = settings, .now = now});
  }
  std::filesystem::path root{};
};

TEST_P(Canary, WhatIsSealedSingsNowhere) {
  people::Seal const seal(people::Keyring::open(db(), root, kNow));
  auto const she = test::sign_in(db(), "visible-name", {people::Role::editor}, kNow);
  auto const id = she.account.id;
  std::string const canary = "CANARYSECRET234567";
  db().write_with([&](db::Tx& tx) {
    people::store::set_second(tx, id, seal.seal("account", id.text, "second_key", canary), 0);
  });
  auto const bytes = everything();
  EXPECT_NE(bytes.find("visible-name"), std::string::npos) << "this test can find what is there";
  EXPECT_EQ(bytes.find(canary), std::string::npos);
  EXPECT_EQ(bytes.find(people::RootFile::read(root).current().base64()), std::string::npos)
      << "nor the root key";
  auto const stored = db().read([&](db::Session& s) { return people::store::account(s, id)->second_key; });
  EXPECT_EQ(seal.open("account", id.text, "second_key", stored), canary);
}

/// Every letter an account can cause, through the verbs that cause them, taken by a real mail server.
class Letters : public Canary {
 protected:
  static constexpr auto kPassword = "quatre mots sans rapport";
  static constexpr auto kOrigin = "https://guide.example.org";

  test::SignedIn with_password(std::string_view name, std::vector<people::Role> roles) {
    auto she = test::sign_in(db(), name, std::move(roles), kNow);
    she.account.demo = false;
    she.account.password = people::password::hash(kPassword, people::password::kCheap);
    db().write_with([&](db::Tx& tx) {
      tx.run("update account set demo = 0 where id = :id", {{"id", she.account.id.text}});
      people::store::set_password(tx, she.account.id, she.account.password);
    });
    return she;
  }
  post::Round send(const test::MailServer& server, Time now) {
    Settings::Mail mail;
    mail.smtp = server.url();
    mail.tls = "off";
    mail.from = "guide@example.org";
    mail.attempts = 1;
    auto const mailer = mailer_of(mail);
    return post::deliver(
        db(), *mailer, sender_of(mail), policy_of(mail), FixedClock(now), [] { return false; },
        [&](std::string_view line) { log += line; });
  }
  std::string log{};
};

TEST_P(Letters, CarryNoSecretAndStayNoLongerThanTheirTerm) {
  test::MailServer const server;
  if (!server.runs()) GTEST_SKIP() << "no mail server: Debian's python3-aiosmtpd is not installed";
  people::Seal const seal(people::Keyring::open(db(), root, kNow));
  auto const ada = with_password("visible-ada", {people::Role::administrator, people::Role::editor});
  auto const eve = with_password("visible-eve", {people::Role::administrator});
  std::string const canary = "CANARYSECRET234567";
  auto const key = seal.seal("account", ada.account.id.text, "second_key", canary);
  db().write_with([&](db::Tx& tx) { people::store::set_second(tx, ada.account.id, key, 0); });
  people::Door door(db(), {.cost = people::password::kCheap});
  people::Links links(door);
  people::Accounts accounts(door, links);
  people::Caller const here{.address = "192.0.2.77"};

  auto const invited = accounts.invite(
      ada.actor(),
      {.name = "Omar", .email = "omar@example.org", .lang = "ar", .roles = {people::Role::translator}},
      kOrigin, kNow);
  ASSERT_TRUE(invited);
  auto const never = accounts.invite(
      ada.actor(), {.name = "Busy", .email = "busy@example.org", .roles = {people::Role::worker}}, kOrigin,
      kNow);
  ASSERT_TRUE(never);
  links.want_reset("visible-ada@example.org", kOrigin, here, kNow);
  EXPECT_EQ(links.send_wanted(kNow), 1);
  people::Present present{.account = ada.account};
  present.session.form_token = ada.form_token;
  ASSERT_TRUE(links.want_email(present, "elsewhere@example.org", kPassword, kOrigin, here, kNow));
  people::Wish wish{
      .name = "visible-ada", .email = ada.account.email, .roles = {people::Role::administrator}};
  ASSERT_TRUE(accounts.change(ada.actor(), ada.account.id, wish, kNow));

  auto const token = invited->link.substr(invited->link.rfind('/') + 1);
  EXPECT_NE(outbox().find(token), std::string::npos) << "this test can find what waits";
  auto const round = send(server, kNow);
  EXPECT_EQ(round.sent, 5) << "invitation, reset, both addresses, a change of one's own roles";
  EXPECT_EQ(round.later, 1) << "the one who is always busy: his only attempt";
  std::string mails;
  for (auto const& mail : server.words()) mails += mail;
  for (auto const& mail : server.mails()) mails += mail;
  for (std::string_view const there : {"visible-ada", "Omar", "omar@example.org", "elsewhere@example.org"})
    EXPECT_NE(mails.find(there), std::string::npos) << there << ": this test can find what was sent";
  EXPECT_NE(mails.find(token), std::string::npos) << "a link is what a letter is for";
  auto const secrets = {canary,
                        key,
                        std::string(kPassword),
                        ada.account.password,
                        ada.token,
                        ada.form_token,
                        eve.token,
                        eve.account.second_key,
                        here.address,
                        people::RootFile::read(root).current().base64()};
  for (auto const& secret : secrets) {
    ASSERT_GT(secret.size(), 8U);
    EXPECT_EQ(mails.find(secret), std::string::npos) << secret;
    EXPECT_EQ(log.find(secret), std::string::npos) << secret;
  }
  EXPECT_EQ(log.find("@"), std::string::npos) << log;

  // What is sent has lost its words; what failed keeps them for its term, so that it can be tried again.
  auto const other = never->link.substr(never->link.rfind('/') + 1);
  EXPECT_EQ(outbox().find(token), std::string::npos);
  EXPECT_NE(outbox().find(other), std::string::npos);
  EXPECT_NE(outbox().find("elsewhere@example.org"), std::string::npos);
  Settings settings;
  auto const term = std::chrono::days(settings.mail.keep_days);
  run("post.retention", settings, kNow + term);
  EXPECT_NE(outbox().find(other), std::string::npos) << "its last day";
  run("post.retention", settings, kNow + term + std::chrono::seconds(1));
  auto const rest = outbox();
  for (auto const& gone : {other, std::string("elsewhere@"), std::string("omar@"), std::string("Busy")})
    EXPECT_EQ(rest.find(gone), std::string::npos) << gone;
  EXPECT_NE(rest.find("@example.org|||"), std::string::npos) << "what can be counted stays";
}

TEST_P(Letters, AreInTheLanguageOfTheAccount) {
  test::MailServer const server;
  if (!server.runs()) GTEST_SKIP() << "no mail server: Debian's python3-aiosmtpd is not installed";
  auto const ada = with_password("ada", {people::Role::administrator});
  people::Door door(db(), {.cost = people::password::kCheap});
  people::Links links(door);
  people::Accounts accounts(door, links);
  for (auto const& lang : languages())
    ASSERT_TRUE(accounts.invite(ada.actor(),
                                {.name = "Sam " + lang.tag,
                                 .email = lang.tag + "@example.org",
                                 .lang = lang.tag,
                                 .roles = {people::Role::translator}},
                                kOrigin, kNow));
  EXPECT_EQ(send(server, kNow).sent, 5);
  auto const read = server.words();
  auto const raw = server.mails();
  ASSERT_EQ(read.size(), languages().size());
  for (std::size_t i = 0; i < read.size(); ++i) {
    auto const& lang = languages()[i];
    auto const& t = Text::in(lang);
    auto const mail = std::ranges::find_if(raw, [&](const std::string& m) {
      return m.find("X-RcptTo: " + lang.tag + "@") != std::string::npos;
    });
    ASSERT_NE(mail, raw.end()) << lang.tag;
    auto const& words = read[static_cast<std::size_t>(mail - raw.begin())];
    EXPECT_TRUE(words.starts_with(t("people.mail.invitation") + "\n")) << words;
    EXPECT_NE(words.find("Sam " + lang.tag), std::string::npos);
    EXPECT_NE(mail->find("Content-Language: " + lang.tag + "\r\n"), std::string::npos);
    EXPECT_EQ(words.find("<html lang=\"ar\" dir=\"rtl\">") != std::string::npos, lang.rtl) << words;
  }
}

TEST_P(Canary, EverySealedColumnExists) {
  for (auto const& field : people::sealed_fields())
    EXPECT_NO_THROW(db().read_with([&](db::Session& s) {
      s.all<std::string>(fmt::format("select {} from {} limit 1", field.column, field.table));
    })) << field.table
        << '.' << field.column;
}

COTE_ON_BOTH(Canary);
COTE_ON_BOTH(Letters);

}  // namespace
}  // namespace cote::app
