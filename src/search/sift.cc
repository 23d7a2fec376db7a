// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/sift.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cote::search {
namespace {

constexpr double kEarth = 6371.0088;  // mean radius, km
constexpr double kNowhere = 60;       // how far a document without a point ranks, km

double radians(double degrees) { return degrees * std::numbers::pi / 180; }

// Distances from one point to documents.
class Ruler {
 public:
  Ruler(const Index::Tables& tables, const Near& near)
      : t_(tables), near_(near), centre_(on_sphere(near.point)), reach_(chord2(near.within_km)) {}

  // Squared chord to the nearest point; negative when there is none within reach.
  [[nodiscard]] float nearest(std::uint32_t doc) const {
    float best = -1;
    for (std::uint32_t i = t_.point_start[doc]; i < t_.point_start[doc + 1]; ++i) {
      const auto& p = t_.on_sphere[i];
      const float x = p[0] - centre_[0];
      const float y = p[1] - centre_[1];
      const float z = p[2] - centre_[2];
      const float chord = x * x + y * y + z * z;
      if (best < 0 || chord < best) best = chord;
    }
    return best;
  }
  [[nodiscard]] bool within(std::uint32_t doc, float chord) const {
    if (near_.within_km <= 0) return true;
    if (chord < 0) return false;
    // Close to the limit single precision may err by metres: there the contract's formula decides.
    if (chord < reach_ * 0.99F) return true;
    if (chord > reach_ * 1.01F) return false;
    return km(doc) <= near_.within_km;
  }
  [[nodiscard]] double km(std::uint32_t doc) const {
    double best = -1;
    for (std::uint32_t i = t_.point_start[doc]; i < t_.point_start[doc + 1]; ++i) {
      const double km = distance_km(near_.point, t_.points[i]);
      if (best < 0 || km < best) best = km;
    }
    return best;
  }
  static double about_km(float chord) { return kEarth * std::sqrt(static_cast<double>(chord)); }

 private:
  static float chord2(double km) {
    const double chord = 2 * std::sin(std::min(km / kEarth, std::numbers::pi) / 2);
    return static_cast<float>(chord * chord);
  }
  const Index::Tables& t_;
  const Near& near_;
  std::array<float, 3> centre_;
  float reach_;
};

struct Gate {
  FacetId facet = 0;
  std::vector<std::uint8_t> open{};  // by value
};

std::vector<Gate> gates_of(const Index::Tables& t, const std::vector<Filter>& filters) {
  std::vector<Gate> gates;
  for (const Filter& filter : filters) {
    if (filter.values.empty()) continue;
    auto gate =
        std::find_if(gates.begin(), gates.end(), [&](const Gate& g) { return g.facet == filter.facet; });
    if (gate == gates.end()) gate = gates.insert(gates.end(), Gate{filter.facet, {}});
    if (filter.facet >= t.facets.size()) continue;
    const auto& values = t.facets[filter.facet].values;
    gate->open.resize(values.size(), 0);
    for (const std::string& value : filter.values) {
      const auto at = std::lower_bound(values.begin(), values.end(), value);
      if (at != values.end() && *at == value) gate->open[static_cast<std::size_t>(at - values.begin())] = 1;
    }
  }
  return gates;
}

bool passes(const Index::Tables& t, const Gate& gate, std::uint32_t doc) {
  if (gate.facet >= t.facets.size()) return false;
  const FacetTable& facet = t.facets[gate.facet];
  for (std::uint32_t i = facet.start[doc]; i < facet.start[doc + 1]; ++i) {
    if (gate.open[facet.of[i]] != 0) return true;
  }
  return false;
}

void count(const FacetTable& facet, const std::vector<std::uint32_t>& docs,
           std::vector<std::uint32_t>& counts) {
  for (const std::uint32_t doc : docs) {
    for (std::uint32_t i = facet.start[doc]; i < facet.start[doc + 1]; ++i) ++counts[facet.of[i]];
  }
}

std::vector<FacetCount> sorted_counts(const FacetTable& facet, const std::vector<std::uint32_t>& counts) {
  std::vector<std::uint32_t> order;
  for (std::uint32_t v = 0; v < counts.size(); ++v)
    if (counts[v] > 0) order.push_back(v);
  // Values are sorted already: among equals the lower number comes first.
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return counts[a] != counts[b] ? counts[a] > counts[b] : a < b;
  });
  std::vector<FacetCount> out;
  out.reserve(order.size());
  for (std::uint32_t const v : order) out.push_back({facet.values[v], counts[v]});
  return out;
}

// What got through: `passed` through every filter, `near_miss[f]` stopped by facet f's filter alone.
struct Sifted {
  std::vector<Found> hits{};
  std::vector<std::uint32_t> passed{};
  std::vector<std::vector<std::uint32_t>> near_miss{};
};

float rank(const Index::Tables& t, const Found& f, bool by_words, const Ruler* ruler, float chord) {
  const float fresh = t.freshness[f.doc];
  if (ruler == nullptr) return by_words ? f.score * (0.9F + 0.1F * fresh) : fresh;
  const auto km = static_cast<float>(chord < 0 ? kNowhere : Ruler::about_km(chord));
  if (!by_words) return 1 / (1 + km * (1.1F - 0.1F * fresh));
  return f.score * (0.9F + 0.1F * fresh) * (0.4F + 0.6F / (1 + km / 8));
}

Sifted pass(const Index::Tables& t, const Query& query, const std::vector<Found>& found, bool by_words,
            const Ruler* ruler) {
  const std::vector<Gate> gates = gates_of(t, query.filters);
  Sifted out;
  out.near_miss.resize(t.facets.size());
  out.passed.reserve(found.size());
  out.hits.reserve(found.size());
  for (const Found& f : found) {
    if (!query.only.empty() && (f.doc >= query.only.size() || query.only[f.doc] == 0)) continue;
    float chord = -1;
    if (ruler != nullptr) {
      chord = ruler->nearest(f.doc);
      if (!ruler->within(f.doc, chord)) continue;
    }
    const Gate* stopped = nullptr;
    bool twice = false;
    for (const Gate& gate : gates) {
      if (passes(t, gate, f.doc)) continue;
      twice = stopped != nullptr;
      stopped = &gate;
      if (twice) break;
    }
    if (stopped == nullptr) {
      out.passed.push_back(f.doc);
      out.hits.push_back({f.doc, rank(t, f, by_words, ruler, chord)});
    } else if (!twice && stopped->facet < t.facets.size()) {
      out.near_miss[stopped->facet].push_back(f.doc);
    }
  }
  return out;
}

}  // namespace

double distance_km(Point a, Point b) {
  const double lat1 = radians(static_cast<double>(a.lat));
  const double lat2 = radians(static_cast<double>(b.lat));
  const double u = std::sin((lat2 - lat1) / 2);
  const double v = std::sin(radians(static_cast<double>(b.lon) - static_cast<double>(a.lon)) / 2);
  const double h = u * u + std::cos(lat1) * std::cos(lat2) * v * v;
  return 2 * kEarth * std::asin(std::min(1.0, std::sqrt(h)));
}

std::array<float, 3> on_sphere(Point point) {
  const double lat = radians(static_cast<double>(point.lat));
  const double lon = radians(static_cast<double>(point.lon));
  return {static_cast<float>(std::cos(lat) * std::cos(lon)),
          static_cast<float>(std::cos(lat) * std::sin(lon)), static_cast<float>(std::sin(lat))};
}

std::vector<Found> everything(const Index::Tables& tables) {
  std::vector<Found> all(tables.documents);
  for (std::uint32_t doc = 0; doc < tables.documents; ++doc) all[doc].doc = doc;
  return all;
}

void sift(const Index::Tables& t, const Query& query, const std::vector<Found>& found, bool by_words,
          const std::vector<std::uint32_t>& named, Answer& answer) {
  std::optional<Ruler> ruler;
  if (query.near) ruler.emplace(t, *query.near);
  Sifted through = pass(t, query, found, by_words, ruler ? &*ruler : nullptr);
  answer.total = static_cast<std::uint32_t>(through.hits.size());
  answer.facets.clear();
  for (std::size_t f = 0; f < t.facets.size(); ++f) {
    std::vector<std::uint32_t> counts(t.facets[f].values.size(), 0);
    count(t.facets[f], through.passed, counts);
    count(t.facets[f], through.near_miss[f], counts);
    answer.facets.push_back(sorted_counts(t.facets[f], counts));
  }
  if (!named.empty()) {
    for (Found& hit : through.hits) {
      if (std::binary_search(named.begin(), named.end(), hit.doc)) hit.score += 100;
    }
  }
  const auto better = [](const Found& a, const Found& b) {
    return a.score != b.score ? a.score > b.score : a.doc < b.doc;
  };
  const std::size_t from = std::min<std::size_t>(query.offset, through.hits.size());
  const std::size_t until = std::min<std::size_t>(from + query.limit, through.hits.size());
  const auto middle = through.hits.begin() + static_cast<std::ptrdiff_t>(until);
  if (until < through.hits.size()) std::nth_element(through.hits.begin(), middle, through.hits.end(), better);
  std::sort(through.hits.begin(), middle, better);
  answer.hits.clear();
  for (std::size_t i = from; i < until; ++i) {
    const Found& hit = through.hits[i];
    answer.hits.push_back({hit.doc, hit.score, ruler ? static_cast<float>(ruler->km(hit.doc)) : -1.0F});
  }
}

}  // namespace cote::search
