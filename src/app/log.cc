// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/log.h"

#include <cmath>
#include <mutex>
#include <utility>

#include <fmt/format.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include "kernel/json.h"

namespace cote::app {
namespace {

class Bridge final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  explicit Bridge(const Log& log) : log_(log) {}

 private:
  void sink_it_(const spdlog::details::log_msg& message) override {
    auto const level = message.level >= spdlog::level::err    ? "error"
                       : message.level == spdlog::level::warn ? "warning"
                                                              : "info";
    log_.say(level, {message.payload.data(), message.payload.size()});
  }
  void flush_() override {}
  const Log& log_;
};

}  // namespace

Log::Log(bool json, Sink sink, const Clock& clock) : json_(json), sink_(std::move(sink)), clock_(clock) {}

void Log::answer(const web::Answered& a) const {
  if (!json_) return sink_(web::log_line(a));
  json::object const line{{"at", iso(clock_.now())},
                          {"level", "info"},
                          {"event", "answer"},
                          {"id", a.id},
                          {"route", a.route},
                          {"status", a.status},
                          {"ms", std::round(a.milliseconds * 100) / 100},
                          {"bytes", a.bytes}};
  sink_(boost::json::serialize(line));
}

void Log::say(std::string_view level, std::string_view message) const {
  if (!json_) return sink_(fmt::format("{} {}", level, message));
  json::object const line{
      {"at", iso(clock_.now())}, {"level", level}, {"event", "message"}, {"message", message}};
  sink_(boost::json::serialize(line));
}

void Log::take_spdlog() {
  took_spdlog_ = true;
  spdlog::set_default_logger(std::make_shared<spdlog::logger>("", std::make_shared<Bridge>(*this)));
}

Log::~Log() {
  if (!took_spdlog_) return;
  spdlog::set_default_logger(
      std::make_shared<spdlog::logger>("", std::make_shared<spdlog::sinks::stderr_color_sink_mt>()));
}

}  // namespace cote::app
