// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <stdexcept>

#include <zip.h>

#include "guide/export/parts.h"
#include "guide/export/write.h"
#include "guide/hsds/names.h"
#include "kernel/csv.h"

namespace cote::guide::exporting {
namespace {

struct Sheet {
  std::string_view file;
  std::vector<std::string_view> columns;
};

/// The tables of HSDS 3 that we have anything for, with the columns of its schema.
const std::vector<Sheet>& sheets() {
  static const std::vector<Sheet> all{
      {"organizations.csv", {"id", "name", "alternate_name", "description", "email", "website"}},
      {"services.csv",
       {"id", "organization_id", "name", "description", "url", "email", "status", "application_process",
        "fees_description", "eligibility_description", "minimum_age", "maximum_age", "assured_date",
        "assurer_email", "alert", "last_modified"}},
      {"locations.csv",
       {"id", "location_type", "organization_id", "name", "description", "transportation", "latitude",
        "longitude"}},
      {"service_at_location.csv", {"id", "service_id", "location_id", "description"}},
      {"addresses.csv",
       {"id", "location_id", "address_1", "address_2", "city", "region", "state_province", "postal_code",
        "country", "address_type"}},
      {"phones.csv",
       {"id", "location_id", "service_id", "organization_id", "contact_id", "service_at_location_id",
        "number", "type", "description"}},
      {"contacts.csv", {"id", "organization_id", "service_id", "title", "department", "email"}},
      {"schedules.csv",
       {"id", "service_id", "location_id", "service_at_location_id", "freq", "byday", "opens_at", "closes_at",
        "description", "attending_type", "notes"}},
      {"languages.csv", {"id", "service_id", "location_id", "phone_id", "name", "code", "note"}},
      {"service_areas.csv", {"id", "service_id", "name", "description", "extent", "extent_type"}},
      {"cost_options.csv", {"id", "service_id", "option", "currency", "amount", "amount_description"}},
      {"required_documents.csv", {"id", "service_id", "document"}},
      {"accessibility.csv", {"id", "location_id", "description", "details"}},
      {"taxonomies.csv", {"id", "name", "description"}},
      {"taxonomy_terms.csv",
       {"id", "code", "name", "description", "parent_id", "taxonomy", "language", "taxonomy_id"}},
      {"attributes.csv", {"id", "link_id", "taxonomy_term_id", "link_type", "link_entity", "value"}},
      {"meta_table_descriptions.csv", {"id", "name", "language", "character_set"}}};
  return all;
}

std::string cell(const json::object& row, std::string_view column) {
  auto const* const found = row.if_contains(column);
  if (found == nullptr || found->is_object() || found->is_array()) return {};
  return found->is_string() ? std::string(found->get_string()) : boost::json::serialize(*found);
}

/// The nested objects of the JSON form, taken apart into rows.
class Package {
 public:
  Package(const Snapshot& snapshot, std::string_view lang) : lang_(lang) {
    for (auto const& sheet : sheets()) {
      auto& text = texts_.emplace_back();
      text = csv::line({sheet.columns.begin(), sheet.columns.end()});
    }
    for (auto const& each : hsds_taxonomies(snapshot, lang)) row("taxonomies.csv", each.as_object());
    for (auto const& each : snapshot.catalogue.rubrics)
      if (!is_uuid(each.id)) term(hsds_rubric_term(each, lang));
    for (auto const& each : snapshot.catalogue.topics) term(hsds_taxonomy_term(snapshot, each, lang));
    for (auto const& each : snapshot.catalogue.organisations)
      organization(hsds_organization(snapshot, each, lang, false));
    for (auto const& each : snapshot.catalogue.places) location(hsds_location(snapshot, each, lang));
    for (auto const& each : snapshot.catalogue.services) service(hsds_service(snapshot, each, lang));
    row("meta_table_descriptions.csv", {{"id", uuid_of("meta:" + std::string(lang))},
                                        {"name", "Texts"},
                                        {"language", lang},
                                        {"character_set", "UTF-8"}});
  }
  [[nodiscard]] const std::vector<std::string>& texts() const { return texts_; }

 private:
  void row(std::string_view file, const json::object& object) {
    auto const sheet = std::ranges::find(sheets(), file, &Sheet::file);
    std::vector<std::string> cells;
    for (auto const column : sheet->columns) cells.push_back(cell(object, column));
    texts_[static_cast<std::size_t>(sheet - sheets().begin())] += csv::line(cells);
  }
  template <class F>
  static void each(const json::object& from, std::string_view member, F use) {
    auto const* const list = from.if_contains(member);
    if (list == nullptr) return;
    for (auto const& item : list->get_array()) use(json::object(item.get_object()));
  }
  void children(const json::object& from, std::string_view member, std::string_view file,
                std::string_view key) {
    each(from, member, [&](json::object child) {
      child[key] = from.at("id");
      row(file, child);
    });
  }
  void term(const json::object& object) {
    if (terms_.insert(cell(object, "id")).second) row("taxonomy_terms.csv", object);
  }
  void attributes(const json::object& from) {
    each(from, "attributes", [&](const json::object& attribute) {
      term(attribute.at("taxonomy_term").as_object());
      row("attributes.csv", attribute);
    });
  }
  void phones(const json::object& from, std::string_view key) {
    each(from, "phones", [&](json::object phone) {
      phone[key] = from.at("id");
      row("phones.csv", phone);
      children(phone, "languages", "languages.csv", "phone_id");
      attributes(phone);
    });
  }
  void organization(const json::object& object) {
    row("organizations.csv", object);
    phones(object, "organization_id");
    attributes(object);
  }
  void location(const json::object& object) {
    row("locations.csv", object);
    children(object, "addresses", "addresses.csv", "location_id");
    children(object, "accessibility", "accessibility.csv", "location_id");
    attributes(object);
  }
  void service(const json::object& object) {
    row("services.csv", object);
    phones(object, "service_id");
    children(object, "languages", "languages.csv", "service_id");
    children(object, "service_areas", "service_areas.csv", "service_id");
    children(object, "cost_options", "cost_options.csv", "service_id");
    children(object, "required_documents", "required_documents.csv", "service_id");
    attributes(object);
    each(object, "contacts", [&](json::object contact) {
      contact["service_id"] = object.at("id");
      row("contacts.csv", contact);
      phones(contact, "contact_id");
    });
    each(object, "service_at_locations", [&](const json::object& at) {
      row("service_at_location.csv", at);
      phones(at, "service_at_location_id");
      children(at, "schedules", "schedules.csv", "service_at_location_id");
    });
  }

  std::string lang_;
  std::vector<std::string> texts_{};
  std::set<std::string> terms_{};
};

std::string datapackage() {
  json::array resources;
  for (auto const& sheet : sheets()) {
    json::array fields;
    for (auto const column : sheet.columns) {
      bool const number = column == "latitude" || column == "longitude" || column == "amount" ||
                          column == "minimum_age" || column == "maximum_age";
      fields.push_back(json::object{{"name", column}, {"type", number ? "number" : "string"}});
    }
    json::object resource;
    resource["name"] = sheet.file.substr(0, sheet.file.size() - 4);
    resource["path"] = sheet.file;
    resource["profile"] = "tabular-data-resource";
    resource["schema"] = json::object{{"primaryKey", "id"}, {"fields", std::move(fields)}};
    resources.push_back(std::move(resource));
  }
  json::object package;
  package["name"] = "human_services_data";
  package["title"] = "Guide";
  package["profile"] = "tabular-data-package";
  package["version"] = "3.0.0";
  package["resources"] = std::move(resources);
  return boost::json::serialize(package);
}

struct DiscardZip {
  void operator()(zip_t* zip) const { zip_discard(zip); }
};
struct FreeSource {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};

void add_file(zip_t* zip, std::string_view name, const std::string& bytes) {
  auto* const source = zip_source_buffer(zip, bytes.data(), bytes.size(), 0);
  auto const index =
      source == nullptr ? -1 : zip_file_add(zip, std::string(name).c_str(), source, ZIP_FL_ENC_UTF_8);
  if (index >= 0) {
    // The same data makes the same file: no clock in it.
    zip_file_set_dostime(zip, static_cast<zip_uint64_t>(index), 0, (1 << 5) | 1, 0);
    return;
  }
  zip_source_free(source);
  throw std::runtime_error("a zip cannot be made");
}

}  // namespace

void write_hsds_zip(const Snapshot& snapshot, std::string_view lang, const Sink& sink) {
  Package const package(snapshot, lang);
  auto const description = datapackage();
  zip_error_t error;
  zip_error_init(&error);
  std::unique_ptr<zip_source_t, FreeSource> const memory(zip_source_buffer_create(nullptr, 0, 0, &error));
  if (!memory) throw std::runtime_error("a zip cannot be made");
  zip_source_keep(memory.get());
  std::unique_ptr<zip_t, DiscardZip> zip(zip_open_from_source(memory.get(), ZIP_TRUNCATE, &error));
  if (!zip) throw std::runtime_error("a zip cannot be made");
  for (std::size_t i = 0; i < sheets().size(); ++i) add_file(zip.get(), sheets()[i].file, package.texts()[i]);
  add_file(zip.get(), "datapackage.json", description);
  if (zip_close(zip.get()) != 0) throw std::runtime_error("a zip cannot be written");
  static_cast<void>(zip.release());  // closed: it is gone
  if (zip_source_open(memory.get()) != 0) throw std::runtime_error("a zip cannot be read back");
  std::array<char, 64 * 1024> piece{};
  while (true) {
    auto const got = zip_source_read(memory.get(), piece.data(), piece.size());
    if (got <= 0) break;
    sink({piece.data(), static_cast<std::size_t>(got)});
  }
  zip_source_close(memory.get());
}

}  // namespace cote::guide::exporting
