// SPDX-License-Identifier: AGPL-3.0-or-later
#include "post/token.h"

#include <array>
#include <stdexcept>

#include <sodium.h>

namespace cote::post {

std::string random_token() {
  if (sodium_init() < 0) throw std::runtime_error("this machine has no source of random numbers");
  std::array<unsigned char, 16> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::string out;
  // 32 letters: no capitals, which mail servers may not keep apart.
  for (auto const byte : bytes) out += "abcdefghijkmnpqrstuvwxyz23456789"[byte % 32];
  return out;
}

}  // namespace cote::post
