// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "kernel/time.h"

/// Messages as they travel (RFC 5322, 2045 to 2047).
namespace cote::post {

/// Who we are to a mail server.
struct Sender {
  std::string address{};  // "guide@example.org"
  std::string name{};     // "Côte à Côte"
  std::string bounces{};  // where reports of non-delivery go; empty: `address`
};

/// A message of the outbox, as far as the outside sees it.
struct Outgoing {
  std::int64_t id = 0;
  std::string token{};
  std::string to{};
  std::string lang{};
  std::string subject{};
  std::string text{};
};

/// One message as it is handed to a server: the envelope and the text with all its headers, lines ended by
/// CRLF, none longer than 76 characters, nothing but ASCII.
struct Letter {
  std::int64_t id = 0;
  std::string envelope_from{};
  std::string to{};
  std::string text{};
};

/// A plain-text message in UTF-8: quoted-printable when most of it is ASCII, base64 otherwise. In a language
/// written from right to left the same words go along as HTML that says so (multipart/alternative). Says that
/// a program wrote it (Auto-Submitted), in which language, and has the same Message-ID each time it is tried.
Letter compose(const Outgoing& message, const Sender& sender, Time now);

/// "12.abcdefghijkmnpqr@example.org", without angle brackets.
std::string message_id(const Outgoing& message, const Sender& sender);

/// A header's words (RFC 2047 when they are not plain ASCII), folded. `used`: characters before them.
std::string header_words(std::string_view text, std::size_t used);
std::string quoted_printable(std::string_view text);
std::string base64(std::string_view bytes);

}  // namespace cote::post
