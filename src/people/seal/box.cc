// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/seal/box.h"

#include <fmt/format.h>
#include <sodium.h>

namespace cote::people {
namespace {

constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;

unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

/// Lengths first, so that no two places read alike.
std::string bound(std::initializer_list<std::string_view> place) {
  std::string out;
  for (auto const word : place) out += fmt::format("{}:{}", word.size(), word);
  return out;
}

}  // namespace

std::string to_base64(std::string_view text) {
  std::string out(sodium_base64_encoded_len(text.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(out.data(), out.size(), bytes(text), text.size(), sodium_base64_VARIANT_ORIGINAL);
  out.pop_back();  // the final zero
  return out;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string out(text.size() / 4 * 3 + 3, '\0');
  std::size_t size = 0;
  if (sodium_base642bin(bytes(out), out.size(), text.data(), text.size(), nullptr, &size, nullptr,
                        sodium_base64_VARIANT_ORIGINAL) != 0)
    return std::nullopt;
  out.resize(size);
  return out;
}

std::string box(const Key& key, std::initializer_list<std::string_view> place, std::string_view text) {
  auto const about = bound(place);
  std::string sealed(kNonce + text.size() + kTag, '\0');
  randombytes_buf(sealed.data(), kNonce);
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(sealed) + kNonce, nullptr, bytes(text), text.size(),
                                             bytes(std::string_view(about)), about.size(), nullptr,
                                             bytes(sealed), key.data());
  return to_base64(sealed);
}

std::optional<std::string> unbox(const Key& key, std::initializer_list<std::string_view> place,
                                 std::string_view boxed) {
  auto const sealed = from_base64(boxed);
  if (!sealed || sealed->size() < kNonce + kTag) return std::nullopt;
  auto const about = bound(place);
  std::string text(sealed->size() - kNonce - kTag, '\0');
  auto const* const from = bytes(std::string_view(*sealed));
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes(text), nullptr, nullptr, from + kNonce,
                                                 sealed->size() - kNonce, bytes(std::string_view(about)),
                                                 about.size(), from, key.data()) != 0)
    return std::nullopt;
  return text;
}

}  // namespace cote::people
