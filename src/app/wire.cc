// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/wire.h"

#include <chrono>
#include <utility>

#include <spdlog/spdlog.h>

#include "guide/store.h"

namespace cote::app {
namespace {

/// Who runs this installation, as far as the operator said so.
web::Centre centre_of(const Settings::Guide& guide) {
  auto out = web::kCentre;
  if (!guide.phone.empty()) out.phone = guide.phone;
  if (!guide.email.empty()) out.email = guide.email;
  if (!guide.url.empty()) out.url = guide.url;
  return out;
}

}  // namespace

House::House(Settings settings, Chosen chosen, const Clock& clock)
    : settings_(std::move(settings)),
      chosen_(std::move(chosen)),
      clock_(clock),
      db_(db::open(settings_.database.address)),
      site_{.router = router_,
            .clock = clock_,
            .revision = [this] { return shelf_.current()->revision; },
            .origin = settings_.server.origin,
            .centre = centre_of(settings_.guide),
            .image_sources = chosen_.image_sources,
            .failed = [](std::string_view id, std::string_view what) { spdlog::error("{} {}", id, what); }},
      began_(clock.now()) {
  db::migrate(*db_);
  refresh();
  add_rooms(*this);
  metrics_.know(router_);
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

void House::refresh() {
  auto const held = shelf_.current();
  std::uint64_t revision = 0;
  auto const catalogue = db_->read([&](db::Session& session) -> std::optional<guide::Catalogue> {
    revision = guide::store::revision(session);
    if (held && held->revision == revision) return std::nullopt;
    return guide::store::load(session);
  });
  if (!catalogue) return;
  std::vector<std::string> warnings;
  auto next = guide::make_snapshot(*catalogue, revision, clock_.now(), &warnings);
  for (auto const& warning : warnings) spdlog::warn("{}", warning);
  shelf_.put(std::move(next));
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
