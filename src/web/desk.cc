// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/desk.h"

#include <algorithm>
#include <chrono>

#include "web/answer.h"
#include "web/language.h"

namespace cote::web {
namespace {

/// All that a kept page depends on besides the moment. Pages name their own address in full, so the host
/// they were asked under is part of it, or a forged one would be read by others.
std::string key_of(const Site& site, const Request& request, Coding coding, bool asset) {
  std::string key;
  key.reserve(request.target.size() + 48);
  key += static_cast<char>('0' + static_cast<int>(coding));
  key += request.target;
  if (asset) return key;
  key += '\n';
  if (site.origin.empty()) key += request.header("host");
  auto const path = std::string_view(request.target).substr(0, request.target.find('?'));
  if (split_language(path).lang == nullptr) {
    key += '\n';
    key += negotiate(request.header("accept-language")).tag;
  }
  return key;
}

}  // namespace

Desk::Desk(const Site& site, std::size_t cache_bytes)
    : site_(site), caching_(cache_bytes > 0), pages_(cache_bytes / 4 * 3), assets_(cache_bytes / 4) {}

std::shared_ptr<const Page> Desk::make(const Request& request, Coding coding, Effort effort) const {
  std::string route;
  auto reply = whole_answer(site_, request, &route);
  bool const lasting = reply.status == 200 && reply.keep != Keep::no && !reply.stream;
  auto page = make_page(std::move(reply), route, coding, effort);
  page.lasting = lasting;
  // What is kept should weigh what it is counted for.
  if (effort == Effort::thorough && lasting) page.body.shrink_to_fit();
  return std::make_shared<const Page>(std::move(page));
}

Work Desk::work(const Request& request) const {
  auto const* const route = site_.route_of(request);
  return route == nullptr ? Work::memory : route->work;
}

std::shared_ptr<const Page> Desk::page(const Request& request) {
  auto const coding = choose_coding(request.header("accept-encoding"));
  bool const reading = request.method == "GET" || request.method == "HEAD";
  if (!caching_ || !reading) return make(request, coding, Effort::quick);

  bool const asset = request.target.starts_with("/assets/");
  PageCache::Moment moment{};
  if (!asset)
    moment = {site_.revision ? site_.revision() : 0,
              std::chrono::floor<std::chrono::minutes>(site_.clock.now()).time_since_epoch().count()};
  auto& cache = asset ? assets_ : pages_;
  auto const key = key_of(site_, request, coding, asset);
  if (auto page = cache.find(key, moment)) {
    ++hits_;
    return page;
  }
  ++misses_;

  auto made = make(request, coding, Effort::thorough);
  if (made->lasting) cache.keep(key, moment, made);
  return made;
}

std::shared_ptr<const Page> Desk::refusal(const Request& request, int status) const {
  return std::make_shared<const Page>(
      make_page(refused_answer(site_, request, status), "none", Coding::identity, Effort::quick));
}

}  // namespace cote::web
