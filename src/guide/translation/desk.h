// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "db/db.h"
#include "guide/translation/door.h"
#include "guide/translation/machine.h"
#include "guide/translation/store.h"
#include "kernel/html.h"
#include "web/http.h"

/// The translator's desk: how each language stands, what waits, and one page a service to catch up on it.
namespace cote::guide::translation {

class DeskPages {
 public:
  DeskPages(db::Db& db, MachineSettings machine) : db_(db), machine_(std::move(machine)) {}

  void mount(web::Router& router) const;

  [[nodiscard]] web::Reply overview(const web::Visit& visit) const;
  [[nodiscard]] web::Reply one(const web::Visit& visit) const;
  [[nodiscard]] web::Reply save_one(const web::Visit& visit) const;
  [[nodiscard]] web::Reply draft_one(const web::Visit& visit) const;
  [[nodiscard]] web::Reply file(const web::Visit& visit) const;
  [[nodiscard]] web::Reply take_file(const web::Visit& visit) const;

 private:
  [[nodiscard]] store::Overview current(const std::string& lang) const;

  db::Db& db_;
  MachineSettings machine_;
  // Counting reads every wording; nothing changed means nothing to count.
  mutable std::mutex mutex_{};
  mutable std::uint64_t revision_ = 0;
  mutable std::map<std::string, store::Overview> kept_{};
};

namespace views {

struct Front {
  std::string lang{};
  store::Overview overview{};
  std::optional<Imported> imported{};
  std::string error{};  // of a file that could not be read
  std::string done{};
};
Html front(const web::Visit& visit, const Front& front);

struct One {
  ServiceId service{};
  std::string name{};
  std::string lang{};
  std::vector<store::Field> fields{};
  std::vector<Typed> typed{};  // after a mistake, the person's own words
  Problems wrong{};
  bool machine = false;  // drafts can be asked for
  std::string done{};
};
Html one(const web::Visit& visit, const One& one);

}  // namespace views
}  // namespace cote::guide::translation
