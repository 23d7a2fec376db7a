// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cote::people::ledger {

/// What a hash of the ledger is made of.
struct Link {
  std::string_view before{};  // the hash of the entry before; empty for the first
  std::int64_t seq = 0;
  std::string_view at{};
  std::string_view account{};
  std::string_view actor{};
  std::string_view action{};
  std::string_view subject{};
  std::string_view subject_id{};
  std::string_view detail{};
  std::string_view purpose{};
};

/// BLAKE2b-256, in 64 hexadecimal digits, of every member in this order, each preceded by its length in
/// decimal digits and a colon. Half a microsecond.
std::string link(const Link& entry);

}  // namespace cote::people::ledger
