// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "web/cache.h"
#include "web/site.h"

namespace cote::web {

/// The site, the page cache and compression together: request in, finished page out. Pages of readers
/// (Keep::by_etag) are kept for the current minute and revision, assets until they are pushed out. Safe
/// from several threads.
class Desk {
 public:
  Desk(const Site& site, std::size_t cache_bytes);

  /// What the page of this request waits for. Assets and addresses that lead nowhere wait for nothing.
  [[nodiscard]] Work work(const Request& request) const;
  /// Never null. A HEAD gets the page of the GET: whoever sends it leaves the body out.
  std::shared_ptr<const Page> page(const Request& request);
  /// The page that says why a request was not even looked at (400, 408, 413, 414, 431…). `request` is
  /// what could be read of it.
  [[nodiscard]] std::shared_ptr<const Page> refusal(const Request& request, int status) const;

  /// Pages found in the cache, and made because they were not there; bytes kept now.
  [[nodiscard]] std::uint64_t hits() const { return hits_; }
  [[nodiscard]] std::uint64_t misses() const { return misses_; }
  [[nodiscard]] std::size_t cached_bytes() const { return pages_.bytes() + assets_.bytes(); }

 private:
  [[nodiscard]] std::shared_ptr<const Page> make(const Request& request, Coding coding, Effort effort) const;

  const Site& site_;
  bool caching_;
  PageCache pages_;
  PageCache assets_;
  std::atomic<std::uint64_t> hits_ = 0;
  std::atomic<std::uint64_t> misses_ = 0;
};

}  // namespace cote::web
