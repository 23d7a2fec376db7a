// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/freshness/daily.h"

#include <map>

#include <fmt/format.h>

#include "guide/freshness/door.h"
#include "guide/freshness/letter.h"
#include "people/ledger.h"

namespace cote::guide::freshness {
namespace {

std::string_view word_of(Act act) {
  switch (act) {
    case Act::ask:
      return "freshness.asked";
    case Act::remind:
      return "freshness.reminded";
    case Act::call:
      return "freshness.to_call";
    case Act::warn:
      return "freshness.warned";
    case Act::withdraw:
      return "freshness.withdrawn";
    case Act::settle:
      return "freshness.settled";
    case Act::none:
      break;
  }
  return "";
}

class Job {
 public:
  Job(db::Db& db, Time now, const DailySettings& settings, const Policy& policy)
      : db_(db), now_(now), today_(today_of(now)), settings_(settings), policy_(policy) {}

  Done run(const std::function<bool()>& stopping) {
    for (auto const& row : db_.read([&](db::Session& s) { return store::under_way(s, today_); })) {
      if (stopping()) break;
      look_at(row);
    }
    return done_;
  }

 private:
  void look_at(const store::Row& row) {
    auto const act = act_for(row);
    // Who answers for many services is not to find them all in one morning's mail.
    constexpr int kToOne = 3;
    bool const too_many = done_.asked >= policy_.letters_a_day || to_[row.email] >= kToOne;
    if (act == Act::ask && too_many) {
      ++done_.put_off;
    } else if (db_.write([&](db::Tx& tx) { return step(tx, row.id, act); })) {
      count(act);
      to_[row.email] += act == Act::ask;
    }
  }

  [[nodiscard]] Act act_for(store::Row row) const {
    row.at.due = due(row.provenance, policy_);
    auto const act = next_step(row.at, today_, policy_);
    bool const letter = act == Act::ask || act == Act::remind;
    return letter && settings_.origin.empty() ? Act::none : act;
  }

  /// Looks again before it acts: somebody may have telephoned since the list was read.
  bool step(db::Tx& tx, const ServiceId& id, Act expected) {
    auto const row = store::row(tx, id);
    if (!row) return false;
    if (!row->provenance.next_review)
      if (auto const day = due(row->provenance, policy_)) store::put_next_review(tx, id, *day);
    if (expected == Act::none || act_for(*row) != expected) return false;
    bool const letter = expected == Act::ask || expected == Act::remind;
    bool const was_seen = row->at.step == Step::warned || row->at.step == Step::withdrawn;
    bool const readers =
        expected == Act::warn || expected == Act::withdraw || (expected == Act::settle && was_seen);
    auto const at = after(row->at, expected, today_);
    auto const sent = letter ? write_letter(tx, *row, at.letters) : row->letter;
    store::put(tx, id, at, sent, row->refused, readers, now_);
    people::ledger::note(tx, people::Actor::house("freshness"),
                         {.action = std::string(word_of(expected)),
                          .subject = "service",
                          .subject_id = id.text,
                          .detail = fmt::format(R"({{"letters":{}}})", at.letters)},
                         now_);
    return true;
  }

  std::int64_t write_letter(db::Tx& tx, const store::Row& row, int number) {
    auto const token = make_token();
    auto const expires = now_ + std::chrono::days(policy_.link_days);
    store::put_link(tx, {.hash = token.hash, .service = row.id, .expires = expires}, now_);
    auto message = letter(row, number, token.text, settings_.origin, today_of(expires));
    message.once = fmt::format("freshness:{}:{}:{}", row.id.text, iso(today_), number);
    return post::put(tx, message, now_);
  }

  void count(Act act) {
    done_.asked += act == Act::ask;
    done_.reminded += act == Act::remind;
    done_.to_call += act == Act::call;
    done_.warned += act == Act::warn;
    done_.withdrawn += act == Act::withdraw;
    done_.settled += act == Act::settle;
  }

  db::Db& db_;
  Time now_;
  Date today_;
  const DailySettings& settings_;
  Policy policy_;
  Done done_{};
  std::map<std::string, int> to_{};  // first letters of today, by address
};

}  // namespace

Done daily(db::Db& db, Time now, const DailySettings& settings, const std::function<bool()>& stopping) {
  auto policy = db.read([](db::Session& s) { return store::policy(s); });
  policy.reminder_days = settings.reminder_days;
  policy.warn_days = settings.warn_days;
  policy.withdraw_days = settings.withdraw_days;
  return Job(db, now, settings, policy).run(stopping);
}

std::string said(const Done& done) {
  return fmt::format("{} asked, {} reminded, {} to call, {} warned, {} withdrawn, {} settled, {} put off",
                     done.asked, done.reminded, done.to_call, done.warned, done.withdrawn, done.settled,
                     done.put_off);
}

}  // namespace cote::guide::freshness
