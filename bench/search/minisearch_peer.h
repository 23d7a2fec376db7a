// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "search/engine.h"

namespace cote::bench {

struct NodeRun {
  double build = 0;  // seconds
  double seconds = 0;
  std::vector<Reply> replies{};  // fewer than questions when the time was up
};

/// Runs bench/search/minisearch.mjs under node; none when node or the package is missing.
std::optional<NodeRun> run_minisearch(const std::vector<Service>& services,
                                      const std::vector<Question>& questions,
                                      const std::filesystem::path& folder, int limit_seconds);
std::optional<NodeRun> run_minisearch(const std::vector<std::vector<Text>>& documents,
                                      const std::vector<Question>& questions,
                                      const std::filesystem::path& folder);

}  // namespace cote::bench
