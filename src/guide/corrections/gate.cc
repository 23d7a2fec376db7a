// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/corrections/gate.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <vector>

#include <sodium.h>

namespace cote::guide::corrections {
namespace {

constexpr std::size_t kNonce = 16;
constexpr std::size_t kBody = 8 + 1 + kNonce;
constexpr std::size_t kMac = 32;

using Bytes = std::array<unsigned char, kBody + kMac>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

void sign(unsigned char* mac, const Bytes& token, std::string_view subject,
          const std::array<unsigned char, 32>& key) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, key.data(), key.size(), kMac);
  crypto_generichash_update(&state, token.data(), kBody);
  crypto_generichash_update(&state, bytes_of(subject), subject.size());
  crypto_generichash_final(&state, mac, kMac);
}

std::optional<Bytes> decode(std::string_view token) {
  Bytes out{};
  std::size_t size = 0;
  if (sodium_base642bin(out.data(), out.size(), token.data(), token.size(), nullptr, &size, nullptr,
                        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
      size != out.size())
    return std::nullopt;
  return out;
}

Time issued(const Bytes& token) {
  std::uint64_t seconds = 0;
  for (std::size_t i = 0; i < 8; ++i) seconds = seconds << 8 | token[i];
  return Time(std::chrono::seconds(seconds));
}

}  // namespace

unsigned difficulty(std::uint64_t reports_last_hour) {
  unsigned bits = kEasy;
  for (std::uint64_t at = 16; reports_last_hour > at && bits < kHard; at *= 2) ++bits;
  return bits;
}

bool solves(std::string_view token, std::string_view nonce, unsigned bits) {
  if (nonce.empty() || nonce.size() > 20) return false;
  std::string text(token);
  text += '.';
  text += nonce;
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), bytes_of(text), text.size());
  for (unsigned i = 0; i < bits; ++i)
    if ((hash[i / 8] >> (7 - i % 8) & 1) != 0) return false;
  return true;
}

Gate::Gate() {
  if (sodium_init() < 0) throw std::runtime_error("the random source of the system is missing");
  randombytes_buf(key_.data(), key_.size());
}

std::string Gate::issue(std::string_view subject, Time now, unsigned bits) const {
  Bytes token{};
  auto const seconds = static_cast<std::uint64_t>(now.time_since_epoch().count());
  for (std::size_t i = 0; i < 8; ++i) token[i] = static_cast<unsigned char>(seconds >> (56 - 8 * i));
  token[8] = static_cast<unsigned char>(bits);
  randombytes_buf(token.data() + 9, kNonce);
  sign(token.data() + kBody, token, subject, key_);
  std::string out(sodium_base64_ENCODED_LEN(token.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(out.data(), out.size(), token.data(), token.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  out.pop_back();  // the closing zero
  return out;
}

Gate::Entry Gate::judge(std::string_view subject, std::string_view token, std::string_view nonce,
                        Time now) const {
  auto const bytes = decode(token);
  if (!bytes) return Entry::stale;
  std::array<unsigned char, kMac> mac{};
  sign(mac.data(), *bytes, subject, key_);
  if (sodium_memcmp(mac.data(), bytes->data() + kBody, kMac) != 0) return Entry::stale;
  auto const age = now - issued(*bytes);
  if (age < std::chrono::seconds(0) || age > kFormLives) return Entry::stale;
  {
    std::scoped_lock const lock(mutex_);
    if (spent_.contains(std::string(token))) return Entry::stale;
  }
  if (solves(token, nonce, (*bytes)[8])) return Entry::proven;
  return age >= kPatience ? Entry::waited : Entry::too_soon;
}

unsigned Gate::bits_of(std::string_view token) {
  auto const bytes = decode(token);
  return bytes ? (*bytes)[8] : kEasy;
}

bool Gate::spend(std::string_view token, Time now) {
  std::scoped_lock const lock(mutex_);
  // Bounded by what the limits let through in kFormLives.
  std::erase_if(spent_, [&](const auto& one) { return one.second < now; });
  return spent_.emplace(std::string(token), now + kFormLives).second;
}

}  // namespace cote::guide::corrections
