// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "guide/snapshot.h"
#include "kernel/html.h"
#include "kernel/time.h"
#include "web/http.h"

namespace cote::guide {

enum class Order : std::uint8_t { best, near, name, fresh };

/// What a reader asked of the list, as it stands in the address: every filter is a link, so an answer can
/// be shared. Values are as they came but trimmed and cut; unknown ones find nothing and can be taken off.
struct Asked {
  std::string words{};
  std::string rubric{};
  std::string topic{};
  std::string commune{};  // NIS code
  std::string spoken{};   // BCP 47: ?lang=
  std::string audience{};
  std::string open{};  // "now" or "2026-11-24T14:00"
  bool free = false;
  bool walk_in = false;    // without appointment
  bool papers_no = false;  // accepts people without papers: ?papers=no
  std::string near{};      // postal code, commune or village
  std::string at{};        // "50.46,4.87": rounded to about 1 km before it left the phone
  int within = 0;          // km, 0: any
  Order order = Order::best;
  std::uint32_t page = 1;

  bool operator==(const Asked&) const = default;
};

/// Never an error: what cannot be read is left out.
Asked read_asked(const web::Fields& fields);
/// The pairs of the address that give `asked` back, in a fixed order, without those that say nothing.
web::Fields fields_of(const Asked& asked);
/// The address of the list, or of the map ("/map"), asked so.
Url list_url(const web::Visit& visit, const Asked& asked, std::string_view path = "/guide");
/// How many filters there are besides the words.
std::size_t filters_of(const Asked& asked);

inline constexpr std::uint32_t kPerPage = 20;

/// What was found.
struct Found {
  search::Answer answer{};
  std::vector<search::Hit> hits{};  // of this page, in the order asked
  std::uint32_t pages = 1;
  std::uint32_t open_now = 0;            // of the results, those open at this minute
  std::optional<Snapshot::Spot> spot{};  // where distances are counted from; no name when from `at`
  bool spot_unknown = false;             // a place was asked that we do not know
  std::optional<LocalMinute> open_at{};
  bool open_unreadable = false;  // a time was asked that cannot be read
};

/// Two or three searches and no SQL. `per_page` 0: no more than 2,000 hits.
Found find(const Snapshot& from, const Asked& asked, std::string_view lang, LocalMinute now,
           std::uint32_t per_page = kPerPage);
/// How many would be found, and nothing else.
std::uint32_t count(const Snapshot& from, const Asked& asked, std::string_view lang, LocalMinute now);

}  // namespace cote::guide
