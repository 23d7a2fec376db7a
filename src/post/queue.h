// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"
#include "kernel/time.h"
#include "post/mailer.h"
#include "post/mime.h"

/// The outbox from the other side: taking messages out, and saying what became of them.
///
///   queued → sending → sent → bounced (a report came back)
///     ↑         ├→ bounced (the server refused the address)
///     ├─ later ─┤
///     └─ retry ─┴→ failed (given up, or refused for another reason)
namespace cote::post::queue {

struct Policy {
  unsigned attempts = 20;           // then it is given up
  std::chrono::seconds lease{300};  // how long a claim holds when its process dies
};

/// The pause after this many attempts: one minute, doubled each time, at most six hours.
std::chrono::seconds pause_after(std::int64_t attempts);

/// Is anything due? One statement, and no lock: an empty queue is looked at without keeping writers waiting.
bool is_due(db::Session& session, Time now);

/// Takes the next message that is due, for the process `claim`: nobody else gets it before the lease ends.
/// None: nothing is due. Two statements.
std::optional<Outgoing> take(db::Tx& tx, std::string_view claim, const Policy& policy, Time now);

/// Says what became of a message taken with `claim`. What is settled loses its words (body and subject).
/// False, and nothing changes, when the claim was lost to another process meanwhile. Two statements.
bool settle(db::Tx& tx, std::int64_t id, std::string_view claim, const Handed& handed, const Policy& policy,
            Time now);

/// Marks the message of a report that came back. False when there is no such message, or it was marked
/// before. The token is proof enough: nobody who has not seen the message knows it. One statement.
bool bounced(db::Tx& tx, std::int64_t id, std::string_view token, std::string_view status);

/// Puts every failed message whose words are still here back, and makes waiting ones due now; how many.
std::int64_t retry(db::Tx& tx, Time now);

/// After its term a settled message keeps only its kind, its dates, its state and the recipient's domain; a
/// failed one loses its words too. How many were shortened.
std::int64_t forget(db::Tx& tx, Time settled_before);

struct Count {
  std::string kind{};
  std::string state{};
  std::int64_t messages = 0;
};
std::vector<Count> counts(db::Session& session);

/// what is not sent and why, the newest first: without words and without names.
struct Stuck {
  std::int64_t id = 0;
  std::string kind{};
  std::string domain{};
  std::string state{};
  std::int64_t attempts = 0;
  std::string created{};
  std::string next_attempt{};
  std::string error{};
};
std::vector<Stuck> stuck(db::Session& session, int at_most);

}  // namespace cote::post::queue
