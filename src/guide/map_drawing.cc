// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/map_drawing.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "kernel/embedded.h"
#include "kernel/json.h"
#include "web/components/markup.h"

namespace cote::guide {

using namespace cote::html;

namespace {

// The frame: the province and a little around it.
constexpr double kWest = 4.28;
constexpr double kEast = 5.42;
constexpr double kNorth = 50.70;
constexpr double kSouth = 49.76;
constexpr double kUnitsPerDegree = 1111.95;  // of latitude, 100 m each
const double kSqueeze = std::cos(50.3 * std::numbers::pi / 180);

struct Spot {
  double x;
  double y;
};
Spot project(double lat, double lon) {
  return {(lon - kWest) * kUnitsPerDegree * kSqueeze, (kNorth - lat) * kUnitsPerDegree};
}

std::string whole(double v) { return std::to_string(std::lround(v)); }

// A line as relative moves in whole units: short, and exact to 100 m.
std::string path_of(const json::array& points) {
  std::string out;
  long x = 0;
  long y = 0;
  for (auto const& point : points) {
    if (!point.is_array() || point.as_array().size() < 2) continue;
    auto const& pair = point.as_array();
    auto const at = project(pair[1].to_number<double>(), pair[0].to_number<double>());
    auto const nx = std::lround(at.x);
    auto const ny = std::lround(at.y);
    if (out.empty()) {
      out = "M" + std::to_string(nx) + " " + std::to_string(ny) + "l";
    } else if (nx != x || ny != y) {
      if (out.back() != 'l' && nx >= x) out += ' ';
      out += std::to_string(nx - x);
      if (ny >= y) out += ' ';
      out += std::to_string(ny - y);
    }
    x = nx;
    y = ny;
  }
  return out;
}

void add(Backdrop& out, const json::object& feature) {
  auto const& properties = feature.at("properties").as_object();
  auto const& geometry = feature.at("geometry").as_object();
  auto const& points = geometry.at("coordinates").as_array();
  auto const kind = json::text(properties, "kind");
  auto const name = json::text(properties, "name");
  if (kind == "outline") out.outline += path_of(points.at(0).as_array()) + "z";
  if (kind == "river") out.rivers[name == "Sambre" ? 1 : 0] += path_of(points);
  if (kind == "border" || kind == "neighbour") out.borders += path_of(points);
  if (kind == "place") {
    auto const at = project(points.at(1).to_number<double>(), points.at(0).to_number<double>());
    auto const rank = static_cast<int>(json::number(properties, "rank").value_or(3));
    out.towns.push_back({name, at.x, at.y, rank});
  }
}

Backdrop read() {
  Backdrop out;
  auto const bytes = embedded_data("namur/backdrop.json");
  if (!bytes) return out;
  auto const parsed = json::parse(*bytes);
  if (!parsed || !parsed->is_object()) return out;
  for (auto const& feature : parsed->as_object().at("features").as_array()) add(out, feature.as_object());
  auto const corner = project(kSouth, kEast);
  out.width = corner.x;
  out.height = corner.y;
  return out;
}

Html lines(const Backdrop& land) {
  auto const line = [](std::string_view classes, const std::string& data) {
    return data.empty() ? Html() : svg_path(cls(classes), Attr("d", data));
  };
  return join(line("p-terre", land.outline), line("p-bord", land.borders), line("p-meuse", land.rivers[0]),
              line("p-sambre", land.rivers[1]));
}

Html town(const Backdrop::Town& t, double lift) {
  return svg_text(Attr("x", whole(t.x)), Attr("y", whole(t.y - lift)), Attr("text-anchor", "middle"), t.name);
}

Html circle(std::string_view classes, const Spot& at, double radius) {
  return svg_circle(cls(classes), Attr("cx", whole(at.x)), Attr("cy", whole(at.y)), Attr("r", whole(radius)));
}

}  // namespace

const Backdrop& backdrop() {
  static const Backdrop land = read();
  return land;
}

Html draw_province(const Backdrop& land, const std::vector<Pin>& pins, std::string_view words) {
  if (land.empty()) return {};
  // Largest first, so that small ones stay on top.
  auto sorted = pins;
  std::ranges::sort(sorted, std::greater{}, &Pin::count);
  Html marks;
  for (auto const& pin : sorted) {
    auto const at = project(pin.at.lat, pin.at.lon);
    auto const radius = 16 + 4 * std::sqrt(static_cast<double>(pin.count));
    if (pin.approximate) marks += circle("p-zone", at, radius + 12);
    marks += join(circle("p-lieu", at, radius),
                  svg_text(cls("p-nombre"), Attr("x", whole(at.x)), Attr("y", whole(at.y + 8)),
                           Attr("text-anchor", "middle"), pin.count));
  }
  Html names;
  for (auto const& t : land.towns)
    if (t.rank == 1) names += town(t, 36);
  return svg(cls("province"), Attr("viewBox", "0 0 " + whole(land.width) + " " + whole(land.height)),
             Attr("role", "img"), aria_label(words), lines(land), marks, names);
}

Html draw_around(const Backdrop& land, const Pin& pin, std::string_view words) {
  if (land.empty()) return {};
  constexpr double kWide = 300;
  constexpr double kHigh = 150;
  auto const at = project(pin.at.lat, pin.at.lon);
  Html names;
  std::vector<const Backdrop::Town*> written;
  for (int rank = 1; rank <= 3; ++rank) {
    for (auto const& t : land.towns) {
      bool const inside = std::abs(t.x - at.x) < kWide / 2 - 30 && std::abs(t.y - at.y) < kHigh / 2 - 8;
      bool const on_pin = std::hypot(t.x - at.x, (t.y - at.y)) < 24 && rank > 1;
      // A name that would lie on another is left out: the bigger town came first.
      bool const crowded = std::ranges::any_of(written, [&](const Backdrop::Town* other) {
        return std::abs(other->y - t.y) < 16 && std::abs(other->x - t.x) < 70;
      });
      if (t.rank != rank || !inside || on_pin || crowded || written.size() >= 6) continue;
      written.push_back(&t);
      names += join(circle("p-bourg", {t.x, t.y}, 2), town(t, 5));
    }
  }
  auto const mark =
      pin.approximate
          ? circle("p-zone", at, 26)
          : svg_path(cls("p-epingle"), Attr("d", "M" + whole(at.x) + " " + whole(at.y) +
                                                     "c-8-10-11-14-11-18a11 11 0 0 1 22 0c0 4-3 8-11 18z"));
  auto const box =
      whole(at.x - kWide / 2) + " " + whole(at.y - kHigh / 2) + " " + whole(kWide) + " " + whole(kHigh);
  return svg(Attr("viewBox", box), Attr("role", "img"), aria_label(words), lines(land), mark, names);
}

}  // namespace cote::guide
