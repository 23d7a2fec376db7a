// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "kernel/time.h"
#include "web/site.h"

namespace cote::app {

/// The program's log: one line an event, as text or as one JSON object. Answers by id, route name, status
/// and time; never an address, a query, a form, a cookie or a mail. Safe from several threads if `sink` is.
class Log {
 public:
  using Sink = std::function<void(std::string_view line)>;
  Log(bool json, Sink sink, const Clock& clock);
  ~Log();
  Log(const Log&) = delete;

  void answer(const web::Answered& answered) const;
  /// "info", "warning" or "error".
  void say(std::string_view level, std::string_view message) const;
  /// Sends what is said through spdlog here as well, for as long as this object lives.
  void take_spdlog();

 private:
  bool json_;
  bool took_spdlog_ = false;
  Sink sink_;
  const Clock& clock_;
};

}  // namespace cote::app
