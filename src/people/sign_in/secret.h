// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

/// What nobody may guess, and how it is kept: random by libsodium, stored as a hash.
namespace cote::people::secret {

/// 256 random bits as 43 letters, digits, '-' and '_': cookies, links, form tokens.
std::string token();
/// A random UUID (version 4): for rows, not for doors.
std::string uuid();
/// `size` random bytes.
std::string bytes(std::size_t size);

/// BLAKE2b-256 of a token, 64 hexadecimal digits. `purpose` keeps hashes of one table useless in another.
/// Tokens have 256 bits, so the hash needs neither salt nor slowness.
std::string hash(std::string_view purpose, std::string_view token);
/// SHA-256, raw: what OpenID Connect asks of a code verifier.
std::string sha256(std::string_view text);

/// Equal, in a time that depends on the length only.
bool same(std::string_view a, std::string_view b);

/// RFC 4648 base32 without padding; RFC 4648 base64url without padding.
std::string base32(std::string_view raw);
std::string base64url(std::string_view raw);

}  // namespace cote::people::secret
