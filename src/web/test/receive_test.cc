// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/receive.h"

#include <gtest/gtest.h>

namespace cote::web {
namespace {

using namespace std::string_view_literals;

struct Outcome {
  int refusal = 0;
  std::vector<std::string> requests{};  // "METHOD target host body"
  bool operator==(const Outcome&) const = default;
};

/// Gives the bytes in pieces of `step`, as a network might.
Outcome receive(std::string_view bytes, std::size_t step, ReceiveLimits limits = {}) {
  Receiver receiver(limits);
  Outcome out;
  std::string waiting;
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    waiting += bytes.substr(at, step);
    while (true) {
      auto const used = receiver.take(waiting);
      waiting.erase(0, used);
      if (receiver.refusal() != 0) {
        out.refusal = receiver.refusal();
        return out;
      }
      if (receiver.complete()) {
        auto const& r = receiver.request();
        out.requests.push_back(r.method + ' ' + r.target + ' ' + std::string(r.header("host")) + ' ' +
                               r.body);
        receiver.next();
      } else if (used == 0) {
        break;
      }
    }
  }
  return out;
}

Outcome receive(std::string_view bytes) {
  auto const whole = receive(bytes, bytes.size());
  for (std::size_t const step : {1U, 2U, 3U, 7U})
    EXPECT_EQ(receive(bytes, step), whole) << step << '\n' << bytes;
  return whole;
}

using Requests = std::vector<std::string>;

TEST(WebReceive, ReadsWhatBrowsersAndMachinesSend) {
  struct {
    const char* bytes;
    Requests requests;
  } const cases[] = {
      {"GET /fr HTTP/1.1\r\nHost: a\r\n\r\n", {"GET /fr a "}},
      {"\r\nGET /fr HTTP/1.1\r\nHost: a\r\n\r\n", {"GET /fr a "}},
      {"GET /fr HTTP/1.0\r\n\r\n", {"GET /fr  "}},
      {"GET http://b/fr?q=1 HTTP/1.1\r\nHost: a\r\n\r\n", {"GET /fr?q=1 b "}},
      {"GET HTTPS://b?q=1 HTTP/1.1\r\nHost: a\r\n\r\n", {"GET /?q=1 b "}},
      {"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", {"OPTIONS * a "}},
      {"POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", {"POST /x a abc"}},
      {"POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
       "Chunked\r\n\r\n3;e=1\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
       {"POST /x a abcde"}},
      {"POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nz\r\n0\r\nHost: evil\r\n\r\n",
       {"POST /x a z"}},
      {"GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: b\r\n\r\n", {"GET /1 a ", "GET /2 b "}},
      {"POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nokGET /2 HTTP/1.1\r\nHost: b\r\n\r\n",
       {"POST /1 a ok", "GET /2 b "}},
      {"GET / HTTP/1.1\r\nhOsT:\ta \r\n\r\n", {"GET / a "}},
      {"GET / HTTP/1.1\r\nHost: a\r\n", {}},
  };
  for (auto const& c : cases) EXPECT_EQ(receive(c.bytes), (Outcome{0, c.requests})) << c.bytes;
}

TEST(WebReceive, RefusesWhatTwoServersCouldReadDifferently) {
  struct {
    const char* bytes;
    int status;
  } const cases[] = {
      {"GET / HTTP/1.1\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost:\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400},
      {"GET / HTTP/1.1\nHost: a\n\n", 400},
      {"GET / HTTP/1.1\r\nHost: a\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a\rX: y\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n z\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a\r\n: y\r\n\r\n", 400},
      {"GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 400},
      {"GET /\r\n\r\n", 400},
      {"GET /#x HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET fr HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET ftp://b/ HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET http:///x HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"G(T / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"\x16\x03\x01\x02", 400},
      {"GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505},
      {"GET / HTTP/0.9\r\nHost: a\r\n\r\n", 505},
      {"GET / HTTP/1.2\r\nHost: a\r\n\r\n", 505},
      {"GET / HTTQ/1.1\r\nHost: a\r\n\r\n", 400},
      {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
      {"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: "
       "chunked\r\n\r\n0\r\n\r\n",
       400},
      {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501},
      {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n", 501},
      {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 501},
      {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\nz\n0\n\nGET / HTTP/1.1\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n11111111111111111\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx", 400},
      {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n\r\nx", 400},
      {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\nx", 400},
      {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\nx", 400},
      {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x1\r\n\r\nx", 400},
      {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \r\n\r\nx", 400},
      {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\nx", 400},
      {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 70000\r\n\r\nx", 413},
      {"POST / HTTP/1.1\r\nHost: a\r\nHost: b\r\nContent-Length: 70000\r\n\r\nx", 400},
      {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nfffff\r\n", 413},
      {"GET / HTTP/1.1\r\nHost: a\r\nExpect: 200-cake\r\n\r\n", 417},
  };
  for (auto const& c : cases) EXPECT_EQ(receive(c.bytes).refusal, c.status) << c.bytes;
  EXPECT_EQ(receive("GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n"sv).refusal, 400);
  EXPECT_EQ(receive("GET /a\0b HTTP/1.1\r\nHost: a\r\n\r\n"sv).refusal, 400);
}

TEST(WebReceive, LimitsTargetHeaderFieldsAndBody) {
  std::string const rest = " HTTP/1.1\r\nHost: a\r\n\r\n";
  EXPECT_EQ(receive("GET /" + std::string(4000, 'a') + rest, 512).requests.size(), 1U);
  EXPECT_EQ(receive("GET /" + std::string(4200, 'a') + rest, 512).refusal, 414);
  EXPECT_EQ(receive("GET /" + std::string(20000, 'a'), 512).refusal, 414);
  std::string const start = "GET / HTTP/1.1\r\nHost: a\r\n";
  EXPECT_EQ(receive(start + "X: " + std::string(8000, 'x') + "\r\n\r\n", 512).requests.size(), 1U);
  EXPECT_EQ(receive(start + "X: " + std::string(9000, 'x') + "\r\n\r\n", 512).refusal, 431);
  EXPECT_EQ(receive(start + "X: " + std::string(100000, 'x'), 512).refusal, 431);
  std::string fields;
  for (int i = 0; i < 101; ++i) fields += "X: y\r\n";
  EXPECT_EQ(receive(start + fields + "\r\n", 512).refusal, 431);
  std::string const post = "POST / HTTP/1.1\r\nHost: a\r\n";
  EXPECT_EQ(
      receive(post + "Content-Length: 64\r\n\r\n" + std::string(64, 'x'), 9, {.body = 64}).requests.size(),
      1U);
  EXPECT_EQ(receive(post + "Content-Length: 65\r\n\r\n", 9, {.body = 64}).refusal, 413);

  std::string small_chunks = post + "Transfer-Encoding: chunked\r\n\r\n";
  std::string const extension = ";" + std::string(1000, 'x') + "=1\r\n";
  for (int i = 0; i < 60; ++i) small_chunks += "1" + extension + "a\r\n";
  EXPECT_EQ(receive(small_chunks, 512, {.body = 64}).refusal, 413) << "all weight and no load";
  EXPECT_EQ(receive(post + "Transfer-Encoding: chunked\r\n\r\n1;" + std::string(100000, 'x'), 512).refusal,
            413);
}

TEST(WebReceive, TheRefusalDoesNotDependOnHowTheBytesWereCut) {
  std::string const long_one = "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(9000, 'x');
  EXPECT_EQ(receive(long_one + "\nY: a bare line feed past the limit").refusal, 431);
  EXPECT_EQ(receive("\xfa" + long_one + "\r\n\r\n").refusal, 400) << "noise, however long";
  EXPECT_EQ(receive("GET / HTTP/1.1\r\nHost: a\nX: " + std::string(9000, 'x')).refusal, 400);
}

TEST(WebReceive, ABodyMayBeginWithItsLastChunk) {
  std::string const post = "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (auto const* end : {"0\r\n\r\n", "0\r\nX: y\r\n\r\n", "000\r\n\r\n", "0;a=b\r\n\r\n"})
    EXPECT_EQ(receive(post + end).requests, Requests{"POST /x a "}) << end;
  EXPECT_EQ(receive(post + "0\r\nabc").requests, Requests{});
  EXPECT_EQ(receive(post + "3\r\n0\r\n\r\n0\r\n\r\n").requests, Requests{"POST /x a 0\r\n"});
  EXPECT_EQ(receive("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n0\r\n").requests,
            Requests{"POST /x a 0\r\n"});
}

TEST(WebReceive, SaysWhatTheSenderExpectsNext) {
  auto const told = [](std::string_view bytes) {
    Receiver receiver({});
    receiver.take(bytes);
    EXPECT_EQ(receiver.refusal(), 0) << bytes;
    return std::tuple(receiver.keep_alive(), receiver.expects_continue(), receiver.old_protocol());
  };
  EXPECT_EQ(told("GET / HTTP/1.1\r\nHost: a\r\n\r\n"), std::tuple(true, false, false));
  EXPECT_EQ(told("GET / HTTP/1.1\r\nHost: a\r\nConnection: x, close\r\n\r\n"),
            std::tuple(false, false, false));
  EXPECT_EQ(told("GET / HTTP/1.0\r\n\r\n"), std::tuple(false, false, true));
  EXPECT_EQ(told("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n"), std::tuple(true, false, true));
  EXPECT_EQ(told("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nExpect: 100-Continue\r\n\r\n"),
            std::tuple(true, true, false));
}

}  // namespace
}  // namespace cote::web
