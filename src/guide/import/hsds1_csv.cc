// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cctype>
#include <cstdlib>

#include <fmt/format.h>

#include "guide/hsds/names.h"
#include "guide/import/tables.h"

/// HSDS 1.x, and the CSV of Ohana that it grew from, brought into the tables of HSDS 3. Where the two
/// differ in sense and not in name, the row is dropped with a reason later, by what reads HSDS 3.
namespace cote::guide::import {
namespace {

void rename(json::object& row, std::string_view from, std::string_view to) {
  auto const* const found = row.if_contains(from);
  if (found == nullptr) return;
  auto value = *found;
  row.erase(from);
  if (!row.contains(to)) row[to] = std::move(value);
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> out;
  std::string part;
  for (char const c : text + ",") {
    if (c != ',') {
      if (c != ' ' || !part.empty()) part += c;
    } else if (!part.empty()) {
      out.push_back(std::move(part));
      part.clear();
    }
  }
  return out;
}

/// The table whose rows an id column names.
std::string_view table_of(std::string_view column) {
  if (column == "organization_id") return "organizations";
  if (column == "service_id") return "services";
  if (column == "location_id") return "locations";
  if (column == "contact_id") return "contacts";
  if (column == "service_at_location_id") return "services_at_location";
  if (column == "taxonomy_id") return "taxonomy";
  return {};
}

/// Every id a UUID, the same one wherever it is named.
class Ids {
 public:
  explicit Ids(std::string_view package) : package_(package) {}
  [[nodiscard]] std::string uuid(std::string_view table, std::string_view id) const {
    return hsds::uuid_or(id, fmt::format("hsds1:{}:{}:{}", package_, table, id));
  }
  void apply(Tables& tables, std::string_view table) const {
    for (auto& row : tables.rows(std::string(table) + ".csv")) {
      for (auto& [key, value] : row) {
        auto const target = key == "id" ? table : table_of(key);
        if (!target.empty() && value.is_string()) value = uuid(target, std::string_view(value.get_string()));
      }
    }
  }

 private:
  std::string package_;
};

/// "9am", "4:00 PM", "9:30" as HH:MM; what is none of these stays as it is and is refused later.
std::string clock_text(const std::string& text) {
  std::string compact;
  for (char const c : text)
    if (c != ' ' && c != '.') compact += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  bool const am = compact.ends_with("am");
  bool const pm = compact.ends_with("pm");
  if (am || pm) compact.resize(compact.size() - 2);
  auto const colon = compact.find(':');
  auto const hours = compact.substr(0, colon);
  auto const minutes = colon == std::string::npos ? std::string("00") : compact.substr(colon + 1);
  auto const digits = [](const std::string& s) {
    return !s.empty() && std::ranges::all_of(s, [](char c) { return c >= '0' && c <= '9'; });
  };
  if (!digits(hours) || hours.size() > 2 || !digits(minutes) || minutes.size() != 2) return text;
  if (colon == std::string::npos && !am && !pm) return text;
  auto hour = std::atoi(hours.c_str());
  if ((am || pm) && (hour < 1 || hour > 12)) return text;
  if (am || pm) hour = hour % 12 + (pm ? 12 : 0);
  return fmt::format("{:02}:{}", hour, minutes);
}

std::string weekday_code(std::string_view said) {
  static constexpr std::string_view kNames[] = {"monday", "tuesday",  "wednesday", "thursday",
                                                "friday", "saturday", "sunday"};
  static constexpr std::string_view kCodes[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
  std::string lower;
  for (char const c : said) lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  for (std::size_t day = 0; day < 7; ++day)
    // ISO 8601 counts from Monday = 1, and HSDS 1.1 takes its dates and times from it.
    if (lower == kNames[day] || lower == kNames[day].substr(0, 3) || lower == std::to_string(day + 1))
      return std::string(kCodes[day]);
  return std::string(said);
}

void schedules(Tables& tables) {
  tables.move("regular_schedules.csv", "schedules.csv");
  for (auto& row : tables.rows("schedules.csv")) {
    if (row.contains("weekday")) {
      row["freq"] = "WEEKLY";
      row["byday"] = weekday_code(json::text(row, "weekday"));
    }
    for (auto const key : {"opens_at", "closes_at"})
      if (row.contains(key)) row[key] = clock_text(json::text(row, key));
  }
  for (auto& row : tables.rows("holiday_schedules.csv"))
    for (auto const key : {"opens_at", "closes_at"})
      if (row.contains(key)) row[key] = clock_text(json::text(row, key));
}

void addresses(Tables& tables) {
  for (auto const& [file, type] :
       {std::pair("physical_addresses.csv", "physical"), std::pair("postal_addresses.csv", "postal"),
        std::pair("mail_addresses.csv", "postal")}) {
    for (auto& row : tables.rows(file)) row["address_type"] = type;
    tables.move(file, "addresses.csv");
  }
  for (auto& row : tables.rows("addresses.csv")) {
    if (!row.contains("address_type")) row["address_type"] = "physical";
    std::string more = json::text(row, "address_2");
    for (auto const key : {"address_3", "address_4"})
      if (auto const part = json::text(row, key); !part.empty()) more += (more.empty() ? "" : ", ") + part;
    json::put(row, "address_2", more);
  }
}

/// A list in one cell as objects with one member.
json::array listed(const json::object& row, std::string_view column, std::string_view member) {
  json::array out;
  for (auto const& each : split(json::text(row, column))) out.push_back(json::object{{member, each}});
  return out;
}

void phones(Tables& tables) {
  for (auto& row : tables.rows("phones.csv")) {
    rename(row, "number_type", "type");
    rename(row, "department", "description");
    if (auto const prefix = json::text(row, "country_prefix"); !prefix.empty())
      row["number"] = prefix + " " + json::text(row, "number");
    if (auto languages = listed(row, "language", "code"); !languages.empty())
      row["languages"] = std::move(languages);
  }
}

void locations(Tables& tables) {
  tables.move("accessibility_for_disabilities.csv", "accessibility.csv");
  for (auto& row : tables.rows("accessibility.csv")) rename(row, "accessibility", "description");
  for (auto& row : tables.rows("locations.csv")) {
    row["location_type"] = json::text(row, "virtual") == "true" ? "virtual" : "physical";
    if (auto access = listed(row, "accessibility", "description"); !access.empty())
      row["accessibility"] = std::move(access);
    row.erase("languages");
  }
}

void taxonomy(Tables& tables, const Ids& ids) {
  for (auto& row : tables.rows("taxonomy.csv")) {
    rename(row, "taxonomy_id", "id");
    rename(row, "vocabulary", "taxonomy");
    row["id"] = ids.uuid("taxonomy", json::text(row, "id"));
    row.erase("parent_id");
    row["description"] = "";
  }
  tables.move("taxonomy.csv", "taxonomy_terms.csv");
  for (auto& row : tables.rows("services_taxonomy.csv")) {
    rename(row, "service_id", "link_id");
    rename(row, "taxonomy_id", "taxonomy_term_id");
  }
  tables.move("services_taxonomy.csv", "attributes.csv");
  for (auto& row : tables.rows("services.csv"))
    for (auto const& id : split(json::text(row, "taxonomy_ids")))
      tables.rows("attributes.csv")
          .push_back({{"link_id", json::text(row, "id")}, {"taxonomy_term_id", ids.uuid("taxonomy", id)}});
}

void services(Tables& tables) {
  std::unordered_map<std::string, std::string> organisation_of;
  for (auto const& row : tables.rows("locations.csv"))
    organisation_of.emplace(json::text(row, "id"), json::text(row, "organization_id"));
  std::unordered_map<std::string, std::string> eligibility;
  for (auto const& row : tables.rows("eligibility.csv")) {
    auto& text = eligibility[json::text(row, "service_id")];
    text += (text.empty() ? "" : "\n") + json::text(row, "eligibility");
  }
  for (auto& row : tables.rows("services.csv")) {
    auto const id = json::text(row, "id");
    rename(row, "website", "url");
    rename(row, "eligibility", "eligibility_description");
    if (auto const found = eligibility.find(id); found != eligibility.end())
      row["eligibility_description"] = found->second;
    if (auto const audience = json::text(row, "audience"); !audience.empty()) {
      auto const more = json::text(row, "eligibility_description");
      row["eligibility_description"] = more.empty() ? audience : audience + "\n" + more;
    }
    if (auto spoken = listed(row, "languages", "name"); !spoken.empty()) row["languages"] = std::move(spoken);
    if (auto documents = json::text(row, "required_documents"); !documents.empty())
      row["required_documents"] = json::array{json::object{{"document", documents}}};
    row.erase("service_areas");
    row.erase("taxonomy_ids");
    // Ohana hangs a service on one location, and names the organisation there only.
    if (auto const location = json::text(row, "location_id"); !location.empty()) {
      row["service_at_locations"] = json::array{json::object{{"location_id", location}}};
      if (!row.contains("organization_id")) row["organization_id"] = organisation_of[location];
    }
  }
}

}  // namespace

Read read_hsds1_csv(const Files& files, std::string_view package, std::string_view lang,
                    const Progress& progress) {
  Gather gather(lang);
  Tables tables(files, gather);
  gather.speak(package_language(tables, lang));
  Ids const ids(package);
  for (auto const table :
       {"organizations", "services", "locations", "contacts", "phones", "services_at_location",
        "services_taxonomy", "physical_addresses", "postal_addresses", "addresses", "mail_addresses",
        "regular_schedules", "holiday_schedules", "languages", "eligibility", "required_documents",
        "accessibility_for_disabilities", "service_areas"})
    ids.apply(tables, table);
  for (auto& row : tables.rows("organizations.csv")) rename(row, "url", "website");
  for (auto& row : tables.rows("languages.csv")) rename(row, "language", "name");
  schedules(tables);
  addresses(tables);
  phones(tables);
  locations(tables);
  taxonomy(tables, ids);
  services(tables);
  tables.nest("holiday_schedules.csv", "service_at_location_id", "services_at_location.csv",
              "holiday_schedules");
  tables.nest("holiday_schedules.csv", "service_id", "services.csv", "holiday_schedules");
  tables.nest("holiday_schedules.csv", "location_id", "locations.csv", "holiday_schedules");
  return read_tables(tables, gather, "services_at_location.csv", Format::hsds1_csv, progress);
}

}  // namespace cote::guide::import
