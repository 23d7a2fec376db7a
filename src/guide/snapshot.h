// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "guide/hours/hours.h"
#include "guide/model.h"
#include "search/search.h"

namespace cote::guide {

/// The facets of the Guide, in the order of search::Answer::facets.
enum class Facet : search::FacetId {
  rubric,
  topic,
  commune,
  language,
  cost,
  admission,
  undocumented,
  audience
};
inline constexpr std::size_t kFacets = 8;

/// All that readers are answered from: the public catalogue, its index and its hours, made once and
/// never changed. Pages hold it by shared pointer for the length of one answer and need no SQL.
struct Snapshot {
  Catalogue catalogue{};  // already through rules::public_catalogue
  std::uint64_t revision = 0;
  std::uint64_t serial = 0;  // of this making: no two snapshots of a process share one; 0 when made by hand
  Time built{};
  std::unique_ptr<const search::Index> index{};  // document n is catalogue.services[n]
  std::vector<hours::Schedule> schedules{};      // of every AtPlace, then every Phone with hours
  hours::Board board{};

  /// Looked up by hash, constant time; null when there is none.
  [[nodiscard]] const Service* service(std::string_view id) const;
  [[nodiscard]] const Service* service_by_slug(std::string_view slug) const;
  /// The service whose page once had this address.
  [[nodiscard]] const Service* service_by_old_slug(std::string_view slug) const;
  /// One of catalogue.withdrawn, by its address or an older one. Linear in those.
  [[nodiscard]] const Service* withdrawn_by_slug(std::string_view slug) const;
  [[nodiscard]] const Organisation* organisation(std::string_view id) const;
  [[nodiscard]] const Organisation* organisation_by_slug(std::string_view slug) const;
  [[nodiscard]] const Place* place(std::string_view id) const;
  [[nodiscard]] const Topic* topic(std::string_view id) const;
  [[nodiscard]] const Rubric* rubric(std::string_view id) const;
  [[nodiscard]] const Commune* commune(std::string_view nis) const;
  /// Services of an organisation, as positions in catalogue.services.
  [[nodiscard]] std::span<const std::uint32_t> services_of(std::string_view organisation_id) const;
  [[nodiscard]] std::span<const std::uint32_t> services_at(std::string_view place_id) const;
  /// How many active services a rubric has.
  [[nodiscard]] std::uint32_t count_in_rubric(std::string_view rubric_id) const;

  /// Parsed hours of a service at a place; unknown when it has none.
  [[nodiscard]] const hours::Schedule& schedule(const AtPlace& at) const;
  [[nodiscard]] const hours::Schedule& schedule(const Phone& phone) const;
  /// The state to show for a service: open when it is open at any of its places (or, for those without
  /// place hours, on any of its phone lines: `by_phone`), unknown before closed.
  struct OpenState {
    hours::Status status{};
    bool by_phone = false;
    const AtPlace* at = nullptr;
  };
  [[nodiscard]] OpenState open_state(const Service& service, LocalMinute when) const;
  /// One byte a service, 1 when open at `when`: for search::Query::only. Linear in services.
  [[nodiscard]] std::vector<std::uint8_t> open_at(LocalMinute when) const;

  /// A point for what somebody typed as a place: a postal code, a commune or a village, folded; exact
  /// first, then by prefix. None when unknown.
  struct Spot {
    search::Point point{};
    std::string name{};
  };
  [[nodiscard]] std::optional<Spot> locate(std::string_view typed) const;

  struct Lookups;
  std::shared_ptr<const Lookups> lookups{};
};

/// Makes a snapshot of `catalogue` (as stored; made public here). Unreadable hours are unknown, and
/// reported in `warnings` when given. About half a second for 10,000 services.
std::shared_ptr<const Snapshot> make_snapshot(Catalogue catalogue, std::uint64_t revision, Time now,
                                              std::vector<std::string>* warnings = nullptr);

/// The snapshot that readers are answered from, exchanged as one.
class Shelf {
 public:
  [[nodiscard]] std::shared_ptr<const Snapshot> current() const { return held_.load(); }
  void put(std::shared_ptr<const Snapshot> next) { held_.store(std::move(next)); }

 private:
  std::atomic<std::shared_ptr<const Snapshot>> held_{};
};

}  // namespace cote::guide
