// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/import/tables.h"

namespace cote::guide::import {
namespace {

constexpr std::size_t kSayEvery = 256;

void nest_terms(Tables& tables) {
  std::unordered_map<std::string, json::object> taxonomies;
  for (auto const& row : tables.rows("taxonomies.csv")) taxonomies.emplace(json::text(row, "id"), row);
  std::unordered_map<std::string, json::object> terms;
  for (auto& row : tables.rows("taxonomy_terms.csv")) {
    if (auto const found = taxonomies.find(json::text(row, "taxonomy_id")); found != taxonomies.end())
      row["taxonomy_detail"] = found->second;
    // An empty cell is all that a table has for an empty text.
    if (!row.contains("description")) row["description"] = "";
    terms.emplace(json::text(row, "id"), row);
  }
  for (auto& row : tables.rows("attributes.csv"))
    if (auto const found = terms.find(json::text(row, "taxonomy_term_id")); found != terms.end())
      row["taxonomy_term"] = found->second;
}

/// Inner rows gather: a row is copied into its parent as it then is.
void nest_all(Tables& tables, std::string_view at_location) {
  nest_terms(tables);
  tables.nest("languages.csv", "phone_id", "phones.csv", "languages");
  tables.nest("attributes.csv", "link_id", "phones.csv", "attributes");
  tables.nest("phones.csv", "contact_id", "contacts.csv", "phones");
  tables.nest("phones.csv", "organization_id", "organizations.csv", "phones");
  tables.nest("attributes.csv", "link_id", "organizations.csv", "attributes");
  tables.nest("contacts.csv", "organization_id", "organizations.csv", "contacts");
  for (std::string_view const child :
       {"addresses", "accessibility", "schedules", "phones", "languages", "contacts"})
    tables.nest(std::string(child) + ".csv", "location_id", "locations.csv", child);
  tables.nest("attributes.csv", "link_id", "locations.csv", "attributes");
  for (std::string_view const child : {"schedules", "phones", "contacts"})
    tables.nest(std::string(child) + ".csv", "service_at_location_id", at_location, child);
  for (std::string_view const child : {"schedules", "phones", "contacts", "languages", "service_areas",
                                       "cost_options", "required_documents"})
    tables.nest(std::string(child) + ".csv", "service_id", "services.csv", child);
  tables.nest("attributes.csv", "link_id", "services.csv", "attributes");
  tables.nest(at_location, "service_id", "services.csv", "service_at_locations");
}

}  // namespace

Read read_tables(Tables& tables, Gather& gather, std::string_view at_location, Format format,
                 const Progress& progress) {
  nest_all(tables, at_location);
  for (auto const& row : tables.rows("taxonomy_terms.csv")) gather.term(row, json::text(row, kWhere));
  for (auto& row : tables.rows("organizations.csv")) {
    if (!row.contains("description")) row["description"] = "";
    gather.organization(row, json::text(row, kWhere));
  }
  for (auto const& row : tables.rows("locations.csv")) gather.location(row, json::text(row, kWhere));
  std::size_t done = 0;
  auto const& services = tables.rows("services.csv");
  for (auto const& row : services) {
    gather.service(row, json::text(row, kWhere));
    if (progress && ++done % kSayEvery == 0) progress(done, services.size());
  }
  for (std::string_view const child :
       {"phones.csv", "contacts.csv", "schedules.csv", "languages.csv", "addresses.csv", "accessibility.csv",
        "service_areas.csv", "cost_options.csv", "required_documents.csv"})
    tables.report_orphans(child, gather);
  tables.report_orphans(at_location, gather);
  return gather.take(format);
}

Read read_hsds_csv(const Files& files, std::string_view lang, const Progress& progress) {
  Gather gather(lang);
  Tables tables(files, gather);
  gather.speak(package_language(tables, lang));
  // Either spelling is found in the wild; the specification's own example has the singular.
  bool const plural = tables.has("service_at_locations.csv");
  return read_tables(tables, gather, plural ? "service_at_locations.csv" : "service_at_location.csv",
                     Format::hsds_csv, progress);
}

}  // namespace cote::guide::import
