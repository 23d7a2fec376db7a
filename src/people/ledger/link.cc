// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/ledger/link.h"

#include <array>
#include <charconv>

#include <sodium.h>

namespace cote::people::ledger {
namespace {

void add_number(std::string& out, std::int64_t number) {
  std::array<char, 24> digits{};
  auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

std::string hex(const std::array<unsigned char, 32>& bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  out.reserve(64);
  for (auto const byte : bytes) {
    out += kDigits[byte >> 4U];
    out += kDigits[byte & 15U];
  }
  return out;
}

}  // namespace

std::string link(const Link& entry) {
  std::string seq;
  add_number(seq, entry.seq);
  std::string all;
  all.reserve(384);
  for (std::string_view const field :
       {entry.before, std::string_view(seq), entry.at, entry.account, entry.actor, entry.action,
        entry.subject, entry.subject_id, entry.detail, entry.purpose}) {
    add_number(all, static_cast<std::int64_t>(field.size()));
    all += ':';
    all += field;
  }
  std::array<unsigned char, 32> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(all.data()), all.size(),
                     nullptr, 0);
  return hex(hash);
}

}  // namespace cote::people::ledger
