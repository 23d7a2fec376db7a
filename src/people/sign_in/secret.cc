// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/sign_in/secret.h"

#include <array>
#include <stdexcept>

#include <fmt/format.h>
#include <sodium.h>

namespace cote::people::secret {
namespace {

void ready() {
  static bool const done = [] {
    if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
    return true;
  }();
  static_cast<void>(done);
}

const unsigned char* raw(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string hex(std::span<const unsigned char> all) {
  std::string out;
  for (auto const byte : all) out += fmt::format("{:02x}", byte);
  return out;
}

}  // namespace

std::string bytes(std::size_t size) {
  ready();
  std::string out(size, '\0');
  randombytes_buf(out.data(), out.size());
  return out;
}

std::string token() { return base64url(bytes(32)); }

std::string uuid() {
  auto all = bytes(16);
  all[6] = static_cast<char>((static_cast<unsigned char>(all[6]) & 0x0F) | 0x40);
  all[8] = static_cast<char>((static_cast<unsigned char>(all[8]) & 0x3F) | 0x80);
  auto out = hex({raw(all), all.size()});
  for (std::size_t const at : {8U, 13U, 18U, 23U}) out.insert(at, 1, '-');
  return out;
}

std::string hash(std::string_view purpose, std::string_view token) {
  ready();
  std::array<unsigned char, 32> out{};
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, out.size());
  auto const head = fmt::format("{}:{}:", purpose.size(), purpose);
  crypto_generichash_update(&state, raw(head), head.size());
  crypto_generichash_update(&state, raw(token), token.size());
  crypto_generichash_final(&state, out.data(), out.size());
  return hex(out);
}

std::string sha256(std::string_view text) {
  ready();
  std::string out(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(out.data()), raw(text), text.size());
  return out;
}

bool same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && (a.empty() || sodium_memcmp(a.data(), b.data(), a.size()) == 0);
}

std::string base32(std::string_view bytes_in) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  unsigned held = 0;
  unsigned bits = 0;
  for (auto const c : bytes_in) {
    held = (held << 8U) | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 5; bits -= 5) out += kLetters[(held >> (bits - 5)) & 31U];
    held &= 31U;
  }
  if (bits > 0) out += kLetters[(held << (5 - bits)) & 31U];
  return out;
}

std::string base64url(std::string_view bytes_in) {
  constexpr auto kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string out(sodium_base64_encoded_len(bytes_in.size(), kVariant), '\0');
  sodium_bin2base64(out.data(), out.size(), raw(bytes_in), bytes_in.size(), kVariant);
  out.pop_back();  // its closing zero
  return out;
}

}  // namespace cote::people::secret
