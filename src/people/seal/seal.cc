// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/seal/seal.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <sodium.h>

#include "people/seal/box.h"

namespace cote::people {
namespace {

constexpr std::array kFields = {
    SealedField{"account", "second_key", "account"},
    SealedField{"activity_participant", "status", "participant"},
};
constexpr std::string_view kForm = "s1.";
constexpr std::size_t kIdSize = 16;

}  // namespace

std::span<const SealedField> sealed_fields() { return kFields; }

const SealedField& Seal::field(std::string_view table, std::string_view column) const {
  auto const at = std::ranges::find_if(
      fields_, [&](const SealedField& f) { return f.table == table && f.column == column; });
  if (at == fields_.end()) throw std::logic_error(fmt::format("{}.{} is not a sealed column", table, column));
  return *at;
}

bool Seal::is_sealed(std::string_view text) {
  return text.starts_with(kForm) && text.size() > kForm.size() + kIdSize &&
         text[kForm.size() + kIdSize] == '.';
}

std::string Seal::seal(std::string_view table, std::string_view id, std::string_view column,
                       std::string_view text) const {
  auto const key = keys_->current(field(table, column).purpose);
  return fmt::format("{}{}.{}", kForm, key.id, box(key.key, {table, id, column}, text));
}

std::string Seal::open(std::string_view table, std::string_view id, std::string_view column,
                       std::string_view sealed) const {
  if (!is_sealed(sealed)) throw SealError(fmt::format("{}.{}: not a sealed text", table, column));
  auto const key = keys_->by_id(sealed.substr(kForm.size(), kIdSize));
  auto text = unbox(key.key, {table, id, column}, sealed.substr(kForm.size() + kIdSize + 1));
  if (!text || key.purpose != field(table, column).purpose)
    throw SealError(fmt::format("{}.{}: the seal is broken", table, column));
  return std::move(*text);
}

std::string Seal::blind(std::string_view table, std::string_view column, std::string_view text) const {
  auto const key = keys_->current(fmt::format("{}:blind", field(table, column).purpose));
  auto const words = fmt::format("{}:{}{}:{}{}", table.size(), table, column.size(), column, text);
  std::array<unsigned char, 32> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(words.data()),
                     words.size(), key.key.data(), 32);
  std::string out;
  for (std::size_t i = 0; i < 12; ++i) out += fmt::format("{:02x}", hash.at(i));
  return out;
}

}  // namespace cote::people
