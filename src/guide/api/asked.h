// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "guide/snapshot.h"
#include "kernel/result.h"
#include "web/http.h"

namespace cote::guide::api {

inline constexpr std::size_t kPerPage = 50;
inline constexpr std::size_t kMostPerPage = 500;

/// What a request asks of a list, checked.
struct Asked {
  std::size_t page = 1;
  std::size_t per_page = kPerPage;
  bool paged = false;  // said so itself: NDJSON is whole otherwise
  bool ndjson = false;
  bool full = false;
  bool minimal = false;
  bool full_service = false;
  bool top_only = false;
  std::string lang{};  // of the texts
  std::string search{};
  std::string organisation{};
  std::string term{};
  std::string taxonomy{};
  std::string parent{};
  std::optional<Time> modified_after{};
  std::optional<Time> since{};
  std::string postcode{};
  std::optional<search::Point> centre{};
  double within_km = 0;  // 0: anywhere
  std::vector<std::string> spoken{};
  std::optional<LocalMinute> open_at{};
};

/// Reads the query string. Problems name the parameter; keys are "api.…" of text/.
Result<Asked> ask(const web::Visit& visit, const Snapshot& snapshot, Time now);

/// Positions in catalogue.services that answer: by how well they match `search`, else by distance, else
/// in the order of the catalogue. Linear in the number of services.
std::vector<std::uint32_t> select_services(const Snapshot& snapshot, const Asked& asked);
/// The same, as pairs of a service's position and that of one of its places.
std::vector<std::pair<std::uint32_t, std::uint32_t>> select_places(const Snapshot& snapshot,
                                                                   const Asked& asked);

}  // namespace cote::guide::api
