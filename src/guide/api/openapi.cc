// SPDX-License-Identifier: AGPL-3.0-or-later
#include <initializer_list>

#include "guide/api/list.h"

namespace cote::guide::api {
namespace {

struct Parameter {
  std::string_view name;
  std::string_view type;
  bool ours;  // an extension: not in HSDS 3.0
  std::string_view description;
};
constexpr Parameter kParameters[] = {
    {"page", "integer", false, "Page number, from 1."},
    {"per_page", "integer", false, "Results in a page, 1 to 500; 50 when absent."},
    {"format", "string", false,
     "json, or ndjson for one object a line without a page around them (all of them unless page or per_page "
     "is given)."},
    {"search", "string", false,
     "Words in any language; misspelt ones are corrected, and words are left out rather than finding "
     "nothing."},
    {"full", "boolean", false, "Objects with everything that belongs to them."},
    {"minimal", "boolean", false, "Only id and modified_date of each service."},
    {"full_service", "boolean", false, "Organizations with their services whole."},
    {"top_only", "boolean", false, "Only terms without a parent."},
    {"taxonomy_term_id", "string", false, "Services about this term, or about a term below it."},
    {"taxonomy_id", "string", false, "Services about any term of this taxonomy, or the terms of it."},
    {"parent_id", "string", false, "Terms below this one."},
    {"organization_id", "string", false, "Services of this organization."},
    {"modified_after", "string", false,
     "What changed at this instant or later (RFC 3339), or from this day on."},
    {"postcode", "string", false,
     "A postal code, or the name of a village or commune. Services for people of that place; with proximity, "
     "those near it."},
    {"proximity", "string", false, "Metres from postcode, or from lat and lon."},
    {"lat", "number", true, "Latitude of a point (WGS 84), with lon: nearest first."},
    {"lon", "number", true, "Longitude of the point."},
    {"language", "string", true,
     "A language spoken at the service (BCP 47); several may be given, one is enough."},
    {"open_at", "string", true,
     "Services surely open then: now, a Belgian wall-clock time (2026-11-23T09:00), or an instant with its "
     "offset."},
    {"lang", "string", true,
     "Language of the texts; the source's where a text is not translated. Accept-Language decides when "
     "absent."},
    {"since", "string", true, "What was removed at this instant or later (RFC 3339), or from this day on."}};

struct Path {
  std::string_view path;
  std::string_view summary;
  std::string_view schema;  // of HSDS 3.0, below schema/
  std::initializer_list<std::string_view> parameters;
};

const std::initializer_list<Path>& paths() {
  static const std::initializer_list<Path> all{
      {"/services",
       "Services",
       "compiled/service_list.json",
       {"search", "taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after", "minimal", "full",
        "postcode", "proximity", "lat", "lon", "language", "open_at", "page", "per_page", "format", "lang"}},
      {"/services/{id}", "A service with all that belongs to it", "compiled/service.json", {"lang"}},
      {"/organizations",
       "Organizations",
       "compiled/organization_list.json",
       {"search", "modified_after", "full", "full_service", "page", "per_page", "format", "lang"}},
      {"/organizations/{id}",
       "An organization with its services",
       "compiled/organization.json",
       {"full_service", "lang"}},
      {"/service_at_locations",
       "Services where they are given",
       "compiled/service_at_location_list.json",
       {"search", "taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after", "full", "postcode",
        "proximity", "lat", "lon", "language", "open_at", "page", "per_page", "format", "lang"}},
      {"/service_at_locations/{id}",
       "A service at a place, whole",
       "compiled/service_at_location.json",
       {"lang"}},
      {"/locations",
       "Locations (extension)",
       "location.json",
       {"search", "full", "postcode", "proximity", "lat", "lon", "page", "per_page", "format", "lang"}},
      {"/locations/{id}", "A location (extension)", "location.json", {"lang"}},
      {"/taxonomies", "Taxonomies", "taxonomy.json", {"search", "page", "per_page", "format", "lang"}},
      {"/taxonomies/{id}", "A taxonomy", "taxonomy.json", {"lang"}},
      {"/taxonomy_terms",
       "Taxonomy terms",
       "taxonomy_term.json",
       {"search", "taxonomy_id", "parent_id", "top_only", "page", "per_page", "format", "lang"}},
      {"/taxonomy_terms/{id}", "A taxonomy term", "taxonomy_term.json", {"lang"}},
      {"/tombstones",
       "What was removed: kind, id and when (extension)",
       "",
       {"since", "page", "per_page", "format"}}};
  return all;
}

json::object reference(std::string_view to) { return {{"$ref", to}}; }

json::object schema_of(const Path& path) {
  if (path.schema.empty()) return reference("#/components/schemas/Tombstone");
  return reference("https://raw.githubusercontent.com/openreferral/specification/3.0/schema/" +
                   std::string(path.schema));
}

json::object answer(std::string_view description, json::object schema) {
  return {{"description", description}, {"content", {{"application/json", {{"schema", std::move(schema)}}}}}};
}

json::object operation(const Path& path) {
  bool const one = path.path.ends_with("{id}");
  json::array parameters;
  if (one)
    parameters.push_back(json::object{{"name", "id"},
                                      {"in", "path"},
                                      {"required", true},
                                      {"schema", {{"type", "string"}, {"format", "uuid"}}}});
  for (auto const name : path.parameters)
    parameters.push_back(reference("#/components/parameters/" + std::string(name)));
  json::object shown = schema_of(path);
  if (!one)
    shown = {{"allOf", json::array{reference("#/components/schemas/Page")}},
             {"properties", {{"contents", {{"type", "array"}, {"items", schema_of(path)}}}}}};
  json::object responses{
      {"200", answer("Found", std::move(shown))},
      {"422", answer("A parameter makes no sense", reference("#/components/schemas/Problems"))}};
  if (one) responses["404"] = answer("Nothing has this id", reference("#/components/schemas/Problems"));
  return {
      {"summary", path.summary}, {"parameters", std::move(parameters)}, {"responses", std::move(responses)}};
}

json::object typed(std::string_view type) { return {{"type", type}}; }

json::object components() {
  json::object parameters;
  for (auto const& each : kParameters)
    parameters[each.name] = {
        {"name", each.name},
        {"in", "query"},
        {"description", std::string(each.description) + (each.ours ? " Extension." : "")},
        {"schema", typed(each.type)}};
  json::object page{{"type", "object"},
                    {"properties",
                     {{"total_items", typed("integer")},
                      {"total_pages", typed("integer")},
                      {"page_number", typed("integer")},
                      {"size", typed("integer")},
                      {"first_page", typed("boolean")},
                      {"last_page", typed("boolean")},
                      {"empty", typed("boolean")}}}};
  json::object problem{
      {"type", "object"},
      {"properties", {{"field", typed("string")}, {"key", typed("string")}, {"message", typed("string")}}}};
  json::object problems{
      {"type", "object"},
      {"properties",
       {{"status", typed("integer")}, {"errors", {{"type", "array"}, {"items", std::move(problem)}}}}}};
  json::object tombstone{{"type", "object"},
                         {"properties",
                          {{"id", {{"type", "string"}, {"format", "uuid"}}},
                           {"kind", {{"enum", {"service", "organization", "location"}}}},
                           {"removed", {{"type", "string"}, {"format", "date-time"}}}}}};
  return {
      {"schemas",
       {{"Page", std::move(page)}, {"Problems", std::move(problems)}, {"Tombstone", std::move(tombstone)}}},
      {"parameters", std::move(parameters)}};
}

}  // namespace

std::string openapi(const std::string& origin) {
  json::object all;
  all["/"] = {
      {"get",
       {{"summary", "What this API is"},
        {"responses", {{"200", answer("Version of HSDS, and where this document is", typed("object"))}}}}}};
  for (auto const& path : paths()) all[path.path] = {{"get", operation(path)}};
  json::object document;
  document["openapi"] = "3.1.0";
  document["info"] = {
      {"title", "Guide, HSDS 3.0"},
      {"version", "3.0"},
      {"description",
       "The services of the Guide as open data. What goes beyond HSDS 3.0 is marked as an extension."},
      {"license", {{"name", "See the page about the data"}}}};
  document["jsonSchemaDialect"] = "https://json-schema.org/draft/2020-12/schema";
  document["servers"] = json::array{json::object{{"url", origin + "/api/hsds"}}};
  document["paths"] = std::move(all);
  document["components"] = components();
  return boost::json::serialize(document);
}

}  // namespace cote::guide::api
