// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/ledger.h"
#include "people/ledger/link.h"

namespace cote::people::ledger {
namespace {

constexpr int kAtOnce = 4000;

using What = Broken::What;
using Stored = std::tuple<std::int64_t, std::string, std::string, std::string, std::string, std::string,
                          std::string, std::string, std::string, std::string>;

/// Walks along the chain and remembers where it came to.
class Walk {
 public:
  explicit Walk(const std::optional<Anchor>& anchor) : anchor_(anchor) {}

  /// False when `row` does not follow.
  bool step(const Stored& row) {
    auto const& [seq, at, account, actor, action, subject, subject_id, detail, purpose, hash] = row;
    if (seq <= verdict.entries) return stop(seq, What::beyond);
    if (seq != verdict.entries + 1) return stop(verdict.entries + 1, What::missing);
    auto const expected = link({.before = verdict.hash,
                                .seq = seq,
                                .at = at,
                                .account = account,
                                .actor = actor,
                                .action = action,
                                .subject = subject,
                                .subject_id = subject_id,
                                .detail = detail,
                                .purpose = purpose});
    if (expected != hash) return stop(seq, What::altered);
    if (anchor_ && anchor_->seq == seq && anchor_->hash != hash) return stop(seq, What::anchor);
    verdict.entries = seq;
    verdict.hash = expected;
    return true;
  }

  /// Whether the end is where the head says.
  void finish(std::int64_t head, const std::string& hash) {
    if (verdict.broken) return;
    if (head > verdict.entries) {
      stop(verdict.entries + 1, What::cut);
    } else if (head < verdict.entries) {
      stop(head + 1, What::beyond);
    } else if (hash != verdict.hash) {
      stop(head, What::altered);
    } else if (anchor_ && anchor_->seq > verdict.entries) {
      stop(verdict.entries + 1, What::cut);
    }
  }

  Verdict verdict{};

 private:
  bool stop(std::int64_t seq, What what) {
    verdict.broken = Broken{.seq = seq, .what = what};
    return false;
  }
  const std::optional<Anchor>& anchor_;
};

std::vector<Stored> after(db::Session& session, std::int64_t seq) {
  return session.all<std::int64_t, std::string, std::string, std::string, std::string, std::string,
                     std::string, std::string, std::string, std::string>(
      "select seq, at, account_id, actor, action, subject, subject_id, detail, purpose, hash from ledger "
      "where seq > :after order by seq limit :most",
      {{"after", seq}, {"most", kAtOnce}});
}

}  // namespace

Verdict verify(db::Session& session, const std::optional<Anchor>& anchor,
               const std::function<void(std::int64_t, std::int64_t)>& progress) {
  auto const head = session.one<std::int64_t, std::string>("select seq, hash from ledger_head where id = 1");
  auto const [total, hash] = head.value_or(std::tuple(std::int64_t{0}, std::string()));
  Walk walk(anchor);
  // Entries count from 1: one before them is there only when somebody put it there.
  for (std::int64_t seen = -1'000'000'000'000;;) {
    auto const some = after(session, seen);
    for (auto const& row : some)
      if (!walk.step(row)) return walk.verdict;
    if (progress) progress(walk.verdict.entries, total);
    if (some.size() < kAtOnce) break;
    seen = std::get<0>(some.back());
  }
  walk.finish(total, hash);
  return walk.verdict;
}

}  // namespace cote::people::ledger
