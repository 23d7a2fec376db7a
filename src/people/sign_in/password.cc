// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/sign_in/password.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <mutex>
#include <stdexcept>
#include <vector>

#include <sodium.h>
#include <zxcvbn.h>

#include "people/sign_in/secret.h"

namespace cote::people::password {
namespace {

std::atomic<std::size_t> made = 0;

/// The hash of a password nobody has, made once for each cost.
const std::string& nobody(const Cost& cost) {
  static std::mutex mutex;
  static std::map<std::pair<unsigned long long, std::size_t>, std::string> known;
  std::scoped_lock const lock(mutex);
  auto& held = known[{cost.passes, cost.memory}];
  if (held.empty()) held = hash(secret::token(), cost);
  return held;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Words around this house that a guesser tries first.
constexpr std::array kOurs = {"coteacote",  "cote",        "namur",  "guide",  "accueil",
                              "motdepasse", "bonjour",     "soleil", "azerty", "wallonie",
                              "belgique",   "integration", "example"};
/// A guesser at 10,000 tries a second against a stolen file needs thirty years.
constexpr double kLeastBits = 43;

}  // namespace

std::string hash(std::string_view password, const Cost& cost) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
  ++made;
  std::array<char, crypto_pwhash_STRBYTES> out{};
  if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), cost.passes, cost.memory,
                            crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw std::runtime_error("not enough memory to hash a password");
  return out.data();
}

bool is(std::string_view password, std::string_view stored, const Cost& cost) {
  bool const somebody = !stored.empty();
  std::string const against(somebody ? stored : std::string_view(nobody(cost)));
  ++made;
  bool const right = crypto_pwhash_str_verify(against.c_str(), password.data(), password.size()) == 0;
  return somebody && right;
}

bool outdated(std::string_view stored, const Cost& cost) {
  return crypto_pwhash_str_needs_rehash(std::string(stored).c_str(), cost.passes, cost.memory) != 0;
}

std::size_t hashes() { return made; }

std::optional<std::string> fault(std::string_view password, std::span<const std::string> about) {
  auto const length = characters(password);
  if (length < kShortest) return "people.password_short";
  if (length > kLongest) return "people.password_long";
  std::vector<const char*> words(kOurs.begin(), kOurs.end());
  for (auto const& word : about) words.push_back(word.c_str());
  words.push_back(nullptr);
  // The estimate looks for words, names, dates, keyboard rows and repetitions; a hundred characters tell.
  std::string const head(password.substr(0, 100));
  auto const bits = ZxcvbnMatch(head.c_str(), words.data(), nullptr);
  if (bits < kLeastBits) return "people.password_common";
  return std::nullopt;
}

}  // namespace cote::people::password
