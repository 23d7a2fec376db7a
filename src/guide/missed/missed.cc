// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/missed/missed.h"

#include <algorithm>

#include <sodium.h>

#include "guide/corrections/allowance.h"
#include "search/words.h"

namespace cote::guide::missed {
namespace {

constexpr std::size_t kMostWords = 4;
constexpr std::size_t kLongestWord = 24;  // bytes, folded
constexpr std::size_t kLongest = 60;

bool is_title(std::string_view form) {
  static constexpr std::string_view kTitles[] = {"mr",  "mme", "mlle", "madame", "monsieur", "mademoiselle",
                                                 "mrs", "ms",  "miss", "mevr",   "mevrouw",  "meneer",
                                                 "dhr", "пан", "пані", "السيد",  "السيدة"};
  return std::ranges::find(kTitles, form) != std::end(kTitles);
}

bool begins_with_capital(std::string_view written) {
  auto const c = search::code_point_at(written, 0).value;
  return (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x404 && c <= 0x42F) ||
         c == 0x490;
}

std::string month_of(Time now) { return iso(now).substr(0, 7); }

}  // namespace

std::optional<std::string> countable(std::string_view words) {
  if (words.size() > 2 * kLongest || words.find('@') != words.npos || words.find('/') != words.npos)
    return std::nullopt;
  std::string out;
  std::size_t count = 0;
  std::size_t capitals = 0;
  for (search::WordReader reader(words); reader.next(); ++count) {
    auto const form = reader.form();
    bool const digits = std::ranges::any_of(form, [](char c) { return c >= '0' && c <= '9'; });
    if (digits || form.size() > kLongestWord || is_title(form)) return std::nullopt;
    capitals += begins_with_capital(reader.written()) ? 1 : 0;
    if (!out.empty()) out += ' ';
    out += form;
  }
  if (count == 0 || count > kMostWords || out.size() > kLongest || out.size() < 3) return std::nullopt;
  // "Anna Petit", and ANNA PETIT too: rather lose a wish than keep a name.
  if (count > 1 && capitals == count) return std::nullopt;
  return out;
}

Counter::Counter() {
  if (sodium_init() < 0) throw std::runtime_error("the random source of the system is missing");
}

std::string Counter::masked(std::string_view what) const {
  std::string out(16, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(out.data()), out.size(),
                     reinterpret_cast<const unsigned char*>(what.data()), what.size(), key_.data(),
                     key_.size());
  return out;
}

// A new month begins with a new key and nothing known: nobody's months can be put together.
void Counter::turn_to(std::string month) {
  if (month == month_) return;
  for (auto& [words, times] : told_) closed_.push_back({words, month_, times});
  told_.clear();
  terms_.clear();
  randombytes_buf(key_.data(), key_.size());
  month_ = std::move(month);
}

void Counter::note(std::string_view words, std::string_view address, Time now) {
  auto const term = countable(words);
  auto const who = corrections::household(address);
  std::scoped_lock const lock(mutex_);
  turn_to(month_of(now));
  ++told_[""];
  if (!term) return;
  auto const key = masked(*term);
  if (terms_.size() >= kMostTerms && !terms_.contains(key)) return;
  auto& asked = terms_[key];
  ++asked.times;
  bool const known = asked.by.size() >= kEnough;
  // Bound to the words, so that two searches of one person cannot be seen to be of one person.
  if (!known) asked.by.insert(masked(*term + '\n' + who));
  if (asked.by.size() < kEnough) return;
  told_[*term] += known ? 1 : asked.times;
}

std::vector<Count> Counter::take() {
  std::scoped_lock const lock(mutex_);
  auto out = std::move(closed_);
  closed_.clear();
  for (auto& [words, times] : told_) out.push_back({words, month_, times});
  told_.clear();
  return out;
}

namespace store {

void add(db::Tx& tx, const std::vector<Count>& counts) {
  for (auto const& one : counts)
    tx.run(
        "insert into missed_search (words, month, times) values (:words, :month, :times) "
        "on conflict (month, words) do update set times = missed_search.times + excluded.times",
        {{"words", one.words}, {"month", one.month}, {"times", one.times}});
}

std::vector<Count> listed(db::Session& session, std::int64_t most) {
  std::vector<Count> out;
  for (auto& [words, month, times] : session.all<std::string, std::string, std::int64_t>(
           "select words, month, times from missed_search order by month desc, "
           "case when words = '' then 0 else 1 end, times desc, words limit :most",
           {{"most", most}}))
    out.push_back({std::move(words), std::move(month), times});
  return out;
}

std::int64_t erase(db::Tx& tx, std::string_view before_month) {
  return tx.run("delete from missed_search where month < :month", {{"month", before_month}});
}

}  // namespace store
}  // namespace cote::guide::missed
