// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// Passwords: kept as argon2id (RFC 9106) by libsodium, chosen by length and by how hard they are to guess.
namespace cote::people::password {

/// How slow a hash is. Raise these when machines get faster: a hash made with others is made again at the
/// next sign-in.
struct Cost {
  unsigned long long passes = 2;
  std::size_t memory = 64U * 1024 * 1024;  // bytes
  bool operator==(const Cost&) const = default;
};
inline constexpr Cost kCost{};
/// The least that argon2id takes: for tests alone.
inline constexpr Cost kCheap{.passes = 1, .memory = 8192};

/// The text that is stored: algorithm, parameters, salt and hash. About 70 ms with kCost.
std::string hash(std::string_view password, const Cost& cost = kCost);

/// Does `password` belong to `stored`? An empty `stored` is nobody's, is never right, and takes the same
/// time: so that an answer does not tell which accounts exist.
bool is(std::string_view password, std::string_view stored, const Cost& cost = kCost);

/// Was it made with other parameters?
bool outdated(std::string_view stored, const Cost& cost = kCost);

/// Hashes made or compared so far by this process: tests hold unknown addresses to the same number.
std::size_t hashes();

inline constexpr std::size_t kShortest = 12;  // characters
inline constexpr std::size_t kLongest = 200;

/// What is wrong with a new password, as the key of a sentence; none: nothing. `about` are words of the
/// person (name, address) that make a guess easier. No rule asks for a symbol: length does more, and is
/// easier to remember (NIST SP 800-63B, 5.1.1.2).
std::optional<std::string> fault(std::string_view password, std::span<const std::string> about = {});

}  // namespace cote::people::password
