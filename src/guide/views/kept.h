// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>

#include "guide/reading.h"
#include "kernel/html.h"

namespace cote::guide::views {

/// Pieces of page that are the same for everybody: of one snapshot and one minute, then they begin anew.
/// Keep one a thread, so nobody waits. A key names all that a piece depends on besides, its language too.
template <class Key>
class Kept {
 public:
  /// The piece of `key`, from `make(reading)` the first time. Refers to what is kept: use it before the
  /// next call.
  template <class Name, class Make>
  const Html& piece(const Reading& r, const Name& key, Make make) {
    bool const by_hand = r.from.serial == 0;  // such snapshots cannot be told apart
    if (by_hand || serial_ != r.from.serial || minute_ != r.now || kept_.size() >= kMost) {
      kept_.clear();
      serial_ = r.from.serial;
      minute_ = r.now;
    }
    auto at = kept_.find(key);
    if (at == kept_.end()) {
      // What a piece says of its translations goes to this page and to every later one.
      auto const alone = Reading{.visit = r.visit, .from = r.from, .t = r.t, .now = r.now};
      auto html = make(alone);
      at = kept_.emplace(Key(key), Piece{std::move(html), alone.machine, alone.outdated}).first;
    }
    r.machine = r.machine || at->second.machine;
    r.outdated = r.outdated || at->second.outdated;
    return at->second.html;
  }

 private:
  struct Piece {
    Html html{};
    bool machine = false;
    bool outdated = false;
  };
  static constexpr std::size_t kMost = 2000;
  std::uint64_t serial_ = 0;
  LocalMinute minute_{};
  std::map<Key, Piece, std::less<>> kept_{};
};

}  // namespace cote::guide::views
