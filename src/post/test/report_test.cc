// SPDX-License-Identifier: AGPL-3.0-or-later
#include "post/report.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace cote::post {
namespace {

/// As a mail server writes it, with the given address it came to and Message-ID it returns.
std::string report(std::string_view to, std::string_view returned, std::string_view action = "failed") {
  std::string out =
      "Return-Path: <>\r\n"
      "From: MAILER-DAEMON@mx.example.net (Mail Delivery System)\r\n"
      "To: " +
      std::string(to) +
      "\r\n"
      "Subject: Undelivered Mail Returned to Sender\r\n"
      "Content-Type: multipart/report; report-type=delivery-status;\r\n"
      "\tboundary=\"B.1/mx.example.net\"\r\n"
      "\r\n"
      "This is a MIME-encapsulated message.\r\n"
      "--B.1/mx.example.net\r\n"
      "Content-Type: text/plain\r\n"
      "\r\n"
      "Action: delivered, says this sentence, which is no field.\r\n"
      "--B.1/mx.example.net\r\n"
      "Content-Type: message/delivery-status\r\n"
      "\r\n"
      "Reporting-MTA: dns; mx.example.net\r\n"
      "Arrival-Date: Mon, 23 Nov 2026 09:00:00 +0000\r\n"
      "\r\n"
      "Final-Recipient: rfc822; anna@example.org\r\n"
      "Action: " +
      std::string(action) +
      "\r\n"
      "Status: 5.1.1\r\n"
      "Diagnostic-Code: smtp; 550 5.1.1 <anna@example.org>:\r\n"
      "    nobody here\r\n"
      "\r\n"
      "--B.1/mx.example.net\r\n"
      "Content-Type: text/rfc822-headers\r\n"
      "\r\n"
      "Date: Mon, 23 Nov 2026 09:00:00 +0000\r\n"
      "Message-ID: " +
      std::string(returned) +
      "\r\n"
      "\r\n"
      "--B.1/mx.example.net--\r\n";
  return out;
}

constexpr std::string_view kToken = "abcdefghijkmnpqr";

TEST(PostReport, KnowsOurMessageByTheAddressItCameTo) {
  auto const read = read_report(report("bounces+12-abcdefghijkmnpqr@example.org", "<other@example.org>"));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->id, 12);
  EXPECT_EQ(read->token, kToken);
  EXPECT_EQ(read->action, "failed");
  EXPECT_EQ(read->status, "5.1.1");
}

TEST(PostReport, OrByTheMessageThatCameBack) {
  auto const read = read_report(report("guide@example.org", "<7.ABCDEFGHIJKMNPQR@example.org>"));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->id, 7);
  EXPECT_EQ(read->token, kToken);
}

TEST(PostReport, TellsDelaysFromFailures) {
  auto const read = read_report(report("b+12-abcdefghijkmnpqr@example.org", "<x@y>", "delayed"));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->action, "delayed");
}

TEST(PostReport, LineEndsOfPipesAreReadToo) {
  auto text = report("b+12-abcdefghijkmnpqr@example.org", "<x@y>");
  std::erase(text, '\r');
  ASSERT_TRUE(read_report(text));
}

TEST(PostReport, WhatIsNoReportOfOursIsNone) {
  for (auto const& mail : std::vector<std::string>{
           std::string(),
           std::string("hello"),
           std::string("To: b+12-abcdefghijkmnpqr@example.org\r\n\r\nI am on holiday."),
           report("guide@example.org", "<7.short@example.org>"),
           report("b+x-abcdefghijkmnpqr@example.org", "<x@y>"),
           report("b+99999999999999999999-abcdefghijkmnpqr@example.org", "<x@y>"),
           report("b+12-abcdefghijkmnp!r@example.org", "<x@y>"),
       })
    EXPECT_FALSE(read_report(mail)) << mail.substr(0, 60);
}

TEST(PostReport, CutAnywhereItStillEnds) {
  auto const whole = report("b+12-abcdefghijkmnpqr@example.org", "<7.abcdefghijkmnpqr@example.org>");
  for (std::size_t size = 0; size < whole.size(); ++size) (void)read_report(whole.substr(0, size));
  std::string nested = "Content-Type: multipart/mixed; boundary=a\n\n";
  for (int n = 0; n < 1000; ++n) nested += "--a\nContent-Type: multipart/mixed; boundary=a\n\n";
  EXPECT_FALSE(read_report(nested));
}

}  // namespace
}  // namespace cote::post
