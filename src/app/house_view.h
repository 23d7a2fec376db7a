// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/jobs.h"
#include "kernel/html.h"
#include "kernel/text.h"
#include "post/queue.h"
#include "web/http.h"

namespace cote::app {

/// What the page of the house shows.
struct HouseView {
  std::string version{};
  Time began{};
  bool postgresql = false;
  std::int64_t database_bytes = 0;
  std::size_t services = 0;
  Time built{};
  bool mail_on = false;
  bool mail_to_folder = false;
  std::vector<post::queue::Count> mail{};
  std::vector<post::queue::Stuck> stuck{};
  std::vector<JobState> jobs{};
  std::vector<std::pair<std::string, std::string>> settings{};  // key and value, secrets covered
  std::int64_t retried = -1;                                    // after a retry: how many
  bool may_retry = false;
};

Html house_page(const web::Visit& visit, const HouseView& view);

}  // namespace cote::app
