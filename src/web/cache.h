// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "web/page.h"

namespace cote::web {

/// Finished pages of one moment. When the moment changes (another revision, another minute) all of them
/// are out of date at once and are dropped. Bounded in bytes, the longest unused go first. Safe from
/// several threads; two that miss at once both make the page, and one of them is kept.
class PageCache {
 public:
  struct Moment {
    std::uint64_t revision = 0;
    std::int64_t minute = 0;
    bool operator==(const Moment&) const = default;
  };

  explicit PageCache(std::size_t most_bytes) : most_(most_bytes) {}
  /// The page of `key` at `moment`, or null.
  std::shared_ptr<const Page> find(std::string_view key, Moment moment);
  void keep(std::string_view key, Moment moment, std::shared_ptr<const Page> page);
  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Entry {
    std::string key;
    std::shared_ptr<const Page> page;
  };
  [[nodiscard]] static std::size_t cost(const Entry& entry) {
    return entry.page->bytes() + 2 * entry.key.size() + 256;
  }
  void move_to(Moment moment);
  void drop(std::list<Entry>::iterator at);

  mutable std::mutex mutex_;
  std::size_t most_;
  std::size_t bytes_ = 0;
  Moment moment_{};
  std::list<Entry> recent_{};  // the most recently used first
  std::unordered_map<std::string_view, std::list<Entry>::iterator> entries_{};
};

}  // namespace cote::web
