// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "history/model.h"
#include "kernel/html.h"
#include "kernel/lang.h"

namespace cote::history::views {

/// A choice that is a link: a theme, a period.
struct Choice {
  std::string label{};
  Url to = Url::anchor("");
  bool current = false;
};

/// Who carries a step on: named, with its address when that room is open here.
struct CarriedOn {
  std::string label{};
  std::optional<Url> to{};
};

struct Step {
  const Entry* entry = nullptr;
  std::optional<CarriedOn> carried_on{};
  bool first_of_year = false;  // carries the anchor "y1985"
};

struct Decade {
  int from = 0;
  int to = 0;
  std::string name{};
  std::vector<Step> steps{};
};

struct Timeline {
  const Lang* lang = nullptr;  // of the reader
  std::string heading{};
  std::string lead{};
  std::vector<Choice> themes{};
  bool filtered = false;  // one theme only
  std::vector<Decade> decades{};
  const Wording* sample = nullptr;  // a text as the reader gets it: tells whether it is in their language
  Url data = Url::anchor("");       // the same as TimelineJS
};

/// What stands between head and foot of the page.
Html timeline(const Timeline& view);

}  // namespace cote::history::views
