// SPDX-License-Identifier: AGPL-3.0-or-later
#include "post/mime.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cote::post {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Sender const kSender{.address = "guide@example.org", .name = "Côte à Côte", .bounces = "retours@example.org"};
Time const kNow = *parse_time("2026-11-23T09:05:07Z");

Letter letter(std::string subject, std::string text) {
  return compose({.id = 12,
                  .token = "abcdefghijkmnpqr",
                  .to = "anna@example.org",
                  .lang = "fr",
                  .subject = std::move(subject),
                  .text = std::move(text)},
                 kSender, kNow);
}

/// Undoes quoted-printable, as a reader of mail does.
std::string plain(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '=') {
      out += text[at];
    } else if (text[at + 1] == '\n') {
      ++at;
    } else {
      out += static_cast<char>(std::stoi(std::string(text.substr(at + 1, 2)), nullptr, 16));
      at += 2;
    }
  }
  return out;
}

TEST(PostMime, SaysWhoWritesWhatAndInWhichLanguage) {
  auto const made = letter("Bonjour", "Voilà votre lien.\n");
  EXPECT_EQ(made.envelope_from, "retours+12-abcdefghijkmnpqr@example.org");
  EXPECT_EQ(made.to, "anna@example.org");
  EXPECT_EQ(made.text,
            "Date: Mon, 23 Nov 2026 09:05:07 +0000\r\n"
            "From: =?utf-8?B?Q8O0dGUgw6AgQ8O0dGU=?= <guide@example.org>\r\n"
            "To: <anna@example.org>\r\n"
            "Subject: Bonjour\r\n"
            "Message-ID: <12.abcdefghijkmnpqr@example.org>\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n"
            "Content-Language: fr\r\n"
            "Auto-Submitted: auto-generated\r\n"
            "X-Auto-Response-Suppress: All\r\n"
            "\r\n"
            "Voil=C3=A0 votre lien.\r\n");
}

TEST(PostMime, EveryLineIsShortAsciiEndedAsMailWants) {
  std::string words;
  for (int n = 0; n < 200; ++n) words += "été سكن ";
  for (auto const& text : {words, std::string(500, 'x'), std::string(500, '='),
                           std::string("a \n.\nFrom me\n\tb\t\n"), std::string()}) {
    for (auto const& subject : {std::string("s"), words.substr(0, 600), std::string(300, 's')}) {
      auto const made = letter(subject, text).text;
      EXPECT_TRUE(made.ends_with("\r\n"));
      for (std::size_t at = 0; at < made.size();) {
        auto const end = made.find('\n', at);
        ASSERT_NE(end, std::string::npos);
        ASSERT_EQ(made[end - 1], '\r');
        EXPECT_LE(end - 1 - at, 78U) << made.substr(at, end - at);
        at = end + 1;
      }
      EXPECT_TRUE(std::ranges::all_of(
          made, [](char c) { return c == '\r' || c == '\n' || c == '\t' || (c >= 0x20 && c < 0x7F); }));
    }
  }
}

TEST(PostMime, QuotedPrintableComesBackAsItWas) {
  for (std::string const text :
       {"plain\n", "été = é\n", "ends in blanks  \nand tab\t\n", ".\n", "From here\n",
        "a very long line "
        "a very long line a very long line a very long line a very long line é\n\n\nend\n"})
    EXPECT_EQ(plain(quoted_printable(text)), text);
}

TEST(PostMime, NoSubjectMakesAHeader) {
  auto const made = letter("x\r\nBcc: everybody@example.org", "t");
  EXPECT_THAT(made.text, Not(HasSubstr("Bcc")));
  EXPECT_EQ(header_words("=?utf-8?Q?x?=", 9), "=?utf-8?B?PT91dGYtOD9RP3g/PQ==?=");
  EXPECT_EQ(header_words("plain words", 9), "plain words");
}

TEST(PostMime, ALongSubjectIsCutBetweenLetters) {
  std::string subject;
  for (int n = 0; n < 60; ++n) subject += "ش";
  auto const words = header_words(subject, 9);
  EXPECT_THAT(words, HasSubstr("?=\r\n =?utf-8?B?"));
  // Each word alone is whole UTF-8: two bytes a letter make an even number of them.
  for (std::size_t at = 0; (at = words.find("=?utf-8?B?", at)) != std::string::npos; at += 10) {
    auto const digits = words.substr(at + 10, words.find("?=", at + 10) - at - 10);
    auto const padding = static_cast<std::size_t>(std::ranges::count(digits, '='));
    EXPECT_EQ((digits.size() / 4 * 3 - padding) % 2, 0U);
  }
}

TEST(PostMime, Base64OfTheStandard) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
}

TEST(PostMime, ArabicTravelsInBase64) {
  auto const made = letter("سكن", "مرحبا بكم\n").text;
  EXPECT_THAT(made, HasSubstr("Content-Transfer-Encoding: base64\r\n"));
  EXPECT_THAT(made, HasSubstr("\r\n\r\n" + base64("مرحبا بكم\r\n") + "\r\n"));
}

TEST(PostMime, ArabicGoesAlongAsHtmlThatRunsFromTheRight) {
  auto const made = compose({.id = 12,
                             .token = "abcdefghijkmnpqr",
                             .to = "anna@example.org",
                             .lang = "ar",
                             .subject = "مرحبًا",
                             .text = "مرحبًا <Anna>،\n\nسطر\nسطر\n\nhttps://guide.example.org/x?a=1&b=2\n"},
                            kSender, kNow);
  EXPECT_THAT(made.text,
              HasSubstr("Content-Type: multipart/alternative; boundary=\"=_abcdefghijkmnpqr\"\r\n"));
  EXPECT_THAT(made.text, HasSubstr("--=_abcdefghijkmnpqr--\r\n"));
  auto const html_part = made.text.find("Content-Type: text/html");
  ASSERT_NE(html_part, std::string::npos);
  EXPECT_LT(made.text.find("Content-Type: text/plain"), html_part) << "the plain words come first";
  for (std::size_t at = 0; at < made.text.size(); at = made.text.find("\r\n", at) + 2)
    EXPECT_LE(made.text.find("\r\n", at) - at, 78U);
  auto const body_at = made.text.find("\r\n\r\n", html_part) + 4;
  auto written = made.text.substr(body_at, made.text.find("\r\n--=_", body_at) - body_at);
  std::erase(written, '\r');
  auto const html = plain(written);  // mostly ASCII, so quoted-printable
  EXPECT_THAT(html, HasSubstr("<html lang=\"ar\" dir=\"rtl\">"));
  EXPECT_THAT(html, HasSubstr("&lt;Anna&gt;")) << "a name is never markup";
  EXPECT_THAT(html, HasSubstr("سطر<br>"));
  EXPECT_THAT(html, HasSubstr("<a href=\"https://guide.example.org/x?a=1&amp;b=2\" dir=\"ltr\">"));
}

}  // namespace
}  // namespace cote::post
