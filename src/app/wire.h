// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "db/db.h"
#include "guide/api.h"
#include "guide/pages.h"
#include "guide/snapshot.h"
#include "history/pages.h"
#include "web/site.h"

namespace cote::app {

/// What an operator may choose.
struct Settings {
  std::string db = "sqlite:var/coteacote.db";
  std::string origin{};  // "https://guide.example.org"
  std::string tiles{};   // address of map tiles; empty: our own backdrop and no other site
};

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
