// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "app/chosen.h"
#include "app/metrics.h"
#include "app/settings.h"
#include "db/db.h"
#include "guide/snapshot.h"
#include "web/site.h"

namespace cote::app {

/// Every room, put together. Which rooms there are is said in rooms.cc.
class House {
 public:
  House(Settings settings, Chosen chosen, const Clock& clock);
  ~House();
  House(const House&) = delete;

  [[nodiscard]] const web::Site& site() const { return site_; }
  [[nodiscard]] web::Site& site() { return site_; }
  [[nodiscard]] const guide::Shelf& shelf() const { return shelf_; }
  [[nodiscard]] const Settings& settings() const { return settings_; }
  [[nodiscard]] const Chosen& chosen() const { return chosen_; }
  [[nodiscard]] const Clock& clock() const { return clock_; }
  [[nodiscard]] db::Db& db() const { return *db_; }
  [[nodiscard]] Metrics& metrics() { return metrics_; }
  [[nodiscard]] const Metrics& metrics() const { return metrics_; }
  /// When this program began.
  [[nodiscard]] Time began() const { return began_; }
  /// The server's own figures, while there is one.
  [[nodiscard]] std::optional<web::Figures> figures() const {
    auto const* const server = server_.load();
    return server == nullptr ? std::nullopt : std::optional(server->figures());
  }
  void figures_from(const web::Server* server) { server_ = server; }
  [[nodiscard]] bool database_is_up() const { return database_up_; }
  [[nodiscard]] web::Router& router() { return router_; }
  /// What the operator is told when the house opens, a line each.
  [[nodiscard]] const std::vector<std::string>& notices() const { return notices_; }
  void say(std::string notice) { notices_.push_back(std::move(notice)); }

  /// Makes a thing that several rooms need, and keeps it for as long as the house stands.
  template <class Thing, class... Args>
  Thing& keep(Args&&... args) {
    auto kept = std::make_shared<Thing>(std::forward<Args>(args)...);
    rooms_.push_back(kept);
    return *kept;
  }
  /// The same, and mounts its routes.
  template <class Room, class... Args>
  Room& add(Args&&... args) {
    auto& kept = keep<Room>(std::forward<Args>(args)...);
    kept.mount(router_);
    return kept;
  }

 private:
  /// Makes a new snapshot when the database says something changed.
  void refresh();
  void watch();

  Settings settings_;
  Chosen chosen_;
  const Clock& clock_;
  std::unique_ptr<db::Db> db_;
  guide::Shelf shelf_;
  web::Router router_;
  web::Site site_;
  Metrics metrics_{};
  Time began_;
  std::atomic<const web::Server*> server_ = nullptr;
  std::vector<std::shared_ptr<void>> rooms_{};
  std::vector<std::string> notices_{};
  std::atomic<bool> database_up_ = true;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread watcher_;
};

/// Adds every room to the house, and with them what the site asks of rooms: error pages, the guard.
void add_rooms(House& house);

}  // namespace cote::app
