// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <limits>
#include <numeric>
#include <unordered_set>

#include "guide/api/asked.h"
#include "guide/hsds/names.h"
#include "kernel/id.h"

namespace cote::guide::api {
namespace {

constexpr double kNowhere = std::numeric_limits<double>::infinity();

double km_to(const Place* place, search::Point centre) {
  if (place == nullptr || !place->lat || !place->lon) return kNowhere;
  return search::distance_km(centre, {static_cast<float>(*place->lat), static_cast<float>(*place->lon)});
}

double km_to(const Snapshot& snapshot, const Service& service, search::Point centre) {
  double nearest = kNowhere;
  for (auto const& at : service.places)
    nearest = std::min(nearest, km_to(snapshot.place(at.place.text), centre));
  return nearest;
}

/// The topics that the asked term or taxonomy stands for.
std::optional<std::unordered_set<std::string>> wanted_topics(const Snapshot& snapshot, const Asked& asked) {
  if (asked.term.empty() && asked.taxonomy.empty()) return std::nullopt;
  std::unordered_set<std::string> out;
  for (auto const& topic : snapshot.catalogue.topics) {
    bool const in_term = asked.term.empty() || hsds::topic_term(topic.id) == asked.term ||
                         hsds::rubric_term(topic.rubric) == asked.term;
    auto const& taxonomy = is_uuid(topic.rubric) ? topic.rubric : hsds::topics_taxonomy();
    if (in_term && (asked.taxonomy.empty() || taxonomy == asked.taxonomy)) out.insert(topic.id);
  }
  return out;
}

/// Whether a service is meant for people of a postal code: by the territory it names, and when it names
/// none by where it is.
class Coverage {
 public:
  Coverage(const Snapshot& snapshot, const std::string& postcode) : snapshot_(snapshot), postcode_(postcode) {
    for (auto const& commune : snapshot.catalogue.communes)
      if (std::ranges::find(commune.postal_codes, postcode) != commune.postal_codes.end())
        nis_.push_back(commune.nis);
  }
  [[nodiscard]] bool covers(const Service& service) const {
    if (service.territory.empty())
      return std::ranges::any_of(service.places,
                                 [&](const AtPlace& at) { return is_at(snapshot_.place(at.place.text)); });
    return std::ranges::any_of(service.territory, [&](const std::string& code) { return reaches(code); });
  }

 private:
  [[nodiscard]] bool is_at(const Place* place) const {
    if (place == nullptr) return false;
    return place->postal_code == postcode_ || std::ranges::find(nis_, place->nis) != nis_.end();
  }
  [[nodiscard]] bool reaches(const std::string& code) const {
    // The postal codes we know are those of the province.
    if (code == "province" || code == "wallonia" || code == "belgium") return !nis_.empty();
    return std::ranges::find(nis_, code) != nis_.end();
  }
  const Snapshot& snapshot_;
  std::string postcode_;
  std::vector<std::string> nis_{};
};

bool speaks(const Service& service, const std::vector<std::string>& wanted) {
  return std::ranges::any_of(service.languages, [&](const SpokenLanguage& each) {
    return std::ranges::any_of(
        wanted, [&](const std::string& tag) { return each.lang == tag || each.lang.starts_with(tag + "-"); });
  });
}

/// One byte a service, 1 when it answers everything but the words.
std::vector<std::uint8_t> filtered(const Snapshot& snapshot, const Asked& asked) {
  auto const& services = snapshot.catalogue.services;
  auto mask =
      asked.open_at ? snapshot.open_at(*asked.open_at) : std::vector<std::uint8_t>(services.size(), 1);
  auto const topics = wanted_topics(snapshot, asked);
  bool const by_area = !asked.postcode.empty() && asked.within_km == 0;
  Coverage const coverage(snapshot, asked.postcode);
  for (std::size_t i = 0; i < services.size(); ++i) {
    auto const& service = services[i];
    bool keep = mask[i] != 0;
    keep = keep && (asked.organisation.empty() || service.organisation.text == asked.organisation);
    keep = keep && (!asked.modified_after || service.updated >= *asked.modified_after);
    keep = keep && (asked.spoken.empty() || speaks(service, asked.spoken));
    keep = keep && (!topics || std::ranges::any_of(service.topics,
                                                   [&](auto const& id) { return topics->contains(id); }));
    keep = keep && (asked.within_km == 0 || km_to(snapshot, service, *asked.centre) <= asked.within_km);
    keep = keep && (!by_area || coverage.covers(service));
    mask[i] = keep ? 1 : 0;
  }
  return mask;
}

}  // namespace

std::vector<std::uint32_t> select_services(const Snapshot& snapshot, const Asked& asked) {
  auto const mask = filtered(snapshot, asked);
  std::vector<std::uint32_t> out;
  if (!asked.search.empty()) {
    auto const count = static_cast<std::uint32_t>(mask.size());
    auto const answer =
        snapshot.index->find({.words = asked.search, .lang = asked.lang, .only = mask, .limit = count});
    if (answer.looseness == search::Looseness::nothing) return out;
    for (auto const& hit : answer.hits) out.push_back(hit.doc);
    return out;
  }
  for (std::uint32_t i = 0; i < mask.size(); ++i)
    if (mask[i] != 0) out.push_back(i);
  if (!asked.centre) return out;
  std::vector<double> km(mask.size(), kNowhere);
  for (auto const i : out) km[i] = km_to(snapshot, snapshot.catalogue.services[i], *asked.centre);
  std::ranges::stable_sort(out, {}, [&](std::uint32_t i) { return km[i]; });
  return out;
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> select_places(const Snapshot& snapshot,
                                                                   const Asked& asked) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> out;
  for (auto const i : select_services(snapshot, asked)) {
    auto const& places = snapshot.catalogue.services[i].places;
    for (std::uint32_t at = 0; at < places.size(); ++at)
      if (asked.within_km == 0 ||
          km_to(snapshot.place(places[at].place.text), *asked.centre) <= asked.within_km)
        out.emplace_back(i, at);
  }
  return out;
}

}  // namespace cote::guide::api
