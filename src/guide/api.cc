// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/api.h"

#include <algorithm>

#include "guide/api/downloads.h"
#include "guide/api/list.h"
#include "guide/export.h"
#include "guide/hsds/names.h"
#include "guide/rules.h"
#include "kernel/id.h"
#include "search/search.h"

namespace cote::guide {
namespace {

using api::Asked;
using api::Held;

/// Words of a name, wherever the list is too short for an index: folded, anywhere in it.
bool named(const Words& words, const std::string& folded) {
  return std::ranges::any_of(words.in, [&](const Wording& each) {
    return search::fold(each.text).find(folded) != std::string::npos;
  });
}

std::string id_of(const web::Visit& v) { return hsds::uuid_or(v.segments.at(0), ""); }

web::Reply root(const web::Visit& v) {
  json::object out{{"version", "3.0"},
                   {"profile", "https://docs.openreferral.org"},
                   {"openapi_url", v.origin + "/api/hsds/openapi.json"}};
  return api::json_reply(boost::json::serialize(out));
}

web::Reply services(const Held& held, const Asked& asked) {
  auto chosen = api::select_services(*held, asked);
  auto const total = chosen.size();
  return api::list(asked, total, [held, asked, chosen = std::move(chosen)](std::size_t i) -> json::object {
    auto const& service = held->catalogue.services[chosen[i]];
    if (asked.minimal)
      return {{"id", service.id.text},
              {"modified_date", iso(service.updated)},
              {"last_modified", iso(service.updated)}};
    return asked.full ? exporting::hsds_service(*held, service, asked.lang)
                      : exporting::hsds_service_basic(*held, service, asked.lang);
  });
}

web::Reply service(const Held& held, const Asked& asked, const web::Visit& v) {
  auto const* const found = held->service(id_of(v));
  if (found == nullptr) return api::missing();
  return api::json_reply(boost::json::serialize(exporting::hsds_service(*held, *found, asked.lang)));
}

json::object whole_organization(const Snapshot& from, const Organisation& organisation, const Asked& asked) {
  auto out = exporting::hsds_organization(from, organisation, asked.lang, true);
  if (!asked.full_service) return out;
  json::array whole;
  for (auto const position : from.services_of(organisation.id.text)) {
    auto each = exporting::hsds_service(from, from.catalogue.services[position], asked.lang);
    each.erase("organization");
    whole.push_back(std::move(each));
  }
  if (!whole.empty()) out["services"] = std::move(whole);
  return out;
}

web::Reply organizations(const Held& held, const Asked& asked) {
  std::vector<std::size_t> chosen;
  auto const folded = search::fold(asked.search);
  auto const& all = held->catalogue.organisations;
  for (std::size_t i = 0; i < all.size(); ++i) {
    bool const changed = !asked.modified_after || all[i].updated >= *asked.modified_after;
    if (changed && (folded.empty() || named(all[i].name, folded))) chosen.push_back(i);
  }
  auto const total = chosen.size();
  return api::list(asked, total, [held, asked, chosen = std::move(chosen)](std::size_t i) {
    auto const& organisation = held->catalogue.organisations[chosen[i]];
    return asked.full || asked.full_service ? whole_organization(*held, organisation, asked)
                                            : exporting::hsds_organization_basic(organisation, asked.lang);
  });
}

web::Reply organization(const Held& held, const Asked& asked, const web::Visit& v) {
  auto const* const found = held->organisation(id_of(v));
  if (found == nullptr) return api::missing();
  return api::json_reply(boost::json::serialize(whole_organization(*held, *found, asked)));
}

web::Reply service_at_locations(const Held& held, const Asked& asked) {
  auto chosen = api::select_places(*held, asked);
  auto const total = chosen.size();
  return api::list(asked, total, [held, asked, chosen = std::move(chosen)](std::size_t i) {
    auto const& of = held->catalogue.services[chosen[i].first];
    auto const& at = of.places[chosen[i].second];
    if (asked.full) return exporting::hsds_service_at_location(*held, of, at, asked.lang);
    json::object out{{"id", at.id}, {"service_id", of.id.text}, {"location_id", at.place.text}};
    if (auto const* const place = held->place(at.place.text))
      out["location"] = exporting::hsds_location_basic(*place, asked.lang);
    out["service"] = exporting::hsds_service_basic(*held, of, asked.lang);
    return out;
  });
}

web::Reply service_at_location(const Held& held, const Asked& asked, const web::Visit& v) {
  auto const id = id_of(v);
  for (auto const& of : held->catalogue.services)
    for (auto const& at : of.places)
      if (hsds::uuid_or(at.id, "") == id)
        return api::json_reply(
            boost::json::serialize(exporting::hsds_service_at_location(*held, of, at, asked.lang)));
  return api::missing();
}

web::Reply locations(const Held& held, const Asked& asked) {
  std::vector<std::size_t> chosen;
  auto const folded = search::fold(asked.search);
  auto const& all = held->catalogue.places;
  for (std::size_t i = 0; i < all.size(); ++i) {
    bool keep = folded.empty() || named(all[i].name, folded);
    if (keep && asked.within_km > 0)
      keep = all[i].lat && all[i].lon &&
             search::distance_km(*asked.centre, {static_cast<float>(*all[i].lat),
                                                 static_cast<float>(*all[i].lon)}) <= asked.within_km;
    if (keep) chosen.push_back(i);
  }
  auto const total = chosen.size();
  return api::list(asked, total, [held, asked, chosen = std::move(chosen)](std::size_t i) {
    auto const& place = held->catalogue.places[chosen[i]];
    return asked.full ? exporting::hsds_location(*held, place, asked.lang)
                      : exporting::hsds_location_basic(place, asked.lang);
  });
}

web::Reply location(const Held& held, const Asked& asked, const web::Visit& v) {
  auto const* const found = held->place(id_of(v));
  if (found == nullptr) return api::missing();
  return api::json_reply(boost::json::serialize(exporting::hsds_location(*held, *found, asked.lang)));
}

web::Reply taxonomies(const Held& held, const Asked& asked) {
  std::vector<json::object> chosen;
  auto const folded = search::fold(asked.search);
  for (auto const& each : exporting::hsds_taxonomies(*held, asked.lang))
    if (folded.empty() ||
        search::fold(json::text(each.as_object(), "name")).find(folded) != std::string::npos)
      chosen.push_back(each.as_object());
  auto const total = chosen.size();
  return api::list(asked, total, [chosen = std::move(chosen)](std::size_t i) { return chosen[i]; });
}

web::Reply taxonomy(const Held& held, const Asked& asked, const web::Visit& v) {
  auto const id = id_of(v);
  for (auto const& each : exporting::hsds_taxonomies(*held, asked.lang))
    if (json::text(each.as_object(), "id") == id) return api::json_reply(boost::json::serialize(each));
  return api::missing();
}

/// Rubrics first, then the topics below them.
std::vector<json::object> all_terms(const Snapshot& from, std::string_view lang) {
  std::vector<json::object> out;
  for (auto const& each : from.catalogue.rubrics)
    if (!is_uuid(each.id)) out.push_back(exporting::hsds_rubric_term(each, lang));
  for (auto const& each : from.catalogue.topics)
    out.push_back(exporting::hsds_taxonomy_term(from, each, lang));
  return out;
}

web::Reply taxonomy_terms(const Held& held, const Asked& asked) {
  auto chosen = all_terms(*held, asked.lang);
  auto const folded = search::fold(asked.search);
  std::erase_if(chosen, [&](const json::object& each) {
    auto const parent = json::text(each, "parent_id");
    if (!asked.taxonomy.empty() && json::text(each, "taxonomy_id") != asked.taxonomy) return true;
    if (!asked.parent.empty() && parent != asked.parent) return true;
    if (asked.top_only && !parent.empty()) return true;
    return !folded.empty() && search::fold(json::text(each, "name")).find(folded) == std::string::npos;
  });
  auto const total = chosen.size();
  return api::list(asked, total, [chosen = std::move(chosen)](std::size_t i) { return chosen[i]; });
}

web::Reply taxonomy_term(const Held& held, const Asked& asked, const web::Visit& v) {
  auto const id = id_of(v);
  for (auto const& each : all_terms(*held, asked.lang))
    if (json::text(each, "id") == id) return api::json_reply(boost::json::serialize(each));
  return api::missing();
}

web::Reply tombstones(const Held& held, const Asked& asked) {
  std::vector<Tombstone> chosen;
  for (auto const& each : held->catalogue.tombstones)
    if (!asked.since || each.removed >= *asked.since) chosen.push_back(each);
  std::ranges::sort(chosen, {},
                    [](const Tombstone& each) { return std::tuple(each.removed, each.kind, each.id); });
  auto const total = chosen.size();
  return api::list(asked, total, [chosen = std::move(chosen)](std::size_t i) -> json::object {
    return {{"id", chosen[i].id}, {"kind", chosen[i].kind}, {"removed", iso(chosen[i].removed)}};
  });
}

}  // namespace

void Api::mount(web::Router& router) const {
  auto const add = [&](std::string pattern, std::string name, auto answer) {
    auto handler = [of = &shelf, now = &clock, answer](const web::Visit& v) -> web::Reply {
      auto const held = of->current();
      auto const asked = api::ask(v, *held, now->now());
      if (!asked) return api::mistakes(v, asked.problems());
      if constexpr (requires { answer(held, *asked, v); })
        return answer(held, *asked, v);
      else
        return answer(held, *asked);
    };
    router.add({.pattern = std::move(pattern), .name = std::move(name), .localised = false},
               std::move(handler));
  };
  router.add({.pattern = "/api/hsds", .name = "api.root", .localised = false}, root);
  router.add({.pattern = "/api/hsds/openapi.json", .name = "api.openapi", .localised = false},
             [](const web::Visit& v) { return api::json_reply(api::openapi(v.origin)); });
  add("/api/hsds/services", "api.services", services);
  add("/api/hsds/services/{id}", "api.service", service);
  add("/api/hsds/organizations", "api.organizations", organizations);
  add("/api/hsds/organizations/{id}", "api.organization", organization);
  add("/api/hsds/service_at_locations", "api.service_at_locations", service_at_locations);
  add("/api/hsds/service_at_locations/{id}", "api.service_at_location", service_at_location);
  add("/api/hsds/locations", "api.locations", locations);
  add("/api/hsds/locations/{id}", "api.location", location);
  add("/api/hsds/taxonomies", "api.taxonomies", taxonomies);
  add("/api/hsds/taxonomies/{id}", "api.taxonomy", taxonomy);
  add("/api/hsds/taxonomy_terms", "api.taxonomy_terms", taxonomy_terms);
  add("/api/hsds/taxonomy_terms/{id}", "api.taxonomy_term", taxonomy_term);
  add("/api/hsds/tombstones", "api.tombstones", tombstones);
  add("/api/exports/{file}", "api.export", api::download);
}

}  // namespace cote::guide
