// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/match.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace cote::search {
namespace {

std::uint32_t length(const Index::Tables& t, ListId list) {
  return t.list_start[list + 1] - t.list_start[list];
}

std::uint64_t length(const Index::Tables& t, const Clause& clause) {
  std::uint64_t sum = 0;
  for (const auto& a : clause.answering) sum += length(t, a.list);
  return sum;
}

// What a posting of a list is worth: its impact, times less when it is another inflection than asked, and
// a touch more in the reader's language.
class Price {
 public:
  Price(const Index::Tables& t, const Clause::Answering& a, std::uint8_t reader)
      : t_(t),
        same_(a.trust * t.rarity[a.list] / 255.0F),
        other_(same_ * (a.variant == kAnyVariant ? 1 : kOtherForm)),
        variant_(a.variant),
        reader_(reader) {}
  [[nodiscard]] float of(std::uint32_t posting) const {
    const std::uint8_t met = t_.variants[posting];
    const float theirs = (t_.langs[posting] & reader_) != 0 ? kTheirs : 1.0F;
    return (met == variant_ || met == kSeveral ? same_ : other_) * theirs *
           static_cast<float>(t_.impacts[posting]);
  }

 private:
  static constexpr float kOtherForm = 0.7F;
  static constexpr float kTheirs = 1.01F;
  const Index::Tables& t_;
  float same_;
  float other_;
  std::uint8_t variant_;
  std::uint8_t reader_;
};

// Scores by document, cleared by whoever reads them. Kept between queries of a thread: a query touches a
// small part of it.
struct Slate {
  std::vector<float> score{};
  std::vector<std::uint64_t> touched{};
  void fit(std::uint32_t documents) {
    if (score.size() >= documents) return;
    score.resize(documents, 0);
    touched.resize((documents + 63) / 64, 0);
  }
  void raise(std::uint32_t doc, float value) {
    touched[doc / 64] |= 1ULL << (doc % 64);
    score[doc] = std::max(score[doc], value);
  }
  std::vector<Found> take(std::uint32_t documents) {
    std::vector<Found> out;
    for (std::uint32_t block = 0; block < (documents + 63) / 64; ++block) {
      for (std::uint64_t bits = touched[block]; bits != 0; bits &= bits - 1) {
        const std::uint32_t doc = block * 64 + static_cast<std::uint32_t>(std::countr_zero(bits));
        out.push_back({doc, score[doc]});
        score[doc] = 0;
      }
      touched[block] = 0;
    }
    return out;
  }
};

Slate& slate(std::uint32_t documents) {
  thread_local Slate mine;
  mine.fit(documents);
  return mine;
}

std::vector<Found> any_list(const Index::Tables& t, const Clause& clause, std::uint8_t reader) {
  if (clause.answering.size() == 1) {
    const auto& a = clause.answering.front();
    const Price price(t, a, reader);
    std::vector<Found> out;
    out.reserve(length(t, a.list));
    for (std::uint32_t i = t.list_start[a.list]; i < t.list_start[a.list + 1]; ++i) {
      out.push_back({t.docs[i], price.of(i)});
    }
    return out;
  }
  Slate& scores = slate(t.documents);
  for (const auto& a : clause.answering) {
    const Price price(t, a, reader);
    for (std::uint32_t i = t.list_start[a.list]; i < t.list_start[a.list + 1]; ++i) {
      scores.raise(t.docs[i], price.of(i));
    }
  }
  return scores.take(t.documents);
}

// The first position from `at` whose document is not before `doc`: doubling steps, then halving.
std::uint32_t gallop(const std::vector<std::uint32_t>& docs, std::uint32_t at, std::uint32_t end,
                     std::uint32_t doc) {
  std::uint32_t step = 1;
  std::uint32_t low = at;
  while (low + step < end && docs[low + step] < doc) {
    low += step;
    step *= 2;
  }
  const auto first = docs.begin() + low;
  const auto last = docs.begin() + std::min(end, low + step + 1);
  return static_cast<std::uint32_t>(std::lower_bound(first, last, doc) - docs.begin());
}

void keep_with(const Index::Tables& t, const Clause& clause, std::uint8_t reader, std::vector<Found>& found) {
  thread_local std::vector<float> best;
  best.assign(found.size(), -1.0F);
  for (const auto& a : clause.answering) {
    const Price price(t, a, reader);
    const std::uint32_t end = t.list_start[a.list + 1];
    std::uint32_t at = t.list_start[a.list];
    for (std::size_t i = 0; i < found.size() && at < end; ++i) {
      if (t.docs[at] < found[i].doc) at = gallop(t.docs, at, end, found[i].doc);
      if (at == end) break;
      if (t.docs[at] == found[i].doc) best[i] = std::max(best[i], price.of(at));
    }
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (best[i] >= 0) found[kept++] = {found[i].doc, found[i].score + best[i]};
  }
  found.resize(kept);
}

}  // namespace

std::vector<Found> all_of(const Index::Tables& t, const std::vector<Clause>& clauses, std::uint8_t reader) {
  std::vector<std::size_t> order(clauses.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const auto x = length(t, clauses[a]);
    const auto y = length(t, clauses[b]);
    return x != y ? x < y : a < b;
  });
  std::vector<Found> found = any_list(t, clauses[order.front()], reader);
  for (std::size_t i = 1; i < order.size() && !found.empty(); ++i)
    keep_with(t, clauses[order[i]], reader, found);
  return found;
}

std::vector<Found> some_of(const Index::Tables& t, const std::vector<Clause>& clauses, std::uint8_t reader) {
  std::vector<float> mass(t.documents, 0);
  std::vector<float> score(t.documents, 0);
  float heaviest = 0;
  for (const Clause& clause : clauses) {
    if (clause.answering.empty()) continue;
    float rarity = t.rarity[clause.answering.front().list];
    for (const auto& a : clause.answering) rarity = std::min(rarity, t.rarity[a.list]);
    for (const Found& f : any_list(t, clause, reader)) {
      mass[f.doc] += rarity;
      score[f.doc] += f.score;
      heaviest = std::max(heaviest, mass[f.doc]);
    }
  }
  std::vector<Found> out;
  for (std::uint32_t doc = 0; doc < t.documents; ++doc) {
    // Every further word outweighs whatever one word can be worth.
    if (mass[doc] > 0 && mass[doc] >= 0.6F * heaviest) out.push_back({doc, score[doc] + mass[doc]});
  }
  return out;
}

float worth(const Index::Tables& t, ListId list, std::uint32_t doc) {
  const auto first = t.docs.begin() + t.list_start[list];
  const auto last = t.docs.begin() + t.list_start[list + 1];
  const auto at = std::lower_bound(first, last, doc);
  if (at == last || *at != doc) return 0;
  return t.rarity[list] * static_cast<float>(t.impacts[static_cast<std::size_t>(at - t.docs.begin())]) /
         255.0F;
}

}  // namespace cote::search
