// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/public_part.h"

#include <chrono>

namespace cote::guide {

PublicPart::PublicPart(const Shelf& shelf, db::Db& db)
    : corrections_(shelf, db), moderation_{shelf, {db}}, handout_(shelf, db), searches_{db, missed_} {
  writer_ = std::jthread([this](const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
      wake_.wait_for(lock, stop, std::chrono::minutes(1), [] { return false; });
      write_down();
    }
  });
}

PublicPart::~PublicPart() = default;

void PublicPart::write_down() const {
  try {
    searches_.write_down();
  } catch (const db::Error&) {
    // The database is away: a minute of counts is lost, and readers notice nothing.
  }
}

void PublicPart::mount(web::Router& router) {
  corrections_.mount(router);
  moderation_.mount(router);
  handout_.mount(router);
  searches_.mount(router);
}

std::int64_t erase_public_part(db::Db& db, Time now) {
  constexpr std::chrono::days kUnused{400};
  constexpr std::chrono::days kCounts{731};
  auto const reports = corrections::erase_old(db, now);
  return reports + db.write([&](db::Tx& tx) {
    return handout::store::erase(tx, now - kUnused) +
           missed::store::erase(tx, iso(now - kCounts).substr(0, 7));
  });
}

}  // namespace cote::guide
