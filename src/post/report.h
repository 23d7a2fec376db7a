// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Reports of non-delivery, as mail servers send them back (RFC 3464).
namespace cote::post {

struct Report {
  std::int64_t id = 0;   // of our message
  std::string token{};   // that only who saw it knows
  std::string action{};  // "failed", "delayed", "delivered"…
  std::string status{};  // "5.1.1"
};

/// Reads a whole mail. Our message is told by the address the report came to (bounces+12-token@…) or by the
/// Message-ID of the returned message. None when it is no report or none on a message of ours. Bounded in
/// depth and size; safe for anything.
std::optional<Report> read_report(std::string_view mail);

}  // namespace cote::post
