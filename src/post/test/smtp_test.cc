// SPDX-License-Identifier: AGPL-3.0-or-later
// Against a real mail server on loopback, in a process of its own.
#include "post/smtp.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "post/outbox.h"
#include "post/worker.h"
#include "support/database.h"
#include "support/mail_server.h"

namespace cote::post {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::Not;
using Outcome = Handed::Outcome;
using Tls = SmtpServer::Tls;

#define COTE_NEEDS(server) \
  if (!(server).runs()) GTEST_SKIP() << "no mail server: Debian's python3-aiosmtpd is not installed"

Letter letter(std::string to, std::string from = "guide@example.org") {
  return {.id = 1,
          .envelope_from = std::move(from),
          .to = std::move(to),
          .text = "Subject: s\r\n\r\n.\r\n..x\r\n"};
}

TEST(PostSmtp, HandsOverWhatItWasGiven) {
  test::MailServer const server;
  COTE_NEEDS(server);
  SmtpMailer mailer({.url = server.url(), .tls = Tls::off});
  EXPECT_EQ(mailer.hand_over(letter("anna@example.org")).outcome, Outcome::sent);
  EXPECT_EQ(mailer.hand_over(letter("omar@example.org", "b+1-x@example.org")).outcome, Outcome::sent);
  auto const mails = server.mails();
  ASSERT_EQ(mails.size(), 2U);
  EXPECT_EQ(mails[0],
            "X-MailFrom: guide@example.org\r\nX-RcptTo: anna@example.org\r\nSubject: s\r\n\r\n.\r\n..x\r\n");
  EXPECT_THAT(mails[1], HasSubstr("X-MailFrom: b+1-x@example.org\r\nX-RcptTo: omar@example.org\r\n"));
}

TEST(PostSmtp, TellsTheRefusalsApart) {
  test::MailServer const server;
  COTE_NEEDS(server);
  SmtpMailer mailer({.url = server.url(), .tls = Tls::off});
  struct {
    const char* to;
    const char* from;
    Outcome outcome;
    const char* error;
  } const cases[] = {
      {"nobody@example.org", "a@example.org", Outcome::bounced, "550 5.1.1 after RCPT"},
      {"busy@example.org", "a@example.org", Outcome::later, "451 4.7.1 after RCPT"},
      {"grey@example.org", "a@example.org", Outcome::later, "451 4.7.1 after RCPT"},
      {"grey@example.org", "a@example.org", Outcome::sent, ""},
      {"content@example.org", "a@example.org", Outcome::bounced, "554 5.7.1 after ."},
      {"full@example.org", "a@example.org", Outcome::later, "452 4.2.2 after ."},
      {"anna@example.org", "refused@example.org", Outcome::failed, "553 5.1.8 after MAIL"},
      {"anna@example.org", "a@example.org", Outcome::sent, ""},
  };
  for (auto const& c : cases) {
    auto const handed = mailer.hand_over(letter(c.to, c.from));
    EXPECT_EQ(handed.outcome, c.outcome) << c.to << ' ' << handed.error;
    EXPECT_EQ(handed.error, c.error) << c.to;
  }
}

TEST(PostSmtp, AServerThatIsAwayOrSlowIsNobodysFault) {
  std::string gone;
  {
    test::MailServer const server({"--slow", "4"});
    COTE_NEEDS(server);
    gone = server.url();
    SmtpMailer mailer({.url = server.url(), .tls = Tls::off, .seconds = 1});
    auto const slow = mailer.hand_over(letter("slow@example.org"));
    EXPECT_EQ(slow.outcome, Outcome::unreachable) << slow.error;
  }
  SmtpMailer mailer({.url = gone, .tls = Tls::off, .seconds = 5});
  auto const away = mailer.hand_over(letter("anna@example.org"));
  EXPECT_EQ(away.outcome, Outcome::unreachable);
  EXPECT_THAT(away.error, HasSubstr("connect"));
}

TEST(PostSmtp, AMessageNeverTravelsInClearWhenTlsIsRequired) {
  test::MailServer const clear;
  COTE_NEEDS(clear);
  SmtpMailer mailer({.url = clear.url()});
  EXPECT_EQ(mailer.hand_over(letter("anna@example.org")).outcome, Outcome::unreachable);
  EXPECT_TRUE(clear.mails().empty());

  test::MailServer const sealed({"--tls"});
  ASSERT_TRUE(sealed.runs());
  SmtpMailer wary({.url = sealed.url()});
  EXPECT_EQ(wary.hand_over(letter("anna@example.org")).outcome, Outcome::unreachable)
      << "a certificate nobody vouches for";
  EXPECT_TRUE(sealed.mails().empty());
  SmtpMailer knowing({.url = sealed.url(), .ca_file = sealed.folder() + "/cert.pem"});
  auto const handed = knowing.hand_over(letter("anna@example.org"));
  EXPECT_EQ(handed.outcome, Outcome::sent) << handed.error;
  EXPECT_EQ(sealed.mails().size(), 1U);
}

TEST(PostSmtp, SignsIn) {
  test::MailServer const server({"--password", "guide:canary-word"});
  COTE_NEEDS(server);
  SmtpMailer wrong({.url = server.url(), .tls = Tls::off, .user = "guide", .password = "other"});
  auto const denied = wrong.hand_over(letter("anna@example.org"));
  EXPECT_EQ(denied.outcome, Outcome::unreachable);
  EXPECT_THAT(denied.error, Not(HasSubstr("other")));
  SmtpMailer right({.url = server.url(), .tls = Tls::off, .user = "guide", .password = "canary-word"});
  auto const handed = right.hand_over(letter("anna@example.org"));
  EXPECT_EQ(handed.outcome, Outcome::sent) << handed.error;
}

class PostDelivery : public test::OnBoth {
 protected:
  void add(std::string to, std::string text) {
    db().write([&](db::Tx& tx) {
      return put(tx, {.kind = "test.note", .to = to, .lang = "ar", .subject = "سكن", .text = text},
                 clock.now());
    });
  }
  std::string states() {
    std::string out;
    for (auto const& c : db().read([](db::Session& s) { return queue::counts(s); }))
      out += c.state + ' ' + std::to_string(c.messages) + ' ';
    return out;
  }
  Round run(Mailer& mailer) {
    return deliver(
        db(), mailer, {.address = "guide@example.org", .name = "G"}, {}, clock, [] { return false; },
        [this](std::string_view line) { log += std::string(line) + '\n'; });
  }
  std::string log;
  FixedClock clock{*parse_time("2026-11-23T09:00:00Z")};
};

TEST_P(PostDelivery, OneRoundSettlesWhatItCan) {
  test::MailServer const server;
  COTE_NEEDS(server);
  SmtpMailer mailer({.url = server.url(), .tls = Tls::off});
  for (auto const* const to :
       {"anna@example.org", "nobody@example.org", "grey@example.org", "omar@example.org"})
    add(to, "canary text");
  auto const round = run(mailer);
  EXPECT_EQ(round.sent, 2);
  EXPECT_EQ(round.bounced, 1);
  EXPECT_EQ(round.later, 1);
  EXPECT_EQ(states(), "bounced 1 queued 1 sent 2 ");
  EXPECT_EQ(run(mailer).sent, 0) << "not due yet";
  clock.set(clock.now() + 1min);
  EXPECT_EQ(run(mailer).sent, 1);
  EXPECT_EQ(states(), "bounced 1 sent 3 ");
  auto const mails = server.mails();
  ASSERT_EQ(mails.size(), 3U);
  EXPECT_THAT(mails[0], HasSubstr("Content-Language: ar\r\n"));
  EXPECT_THAT(mails[0], HasSubstr("canary text"));
  // The log names messages by number: no address, no word.
  EXPECT_THAT(log, HasSubstr("550 5.1.1"));
  EXPECT_THAT(log, Not(HasSubstr("example.org")));
  EXPECT_THAT(log, Not(HasSubstr("canary")));
}

TEST_P(PostDelivery, ARoundEndsWhenNobodyAnswers) {
  for (int n = 0; n < 3; ++n) add("anna@example.org", "t");
  SmtpMailer mailer({.url = "smtp://127.0.0.1:1", .tls = Tls::off, .seconds = 5});
  auto const round = run(mailer);
  EXPECT_TRUE(round.unreachable);
  EXPECT_EQ(states(), "queued 3 ");
  auto const tried =
      db().read([](db::Session& s) { return s.one<std::int64_t>("select sum(attempts) from outbox"); });
  EXPECT_EQ(std::get<0>(*tried), 1);
}

TEST_P(PostDelivery, TheWorkerSendsByItselfAndEndsWhenAsked) {
  test::MailServer const server;
  COTE_NEEDS(server);
  add("anna@example.org", "t");
  {
    Worker const worker(db(), std::make_unique<SmtpMailer>(SmtpServer{.url = server.url(), .tls = Tls::off}),
                        {.address = "guide@example.org"}, {}, clock, [](std::string_view) {});
    for (int n = 0; n < 500 && states() != "sent 1 "; ++n) std::this_thread::sleep_for(20ms);
  }
  EXPECT_EQ(states(), "sent 1 ");
  EXPECT_EQ(server.mails().size(), 1U);
}

COTE_ON_BOTH(PostDelivery);

}  // namespace
}  // namespace cote::post
