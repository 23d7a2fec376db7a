// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "search/services.h"

namespace cote::bench {

/// A text of a labelled document.
struct Text {
  std::string text{};
  std::string lang{};
  float weight = 1;
};

struct Reply {
  std::vector<std::uint32_t> docs{};  // the first ten
  std::uint32_t total = 0;
  std::uint32_t facet_values = 0;  // counted, of three facets
};

/// A search engine being measured. Every one counts three facets over all matches of every question.
class Engine {
 public:
  virtual ~Engine() = default;
  virtual void build(const std::vector<Service>& services) = 0;
  /// Labelled documents, and words that mean the same.
  virtual void build(const std::vector<std::vector<Text>>& documents,
                     const std::vector<std::vector<std::string>>& synonyms) = 0;
  virtual Reply ask(const Question& question) = 0;
  /// Bytes held in memory, 0 when unknown.
  [[nodiscard]] virtual std::size_t bytes() const { return 0; }
};

std::unique_ptr<Engine> make_ours();
/// On disk in `folder`, which it empties when it goes.
std::unique_ptr<Engine> make_xapian(const std::filesystem::path& folder);

}  // namespace cote::bench
