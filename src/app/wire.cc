// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/wire.h"

#include <chrono>
#include <utility>

#include <spdlog/spdlog.h>

#include "guide/store.h"
#include "history/reading.h"
#include "kernel/json.h"
#include "web/assets.h"

namespace cote::app {
namespace {

/// "https://tiles.example.org" of "https://tiles.example.org/{z}/{x}/{y}.png": what the content policy
/// must allow pictures from. Empty for an address of ours or none.
std::string origin_of(const std::string& address) {
  auto const scheme = address.find("://");
  if (scheme == std::string::npos) return {};
  return address.substr(0, address.find('/', scheme + 3));
}

}  // namespace

House::House(Settings settings, const Clock& clock)
    : settings_(std::move(settings)),
      clock_(clock),
      db_(db::open(settings_.db)),
      guide_{.shelf = shelf_, .tiles = settings_.tiles},
      api_{.shelf = shelf_, .clock = clock_},
      confirm_{.db = *db_},
      history_{.history = history::shipped()},
      site_{.router = router_,
            .clock = clock_,
            .revision = [this] { return shelf_.current()->revision; },
            .origin = settings_.origin,
            .error_page = [this](const web::Visit& v, int status) { return guide_.error(v, status); },
            .image_sources = origin_of(settings_.tiles),
            .failed = [](std::string_view id, std::string_view what) { spdlog::error("{} {}", id, what); }} {
  db::migrate(*db_);
  refresh();
  mount();
  watcher_ = std::thread([this] { watch(); });
}

House::~House() {
  {
    std::scoped_lock const lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  watcher_.join();
}

void House::mount() {
  web::mount_assets(router_);
  guide_.mount(router_);
  api_.mount(router_);
  confirm_.mount(router_);
  history_.mount(router_);
  router_.add({.pattern = "/health", .name = "health", .localised = false},
              [this](const web::Visit& v) { return health(v); });
}

web::Reply House::health(const web::Visit&) const {
  auto const snapshot = shelf_.current();
  // Readers are served from memory, so the database being away is told, and is not a failure.
  json::object body{{"status", "ok"},
                    {"database", database_up_ ? "up" : "away"},
                    {"services", snapshot->catalogue.services.size()},
                    {"revision", snapshot->revision},
                    {"built", iso(snapshot->built)}};
  return {.content_type = "application/json", .body = boost::json::serialize(body)};
}

bool House::refresh() {
  auto const held = shelf_.current();
  std::uint64_t revision = 0;
  auto const catalogue = db_->read([&](db::Session& session) -> std::optional<guide::Catalogue> {
    revision = guide::store::revision(session);
    if (held && held->revision == revision) return std::nullopt;
    return guide::store::load(session);
  });
  if (!catalogue) return true;
  std::vector<std::string> warnings;
  auto next = guide::make_snapshot(*catalogue, revision, clock_.now(), &warnings);
  for (auto const& warning : warnings) spdlog::warn("{}", warning);
  shelf_.put(std::move(next));
  return true;
}

void House::watch() {
  using namespace std::chrono_literals;
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, 1s, [this] { return stopping_; })) {
    lock.unlock();
    bool up = true;
    try {
      refresh();
    } catch (const db::Error& error) {
      up = false;
      if (database_up_) spdlog::error("the database is away, pages go on from memory: {}", error.what());
    }
    if (up && !database_up_) spdlog::info("the database is back");
    database_up_ = up;
    lock.lock();
  }
}

}  // namespace cote::app
