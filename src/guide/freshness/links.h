// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"
#include "guide/freshness/fetch.h"
#include "kernel/time.h"

/// Do the addresses of the web that records name still answer?
namespace cote::guide::freshness {

/// What one look found, as the desk says it: text keys "freshness.link." and this word.
enum class Finding : std::uint8_t {
  fine,
  gone,         // 404, 410
  refused,      // 401, 403, 405, 429: it may work for people
  server,       // 5xx and the rest
  no_host,      // the name does not exist
  no_answer,    // nobody there, or too slow
  certificate,  // TLS fails
  loop,         // redirects without end
  private_,     // an address of a private network, never opened
  malformed,    // no address at all
};
std::string_view word(Finding finding);
Finding judge(const Fetched& fetched);

/// Where a link stands. One bad day is doubtful; a second bad look on a later day is broken; one good look
/// is fine again. A site that only keeps programs out is never broken.
enum class LinkState : std::uint8_t { fine, doubtful, broken };
struct LinkMemory {
  LinkState state = LinkState::fine;
  std::optional<Date> failing_since{};
  bool operator==(const LinkMemory&) const = default;
};
LinkMemory remember(const LinkMemory& before, Finding finding, Date today);

struct LinkSettings {
  bool allowed = false;                     // the operator lets the house out on the network
  std::size_t most = 500;                   // links a run, those looked at longest ago first
  std::chrono::milliseconds between{1500};  // two requests to one host
  std::chrono::seconds timeout{15};
  bool private_networks = false;  // for tests on loopback only
};
struct LinksDone {
  int looked = 0;
  int broken = 0;
};
/// Looks at the links of all services and organisations, one after the other, HEAD first; a link that was
/// looked at today is left alone. `stopping` is asked between two. Forgets links that no record names.
LinksDone check_links(
    db::Db& db, Time now, const LinkSettings& settings,
    const std::function<bool()>& stopping = [] { return false; });

struct BadLink {
  std::string url{};
  LinkState state{};
  std::string finding{};  // the word of a Finding
  std::int64_t status = 0;
  std::optional<Date> since{};
  std::string service{};  // id of a service that names it; empty: an organisation does
  std::string name{};
};
/// The broken first, at most 200. One statement.
std::vector<BadLink> bad_links(db::Session& session);

}  // namespace cote::guide::freshness
