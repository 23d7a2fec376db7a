// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/corrections/allowance.h"

#include <arpa/inet.h>
#include <sodium.h>

namespace cote::guide::corrections {

std::string household(std::string_view address) {
  std::string const text(address.substr(0, address.find('%')));
  in6_addr six{};
  if (inet_pton(AF_INET6, text.c_str(), &six) != 1) return text;
  // ::ffff:192.0.2.1 is an IPv4 address in another dress.
  if (IN6_IS_ADDR_V4MAPPED(&six)) {
    std::array<char, INET_ADDRSTRLEN> four{};
    inet_ntop(AF_INET, &six.s6_addr[12], four.data(), four.size());
    return four.data();
  }
  return {reinterpret_cast<const char*>(six.s6_addr), 8};
}

DailyMask::DailyMask() { randombytes_buf(key_.data(), key_.size()); }

std::string DailyMask::of(std::string_view address, Time now) {
  auto const who = household(address);
  auto const day = std::chrono::floor<std::chrono::days>(now);
  std::scoped_lock const lock(mutex_);
  if (day != day_) {
    randombytes_buf(key_.data(), key_.size());
    day_ = day;
  }
  std::string out(16, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(out.data()), out.size(),
                     reinterpret_cast<const unsigned char*>(who.data()), who.size(), key_.data(),
                     key_.size());
  return out;
}

void Allowance::forget(Time now) {
  while (!turns_.empty() && turns_.front().first + rule_.per <= now) {
    auto const at = by_.find(turns_.front().second);
    if (at != by_.end() && --at->second == 0) by_.erase(at);
    turns_.pop_front();
  }
}

bool Allowance::take(std::string_view who, Time now) {
  std::scoped_lock const lock(mutex_);
  forget(now);
  auto const at = by_.find(std::string(who));
  if (turns_.size() >= rule_.all || (at != by_.end() && at->second >= rule_.each)) return false;
  turns_.emplace_back(now, who);
  ++by_[std::string(who)];
  return true;
}

std::uint64_t Allowance::taken(Time now) {
  std::scoped_lock const lock(mutex_);
  forget(now);
  return turns_.size();
}

}  // namespace cote::guide::corrections
