// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/export.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "guide/export/flat.h"
#include "guide/export/opening_specification.h"
#include "guide/import.h"
#include "guide/import/files.h"
#include "guide/rules.h"
#include "kernel/csv.h"
#include "kernel/id.h"

namespace cote::guide::exporting {
namespace {

Time noon() { return parse_time("2026-11-23T11:00:00Z").value(); }

const Snapshot& namur() {
  static const auto made = make_snapshot(import::read(COTE_SOURCE_DIR "/data/namur").catalogue, 7, noon());
  return *made;
}

std::string written(const Snapshot& from, Format format, std::string_view lang = "fr") {
  std::string out;
  write(from, format, lang, [&](std::string_view piece) { out += piece; });
  return out;
}

/// A shelter whose address nobody may read, with a mark in every piece of it.
Catalogue shelter() {
  Catalogue c;
  auto const words = [](const char* text) { return rules::source_words("fr", text); };
  c.organisations.push_back(
      {.id = {uuid_of("test:org")}, .name = words("Association inventée"), .email = "post@example.org"});
  c.communes.push_back({.nis = "92094", .name = "Namur", .lat = 50.4, .lon = 4.8, .postal_codes = {"5000"}});
  c.places.push_back({.id = {uuid_of("test:place")},
                      .name = words("Refuge"),
                      .address = "Rue MARQUESECRETE 12",
                      .address_note = words("MARQUESECRETE au fond"),
                      .postal_code = "MARQUESECRETE5",
                      .locality = "MARQUESECRETE-ville",
                      .nis = "92094",
                      .lat = 50.98765,
                      .lon = 4.98765,
                      .precision = Precision::exact,
                      .confidential = true,
                      .wheelchair = Answer::yes,
                      .accessibility = words("MARQUESECRETE rampe"),
                      .transport = words("Bus MARQUESECRETE")});
  Service s{.id = {uuid_of("test:service")}, .organisation = c.organisations[0].id, .slug = "refuge"};
  s.name = words("Refuge pour femmes");
  s.description = words("On vous accueille. C'est rue MARQUESECRETE 12.");
  s.phones.push_back({.id = uuid_of("test:phone"), .number = "081 00 00 00"});
  s.places.push_back({.id = uuid_of("test:at"), .place = c.places[0].id, .hours = "24/7"});
  s.territory = {"92094"};
  c.services.push_back(std::move(s));
  return c;
}

TEST(Export, ConfidentialPlacesLeaveNoTrace) {
  auto const from = make_snapshot(shelter(), 1, noon());
  std::vector<std::string> all;
  for (auto const format : {Format::hsds_json, Format::hsds_ndjson, Format::geojson, Format::csv})
    all.push_back(written(*from, format));
  for (auto const format : {Format::hsds_csv_zip}) {
    for (auto const& [name, bytes] : import::zip_files(written(*from, format), "zip")) all.push_back(bytes);
  }
  auto const& service = from->catalogue.services[0];
  all.push_back(boost::json::serialize(json_ld(*from, service, "fr", "https://example.org")));
  all.push_back(boost::json::serialize(hsds_location(*from, from->catalogue.places[0], "fr")));
  all.push_back(boost::json::serialize(hsds_service_at_location(*from, service, service.places[0], "fr")));
  for (auto const& text : all) {
    for (auto const* const mark : {"MARQUESECRETE", "50.98765", "4.98765", "92094"})
      EXPECT_EQ(text.find(mark), std::string::npos) << mark << " in " << text.substr(0, 400);
  }
  EXPECT_NE(all[0].find("Refuge pour femmes"), std::string::npos);
  EXPECT_NE(all[0].find("081 00 00 00"), std::string::npos);
  EXPECT_NE(all[0].find("confidential.yes"), std::string::npos) << "who copies us shall know";
}

TEST(Export, EveryIdIsAUuid) {
  auto const page = json::parse(written(namur(), Format::hsds_json)).value();
  std::size_t ids = 0;
  std::function<void(const json::value&)> const walk = [&](const json::value& value) {
    if (value.is_array())
      for (auto const& each : value.get_array()) walk(each);
    if (!value.is_object()) return;
    for (auto const& [key, each] : value.get_object()) {
      if (key == "id" || std::string_view(key).ends_with("_id")) {
        ++ids;
        EXPECT_TRUE(each.is_string() && is_uuid(std::string_view(each.get_string()))) << key << " " << each;
      }
      walk(each);
    }
  };
  walk(page);
  EXPECT_GT(ids, 1000u);
}

TEST(Export, GeojsonHasAFeatureForEveryPlace) {
  auto const collection = json::parse(written(namur(), Format::geojson)).value().as_object();
  EXPECT_EQ(json::text(collection, "type"), "FeatureCollection");
  std::size_t expected = 0;
  for (auto const& service : namur().catalogue.services)
    expected += std::max<std::size_t>(1, service.places.size());
  auto const& features = collection.at("features").as_array();
  EXPECT_EQ(features.size(), expected);
  for (auto const& each : features) {
    auto const& geometry = each.as_object().at("geometry");
    if (geometry.is_null()) continue;
    auto const& point = geometry.as_object().at("coordinates").as_array();
    EXPECT_GT(point.at(0).as_double(), 4.0) << "longitude first";
    EXPECT_LT(point.at(0).as_double(), 6.0);
    EXPECT_GT(point.at(1).as_double(), 49.0);
  }
}

TEST(Export, TableHasARowForEveryPlace) {
  auto const bytes = written(namur(), Format::csv);
  ASSERT_TRUE(bytes.starts_with("\xEF\xBB\xBF"));
  std::string error;
  auto const table = csv::parse(bytes, &error);
  EXPECT_EQ(error, "");
  EXPECT_EQ(table.head.size(), flat_columns().size());
  EXPECT_GE(table.rows.size(), namur().catalogue.services.size());
  for (auto const& row : table.rows) EXPECT_EQ(row.cells.size(), table.head.size()) << row.line;
}

TEST(Export, CellsCannotBeFormulas) {
  struct {
    const char* cell;
    const char* safe;
  } const cases[] = {{"=1+1", "'=1+1"},
                     {"@SUM(A1)", "'@SUM(A1)"},
                     {"+32 81 00 00 00", "+32 81 00 00 00"},
                     {"-2+cmd|' /C calc'!A0", "'-2+cmd|' /C calc'!A0"},
                     {"\tx", "'\tx"},
                     {"rue Neuve", "rue Neuve"},
                     {"", ""}};
  for (auto const& c : cases) EXPECT_EQ(safe_cell(c.cell), c.safe);
}

TEST(Export, SpreadsheetIsAZipOfSheets) {
  auto const bytes = written(namur(), Format::xlsx, "ar");
  ASSERT_TRUE(import::is_zip(bytes));
  EXPECT_GT(bytes.size(), 10'000u);
}

TEST(Export, PackageDescribesItsTables) {
  auto const files = import::zip_files(written(namur(), Format::hsds_csv_zip), "zip");
  auto const package = json::parse(files.at("datapackage.json")).value().as_object();
  std::set<std::string> described;
  for (auto const& each : package.at("resources").as_array()) {
    auto const path = json::text(each.as_object(), "path");
    described.insert(path);
    auto const table = csv::parse(files.at(path));
    auto const& fields = each.as_object().at("schema").as_object().at("fields").as_array();
    ASSERT_EQ(table.head.size(), fields.size()) << path;
    for (std::size_t i = 0; i < fields.size(); ++i)
      EXPECT_EQ(table.head[i], json::text(fields[i].as_object(), "name")) << path;
    std::set<std::string> ids;
    for (auto const& row : table.rows)
      EXPECT_TRUE(ids.insert(row.cells[0]).second) << path << ": " << row.cells[0] << " twice";
  }
  EXPECT_EQ(described.size() + 1, files.size());
  EXPECT_EQ(written(namur(), Format::hsds_csv_zip), written(namur(), Format::hsds_csv_zip))
      << "the same data, the same bytes";
}

TEST(Export, OpeningSpecificationSaysTheWeekAndItsExceptions) {
  auto const schedule = hours::parse("Mo-Fr 09:00-12:00; PH off; 2026 Dec 10 14:00-16:00").schedule.value();
  auto const from = std::chrono::local_days(std::chrono::year(2026) / 11 / 23);
  auto const said = opening_specification(schedule, from);
  ASSERT_GE(said.size(), 4u);
  EXPECT_EQ(said[0].as_object().at("dayOfWeek").as_array().size(), 5u);
  EXPECT_EQ(json::text(said[0].as_object(), "opens"), "09:00");
  auto const on = [&](std::string_view day) {
    for (auto const& each : said)
      if (json::text(each.as_object(), "validFrom") == day)
        return json::text(each.as_object(), "opens") + "-" + json::text(each.as_object(), "closes");
    return std::string("usual");
  };
  EXPECT_EQ(on("2026-12-10"), "14:00-16:00");
  EXPECT_EQ(on("2026-12-25"), "00:00-00:00") << "Christmas is a Friday";
  EXPECT_EQ(on("2027-01-01"), "00:00-00:00");
  EXPECT_EQ(on("2026-12-11"), "usual");
  EXPECT_TRUE(opening_specification(hours::Schedule(), from).empty());
}

TEST(Export, StructuredDataNamesWhatSearchEnginesRead) {
  auto const* const service = namur().service_by_slug("cai-accompagnement");
  ASSERT_NE(service, nullptr);
  auto const said = json_ld(namur(), *service, "fr", "https://guide.example.org");
  EXPECT_EQ(json::text(said, "url"), "https://guide.example.org/fr/guide/cai-accompagnement");
  EXPECT_EQ(json::text(said, "@type"), "Service");
  EXPECT_FALSE(json::text(said.at("provider").as_object(), "name").empty());
  auto const& channel = said.at("availableChannel").as_array().at(0).as_object();
  EXPECT_EQ(json::text(channel.at("servicePhone").as_array().at(0).as_object(), "telephone"), "081 71 35 18");
  auto const& place = channel.at("serviceLocation").as_object();
  EXPECT_FALSE(place.contains("geo")) << "known to the commune only: no door to show";
}

TEST(Export, StructuredDataLinksToWebPagesOnly) {
  auto const urls = [](const char* address) {
    Catalogue c;
    c.organisations.push_back(
        {.id = {uuid_of("test:org")}, .name = rules::source_words("fr", "Nous"), .url = address});
    Service s{.id = {uuid_of("test:service")}, .organisation = c.organisations[0].id, .slug = "un"};
    s.name = rules::source_words("fr", "Un service");
    s.url = address;
    c.services.push_back(std::move(s));
    auto const from = make_snapshot(c, 1, noon());
    auto const said = json_ld(*from, from->catalogue.services[0], "fr", "https://guide.example.org");
    auto const& channel = said.at("availableChannel").as_array().at(0).as_object();
    return json::text(channel, "serviceUrl") + ' ' + json::text(said.at("provider").as_object(), "url");
  };
  EXPECT_EQ(urls("https://example.org/a?b=c"), "https://example.org/a?b=c https://example.org/a?b=c");
  for (auto const* bad : {"javascript:alert(1)", "ftp://example.org/", "data:text/html,x", "www.example.org",
                          "https://example.org/ x", "mailto:a@example.org", ""})
    EXPECT_EQ(urls(bad), " ") << bad;
}

TEST(Export, FormatsHaveNames) {
  for (auto const* const name : {"hsds-json", "hsds-ndjson", "hsds-csv", "geojson", "csv", "xlsx"})
    EXPECT_TRUE(format_named(name)) << name;
  EXPECT_FALSE(format_named("pdf"));
}

}  // namespace
}  // namespace cote::guide::exporting
