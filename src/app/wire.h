// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "app/settings.h"
#include "db/db.h"
#include "guide/api.h"
#include "guide/freshness/confirm.h"
#include "guide/pages.h"
#include "guide/snapshot.h"
#include "history/pages.h"
#include "web/site.h"

namespace cote::app {

/// Every room, put together. The only place that knows them all.
class House {
 public:
  House(Settings settings, const Clock& clock);
  ~House();

  [[nodiscard]] const web::Site& site() const { return site_; }
  [[nodiscard]] const guide::Shelf& shelf() const { return shelf_; }

 private:
  void mount();
  [[nodiscard]] web::Reply health(const web::Visit& visit) const;
  /// Makes a new snapshot when the database says something changed. False while it is away.
  bool refresh();
  void watch();

  Settings settings_;
  const Clock& clock_;
  std::unique_ptr<db::Db> db_;
  guide::Shelf shelf_;
  guide::Pages guide_;
  guide::Api api_;
  guide::freshness::ConfirmPages confirm_;
  history::Pages history_;
  web::Router router_;
  web::Site site_;
  std::atomic<bool> database_up_ = true;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread watcher_;
};

}  // namespace cote::app
