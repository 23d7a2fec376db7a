// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <mutex>
#include <string_view>
#include <thread>

#include "guide/corrections/desk_pages.h"
#include "guide/corrections/pages.h"
#include "guide/handout/pages.h"
#include "guide/missed/pages.h"
#include "guide/snapshot.h"
#include "web/http.h"

namespace cote::guide {

/// What the public tells and takes along, and the desk's side of it, put together for the house.
class PublicPart {
 public:
  /// Begins a thread that writes down, once a minute, what was counted.
  PublicPart(const Shelf& shelf, db::Db& db);
  ~PublicPart();

  void mount(web::Router& router);
  /// A search that found nothing: guide::Pages::missed.
  void missed(std::string_view words, const web::Visit& visit) {
    missed_.note(words, visit.request.remote, visit.now);
  }

 private:
  void write_down() const;

  corrections::Pages corrections_;
  corrections::DeskPages moderation_;
  handout::Pages handout_;
  missed::Counter missed_{};
  missed::Pages searches_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread writer_;
};

/// What a daily job takes away: words of reports after their term, selections that nobody used for 400 days,
/// counts of searches older than two years. Gives how many rows.
std::int64_t erase_public_part(db::Db& db, Time now);

}  // namespace cote::guide
