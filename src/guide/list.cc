// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/list.h"

#include <algorithm>
#include <charconv>

#include "guide/rules.h"
#include "kernel/collate.h"
#include "web/layout.h"

namespace cote::guide {
namespace {

constexpr std::size_t kLongest = 200;  // bytes of a value
constexpr std::uint32_t kMost = 2000;  // hits put in another order than the search's

std::string tidy(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  if (text.size() > kLongest) {
    text = text.substr(0, kLongest);
    // Not in the middle of a letter.
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80) text.remove_suffix(1);
    if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0xC0) text.remove_suffix(1);
  }
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  return std::string(text);
}

template <class N>
N number(std::string_view text, N lowest, N highest) {
  N out{};
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size()) return lowest;
  return std::clamp(out, lowest, highest);
}

constexpr std::pair<Order, std::string_view> kOrders[] = {
    {Order::near, "near"}, {Order::name, "name"}, {Order::fresh, "fresh"}};

std::optional<search::Point> read_point(std::string_view text) {
  auto const comma = text.find(',');
  if (comma == text.npos) return std::nullopt;
  auto const one = [](std::string_view part) -> std::optional<float> {
    float out{};
    auto const [end, error] = std::from_chars(part.data(), part.data() + part.size(), out);
    if (error != std::errc() || end != part.data() + part.size()) return std::nullopt;
    return out;
  };
  auto const lat = one(text.substr(0, comma));
  auto const lon = one(text.substr(comma + 1));
  if (!lat || !lon || !(std::abs(*lat) <= 90) || !(std::abs(*lon) <= 180)) return std::nullopt;
  return search::Point{*lat, *lon};
}

search::Query query_of(const Asked& asked, std::string_view lang) {
  search::Query q;
  q.words = asked.words;
  q.lang = std::string(lang);
  auto const only = [&](Facet facet, std::string_view value) {
    if (!value.empty()) q.filters.push_back({static_cast<search::FacetId>(facet), {std::string(value)}});
  };
  only(Facet::rubric, asked.rubric);
  only(Facet::topic, asked.topic);
  only(Facet::commune, asked.commune);
  only(Facet::language, asked.spoken);
  only(Facet::audience, asked.audience);
  if (asked.free) only(Facet::cost, "free");
  if (asked.walk_in) only(Facet::admission, "walk_in");
  if (asked.papers_no) only(Facet::undocumented, "yes");
  return q;
}

// Gives the search its place and its hour; `bits` must outlive the query.
void place_and_hour(search::Query& q, Found& found, std::vector<std::uint8_t>& bits, const Snapshot& from,
                    const Asked& asked, LocalMinute now) {
  if (auto const point = read_point(asked.at)) {
    found.spot = Snapshot::Spot{*point, {}};
  } else if (!asked.near.empty()) {
    found.spot = from.locate(asked.near);
    found.spot_unknown = !found.spot;
  }
  if (found.spot) q.near = search::Near{found.spot->point, static_cast<double>(asked.within)};
  if (asked.open == "now") {
    found.open_at = now;
  } else if (!asked.open.empty()) {
    found.open_at = parse_local(asked.open);
    found.open_unreadable = !found.open_at;
  }
  if (found.open_at) {
    bits = from.open_at(*found.open_at);
    q.only = bits;
  }
}

void put_in_order(std::vector<search::Hit>& hits, const Snapshot& from, Order order, std::string_view lang,
                  LocalMinute now) {
  auto const& services = from.catalogue.services;
  if (order == Order::near) {
    std::ranges::stable_sort(hits, {}, [](const search::Hit& h) { return h.km < 0 ? 1e9F : h.km; });
  } else if (order == Order::fresh) {
    auto const today = Date(std::chrono::local_days(std::chrono::floor<std::chrono::days>(now)));
    std::ranges::stable_sort(hits, std::greater{}, [&](const search::Hit& h) {
      return rules::freshness_score(services[h.doc].provenance, today);
    });
  } else {
    sort_by_name(hits, lang, [&](const search::Hit& h) { return rules::text(services[h.doc].name, lang); });
  }
}

}  // namespace

Asked read_asked(const web::Fields& fields) {
  Asked out;
  out.words = tidy(fields.get("q"));
  out.rubric = tidy(fields.get("rubric"));
  out.topic = tidy(fields.get("topic"));
  out.commune = tidy(fields.get("commune"));
  out.spoken = tidy(fields.get("lang"));
  out.audience = tidy(fields.get("audience"));
  out.open = tidy(fields.get("open"));
  out.free = fields.get("free") == "1";
  out.walk_in = fields.get("walkin") == "1";
  out.papers_no = fields.get("papers") == "no";
  out.near = tidy(fields.get("near"));
  out.at = tidy(fields.get("at"));
  out.within = number(fields.get("within"), 0, 200);
  for (auto const& [order, name] : kOrders)
    if (fields.get("sort") == name) out.order = order;
  out.page = number<std::uint32_t>(fields.get("page"), 1, 100000);
  return out;
}

web::Fields fields_of(const Asked& asked) {
  web::Fields out;
  auto const put = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) out.add(std::string(name), std::string(value));
  };
  put("q", asked.words);
  put("rubric", asked.rubric);
  put("topic", asked.topic);
  put("commune", asked.commune);
  put("lang", asked.spoken);
  put("audience", asked.audience);
  put("open", asked.open);
  put("free", asked.free ? "1" : "");
  put("walkin", asked.walk_in ? "1" : "");
  put("papers", asked.papers_no ? "no" : "");
  put("near", asked.near);
  put("at", asked.at);
  put("within", asked.within > 0 ? std::to_string(asked.within) : "");
  for (auto const& [order, name] : kOrders)
    if (asked.order == order) put("sort", name);
  put("page", asked.page > 1 ? std::to_string(asked.page) : "");
  return out;
}

Url list_url(const web::Visit& visit, const Asked& asked, std::string_view path) {
  auto const query = fields_of(asked).encode();
  return web::here(visit, query.empty() ? std::string(path) : std::string(path) + "?" + query);
}

std::size_t filters_of(const Asked& asked) {
  auto const said = [](std::string_view v) { return v.empty() ? 0U : 1U; };
  return said(asked.rubric) + said(asked.topic) + said(asked.commune) + said(asked.spoken) +
         said(asked.audience) + said(asked.open) + (asked.free ? 1U : 0U) + (asked.walk_in ? 1U : 0U) +
         (asked.papers_no ? 1U : 0U) + (asked.within > 0 ? 1U : 0U);
}

Found find(const Snapshot& from, const Asked& asked, std::string_view lang, LocalMinute now,
           std::uint32_t per_page) {
  Found found;
  std::vector<std::uint8_t> bits;
  auto q = query_of(asked, lang);
  place_and_hour(q, found, bits, from, asked, now);
  bool const ours = asked.order != Order::best && (asked.order != Order::near || found.spot);
  auto const size = per_page == 0 ? kMost : per_page;
  // A small Guide gives all its hits at once, so that those open now are counted without asking again.
  bool const all = ours || from.catalogue.services.size() <= kMost;
  q.offset = all ? 0 : (asked.page - 1) * size;
  q.limit = all ? kMost : size;
  found.answer = from.index->find(q);
  found.pages = std::max(1U, (found.answer.total + size - 1) / size);
  found.hits = std::move(found.answer.hits);
  if (asked.open == "now") {
    found.open_now = found.answer.total;
  } else {
    auto const open = from.open_at(now);
    if (found.hits.size() == found.answer.total) {
      found.open_now = static_cast<std::uint32_t>(
          std::ranges::count_if(found.hits, [&](const search::Hit& h) { return open[h.doc] != 0; }));
    } else {
      q.only = open;
      q.offset = q.limit = 0;
      found.open_now = from.index->find(q).total;
    }
  }
  if (ours) put_in_order(found.hits, from, asked.order, lang, now);
  if (all) {
    auto const first = std::min((asked.page - 1) * std::size_t{size}, found.hits.size());
    found.hits.erase(found.hits.begin(), found.hits.begin() + static_cast<std::ptrdiff_t>(first));
    if (found.hits.size() > size) found.hits.resize(size);
  }
  return found;
}

std::uint32_t count(const Snapshot& from, const Asked& asked, std::string_view lang, LocalMinute now) {
  Found found;
  std::vector<std::uint8_t> bits;
  auto q = query_of(asked, lang);
  place_and_hour(q, found, bits, from, asked, now);
  q.limit = 0;
  return from.index->find(q).total;
}

}  // namespace cote::guide
