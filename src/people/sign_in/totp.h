// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/html.h"
#include "kernel/time.h"

/// The second factor: a code that an app on the person's phone makes anew every 30 seconds (TOTP, RFC 6238,
/// SHA-1, by liboath), and codes on paper for the day the phone is lost.
namespace cote::people::totp {

inline constexpr std::int64_t kPeriod = 30;  // seconds
inline constexpr std::int64_t kWindow = 1;   // periods before and after that are accepted: clocks differ

/// 160 random bits in base32.
std::string new_key();
/// True for what new_key makes: 32 letters of base32.
bool is_key(std::string_view key);

/// The code at `at`. Throws std::invalid_argument for a key that is not base32.
std::string code(std::string_view key, Time at, unsigned digits = 6);

/// The period that `typed` belongs to, when it is right now and later than `used`, the last one accepted: a
/// code opens once. Blanks in `typed` are left out.
std::optional<std::int64_t> accepted(std::string_view key, std::string_view typed, Time now,
                                     std::int64_t used);

/// What the QR code says (Key Uri Format of the authenticator apps).
std::string uri(std::string_view key, std::string_view email, std::string_view house);
/// `text` as a QR code (ISO 18004, error correction M): a drawing of squares with a quiet zone, dark on
/// light.
Html qr(std::string_view text, std::string_view label);

/// Ten codes for paper, 80 bits each, "ABCD-EFGH-IJKL-MNOP".
std::vector<std::string> recovery_codes();
/// As it is hashed: upper case, without blanks and dashes. Empty when it has not the length of one.
std::string tidy_recovery(std::string_view typed);

}  // namespace cote::people::totp
