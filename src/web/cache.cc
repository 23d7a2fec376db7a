// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/cache.h"

namespace cote::web {

std::shared_ptr<const Page> PageCache::find(std::string_view key, Moment moment) {
  std::scoped_lock const lock(mutex_);
  if (moment != moment_) move_to(moment);
  auto const at = entries_.find(key);
  if (at == entries_.end()) return nullptr;
  recent_.splice(recent_.begin(), recent_, at->second);
  return at->second->page;
}

void PageCache::keep(std::string_view key, Moment moment, std::shared_ptr<const Page> page) {
  Entry entry{std::string(key), std::move(page)};
  auto const size = cost(entry);
  std::scoped_lock const lock(mutex_);
  // A page made before the moment passed is not for those who come after it.
  if (moment != moment_ || size > most_ || entries_.contains(key)) return;
  while (bytes_ + size > most_) drop(std::prev(recent_.end()));
  recent_.push_front(std::move(entry));
  entries_.emplace(recent_.front().key, recent_.begin());
  bytes_ += size;
}

std::size_t PageCache::bytes() const {
  std::scoped_lock const lock(mutex_);
  return bytes_;
}

void PageCache::move_to(Moment moment) {
  entries_.clear();
  recent_.clear();
  bytes_ = 0;
  moment_ = moment;
}

void PageCache::drop(std::list<Entry>::iterator at) {
  bytes_ -= cost(*at);
  entries_.erase(at->key);
  recent_.erase(at);
}

}  // namespace cote::web
