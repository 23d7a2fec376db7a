// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/sign_in/brake.h"

#include <algorithm>
#include <array>

#include <arpa/inet.h>
#include <fmt/format.h>

#include "people/sign_in/secret.h"

namespace cote::people::brake {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// Free mistakes, first wait, longest wait, memory.
constexpr std::array kRules = {
    Rule{5, seconds(2), minutes(15), hours(24)},   // pair
    Rule{30, seconds(1), minutes(1), hours(1)},    // address
    Rule{50, seconds(1), seconds(30), hours(24)},  // account
    Rule{10, seconds(2), minutes(5), hours(24)},   // device
};

struct Counted {
  Kind kind{};
  std::string key{};
  State state{};
};

std::vector<Counted> counters(const Try& t) {
  auto const key = [&](Kind kind, std::string_view who, std::string_view where) {
    return secret::hash("brake", fmt::format("{}\n{}\n{}\n{}", static_cast<int>(kind), t.what, who, where));
  };
  if (!t.device.empty()) return {{Kind::device, key(Kind::device, t.who, t.device), {}}};
  auto const near = neighbourhood(t.address);
  return {{Kind::pair, key(Kind::pair, t.who, near), {}},
          {Kind::address, key(Kind::address, "", near), {}},
          {Kind::account, key(Kind::account, t.who, ""), {}}};
}

void read(db::Session& session, Counted& counted) {
  auto const row = session.one<std::int64_t, std::string, std::string>(
      "select failures, last, until from sign_in_brake where key = :key", {{"key", counted.key}});
  if (!row) return;
  auto const& [failures, last, until] = *row;
  counted.state = {failures, parse_time(last).value_or(Time{}), parse_time(until).value_or(Time{})};
}

void write(db::Tx& tx, const Counted& counted) {
  tx.run(
      "insert into sign_in_brake (key, failures, last, until) values (:key, :failures, :last, :until) "
      "on conflict (key) do update set failures = excluded.failures, last = excluded.last, "
      "until = excluded.until",
      {{"key", counted.key},
       {"failures", counted.state.failures},
       {"last", iso(counted.state.last)},
       {"until", iso(counted.state.until)}});
}

}  // namespace

Rule rule(Kind kind) { return kRules[static_cast<std::size_t>(kind)]; }

State after_mistake(Kind kind, const State& state, Time now) {
  auto const r = rule(kind);
  State out = now - state.last >= r.memory ? State{} : state;
  ++out.failures;
  out.last = now;
  auto const over = out.failures - r.free;
  seconds pause{0};
  if (over > 0) pause = std::min(r.most, r.first * (std::int64_t{1} << std::min<std::int64_t>(over - 1, 20)));
  out.until = now + pause;
  return out;
}

seconds wait(Kind kind, const State& state, Time now) {
  if (now - state.last >= rule(kind).memory) return seconds(0);
  return std::max(seconds(0), seconds(state.until - now));
}

State after_success(Kind kind, const State& state) {
  if (kind == Kind::pair || kind == Kind::device) return {};
  State out = state;
  out.failures = std::max<std::int64_t>(0, out.failures - 1);
  out.until = out.last;
  return out;
}

std::string neighbourhood(std::string_view address) {
  std::array<unsigned char, 16> bytes{};
  if (inet_pton(AF_INET6, std::string(address).c_str(), bytes.data()) != 1) return std::string(address);
  std::string out = "v6:";
  for (std::size_t i = 0; i < 8; ++i) out += fmt::format("{:02x}", bytes.at(i));
  return out;
}

seconds begin(db::Tx& tx, const Try& attempt, Time now) {
  auto all = counters(attempt);
  seconds longest{0};
  for (auto& counted : all) {
    read(tx, counted);
    longest = std::max(longest, wait(counted.kind, counted.state, now));
  }
  if (longest > seconds(0)) return longest;
  for (auto& counted : all) {
    counted.state = after_mistake(counted.kind, counted.state, now);
    write(tx, counted);
  }
  return seconds(0);
}

void succeeded(db::Tx& tx, const Try& attempt, Time now) {
  for (auto& counted : counters(attempt)) {
    read(tx, counted);
    counted.state = after_success(counted.kind, counted.state);
    if (counted.state.last == Time{}) counted.state.last = counted.state.until = now;
    write(tx, counted);
  }
}

void tidy(db::Tx& tx, Time now) {
  tx.run("delete from sign_in_brake where last < :before", {{"before", iso(now - hours(24))}});
}

}  // namespace cote::people::brake
