// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "guide/freshness/store.h"
#include "kernel/lang.h"
#include "post/outbox.h"

/// The letter that asks a service whether its record is still true, and the link in it.
namespace cote::guide::freshness {

/// A token of 256 random bits, as it stands in the address, and what is kept of it.
struct Token {
  std::string text{};  // 43 letters, digits, '-' and '_'
  std::string hash{};
};
Token make_token();
/// What is kept of this token (BLAKE2b, 256 bits, in hexadecimal). Any text has one.
std::string hash_of(std::string_view token);

/// The language to write to a service in: its own when the interface has it, else French.
const Lang& language_of(const store::Row& row);

/// The first letter (`number` 1) or a reminder. `origin` is scheme and host of this house, without '/' at
/// the end; `last_day` is the last on which the link works.
post::Message letter(const store::Row& row, int number, std::string_view token, std::string_view origin,
                     Date last_day);

}  // namespace cote::guide::freshness
