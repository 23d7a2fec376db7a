// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "db/db.h"
#include "kernel/time.h"

/// Everything that leaves the building waits here first, written in the transaction of the change that
/// caused it: no change without its message, no message without its change.
namespace cote::post {

struct Message {
  std::string kind{};  // "people.invitation": for the queue's page, the ledger and the tests
  std::string to{};    // an address, "name@example.org"
  std::string lang = "fr";
  std::string subject{};
  std::string text{};  // plain text, the whole message in the reader's language; lines are folded when sent
  /// Sent at most once for the same `once`; empty: no such limit. "freshness:<service>:2026-11".
  std::string once{};
  std::string about{};  // kind of thing, "service", and its id: so that it can be erased with it
  std::string about_id{};
};

/// Queues `message`; gives its number, or 0 when its `once` was queued before. Two statements. Throws
/// std::invalid_argument for a recipient that is no address or a subject of several lines: forms check
/// with is_address before.
std::int64_t put(db::Tx& tx, const Message& message, Time now);

/// An address mail can be sent to: one '@', a domain with a dot or "localhost", ASCII without blanks,
/// quotes, brackets, commas or control characters. Addresses in other letters are not supported.
bool is_address(std::string_view text);

/// "@example.org": what of an address may be shown to people who need not know whose it is.
std::string domain_of(std::string_view address);

}  // namespace cote::post
