// SPDX-License-Identifier: AGPL-3.0-or-later
#include "post/worker.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "post/token.h"

namespace cote::post {
namespace {

using namespace std::chrono_literals;

void count(Round& round, Handed::Outcome outcome) {
  switch (outcome) {
    case Handed::Outcome::sent:
      ++round.sent;
      break;
    case Handed::Outcome::later:
      ++round.later;
      break;
    case Handed::Outcome::bounced:
      ++round.bounced;
      break;
    case Handed::Outcome::failed:
      ++round.failed;
      break;
    case Handed::Outcome::unreachable:
      round.unreachable = true;
      break;
  }
}

}  // namespace

Round deliver(db::Db& db, Mailer& mailer, const Sender& sender, const queue::Policy& policy,
              const Clock& clock, const std::function<bool()>& stopping,
              const std::function<void(std::string_view)>& log) {
  Round round;
  auto const claim = random_token();
  while (!stopping() && !round.unreachable) {
    if (!db.read([&](db::Session& session) { return queue::is_due(session, clock.now()); })) break;
    auto const message = db.write([&](db::Tx& tx) { return queue::take(tx, claim, policy, clock.now()); });
    if (!message) break;
    auto const handed = mailer.hand_over(compose(*message, sender, clock.now()));
    bool const ours = db.write(
        [&](db::Tx& tx) { return queue::settle(tx, message->id, claim, handed, policy, clock.now()); });
    count(round, handed.outcome);
    if (!ours) log(fmt::format("message {} took longer than its lease and may go twice", message->id));
    if (handed.outcome != Handed::Outcome::sent)
      log(fmt::format("message {}: {}", message->id, handed.error));
  }
  return round;
}

Worker::Worker(db::Db& db, std::unique_ptr<Mailer> mailer, Sender sender, queue::Policy policy,
               const Clock& clock, std::function<void(std::string_view)> log)
    : db_(db),
      mailer_(std::move(mailer)),
      sender_(std::move(sender)),
      policy_(policy),
      clock_(clock),
      log_(std::move(log)) {
  thread_ = std::thread([this] { work(); });
}

Worker::~Worker() {
  stop();
  thread_.join();
}

void Worker::stop() {
  {
    std::scoped_lock const lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
}

void Worker::work() {
  constexpr std::chrono::seconds kUsual = 3s;
  constexpr std::chrono::seconds kLongest = 5min;
  auto const stopping = [this] {
    std::scoped_lock const lock(mutex_);
    return stopping_;
  };
  auto pause = kUsual;
  while (!stopping()) {
    bool good = false;
    try {
      good = !deliver(db_, *mailer_, sender_, policy_, clock_, stopping, log_).unreachable;
    } catch (const std::exception& error) {
      log_(fmt::format("mail waits: {}", error.what()));
    }
    pause = good ? kUsual : std::min(pause * 2, kLongest);
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, pause, [this] { return stopping_; });
  }
}

}  // namespace cote::post
