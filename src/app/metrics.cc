// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/metrics.h"

#include <algorithm>

#include <fmt/format.h>

namespace cote::app {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (char const c : text) {
    if (c == '\\' || c == '"') out += '\\';
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out;
}

}  // namespace

Family::Family(std::string& out, std::string_view name, std::string_view type, std::string_view help)
    : out_(out), name_(name) {
  out_ += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
}

void Family::add(double value) const { out_ += fmt::format("{} {}\n", name_, value); }

void Family::add(std::string_view label, std::string_view of, double value) const {
  out_ += fmt::format("{}{{{}=\"{}\"}} {}\n", name_, label, escaped(of), value);
}

void Metrics::know(const web::Router& router) {
  names_ = {"none", "full"};  // answers that met no route
  for (auto const& route : router.routes()) names_.push_back(route.name);
  std::ranges::sort(names_);
  names_.erase(std::unique(names_.begin(), names_.end()), names_.end());
  for (auto const& name : names_) {
    counters_.push_back(std::make_unique<Counter>());
    by_name_.emplace(name, counters_.back().get());
  }
}

void Metrics::count(const web::Answered& answered) {
  auto const at = by_name_.find(answered.route);
  if (at == by_name_.end()) return;
  auto& counter = *at->second;
  auto const relaxed = std::memory_order_relaxed;
  counter.classes[static_cast<std::size_t>(std::clamp(answered.status / 100, 0, 5))].fetch_add(1, relaxed);
  auto const step = std::ranges::lower_bound(kSteps, answered.milliseconds / 1000) - kSteps.begin();
  counter.steps[static_cast<std::size_t>(step)].fetch_add(1, relaxed);
  counter.microseconds.fetch_add(static_cast<std::uint64_t>(answered.milliseconds * 1000), relaxed);
}

void Metrics::write(std::string& out) const {
  Family const requests(out, "coteacote_http_requests_total", "counter",
                        "Answers by route and class of status.");
  for (std::size_t n = 0; n < names_.size(); ++n)
    for (std::size_t kind = 0; kind < 6; ++kind)
      if (auto const count = counters_[n]->classes[kind].load(); count > 0)
        out += fmt::format("coteacote_http_requests_total{{route=\"{}\",status=\"{}xx\"}} {}\n",
                           escaped(names_[n]), kind, count);
  Family const seconds(out, "coteacote_http_seconds", "histogram",
                       "Time from the whole request to the sent answer.");
  for (std::size_t n = 0; n < names_.size(); ++n) {
    auto const& counter = *counters_[n];
    std::uint64_t sum = 0;
    std::string steps;
    auto const name = escaped(names_[n]);
    for (std::size_t step = 0; step <= kSteps.size(); ++step) {
      sum += counter.steps[step].load();
      auto const limit = step < kSteps.size() ? fmt::format("{}", kSteps[step]) : "+Inf";
      steps += fmt::format("coteacote_http_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", name, limit, sum);
    }
    if (sum == 0) continue;
    out += steps;
    out += fmt::format("coteacote_http_seconds_sum{{route=\"{}\"}} {}\n", name,
                       static_cast<double>(counter.microseconds.load()) / 1e6);
    out += fmt::format("coteacote_http_seconds_count{{route=\"{}\"}} {}\n", name, sum);
  }
}

}  // namespace cote::app
