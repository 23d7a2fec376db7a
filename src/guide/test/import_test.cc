// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/import.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>
#include <zip.h>

#include "guide/import/check.h"
#include "guide/import/files.h"
#include "guide/rules.h"
#include "kernel/csv.h"

namespace cote::guide::import {
namespace {

const std::filesystem::path kShared = std::filesystem::path(COTE_SOURCE_DIR) / "../shared/data";

#define COTE_NEEDS_SHARED \
  if (!std::filesystem::exists(kShared)) GTEST_SKIP() << "../shared/data is not here"

std::string text(const Words& words) { return std::string(rules::text(words, "en")); }

bool refuses(const Read& read, std::string_view field, std::string_view reason) {
  return std::ranges::any_of(read.rejects, [&](const Reject& each) {
    return each.dropped_record && each.field == field && each.reason.find(reason) != std::string::npos;
  });
}
bool drops(const Read& read, std::string_view field, std::string_view reason) {
  return std::ranges::any_of(read.rejects, [&](const Reject& each) {
    return !each.dropped_record && each.field == field && each.reason.find(reason) != std::string::npos;
  });
}
bool refused_any(const Read& read) {
  return std::ranges::any_of(read.rejects, [](const Reject& each) { return each.dropped_record; });
}

TEST(Import, KnowsAddressesWhenItSeesThem) {
  struct {
    const char* text;
    bool uri;
    bool email;
  } const cases[] = {
      {"https://example.org/a?b=c#d", true, false},
      {"http://example.org", true, false},
      {"mailto:a@example.org", true, false},
      {"example.org/page", false, false},
      {"http://", false, false},
      {"http:///path", false, false},
      {"https://exa mple.org", false, false},
      {"https://example.org/%zz", false, false},
      {"https://example.org/é", false, false},
      {"1http://example.org", false, false},
      {"a@example.org", false, true},
      {"a.b+c@sub.example.org", false, true},
      {"a@example", false, false},
      {"@example.org", false, false},
      {"a@", false, false},
      {"a..b@example.org", false, false},
      {"a@-example.org", false, false},
      {"a b@example.org", false, false},
      {"", false, false},
  };
  for (auto const& c : cases) {
    EXPECT_EQ(is_uri(c.text), c.uri) << c.text;
    EXPECT_EQ(is_email(c.text), c.email) << c.text;
  }
  EXPECT_TRUE(is_clean_text("é\nع\tя"));
  for (std::string_view const bad : {"\x01", "\xC3", "\xED\xA0\x80", "\xC0\xAF", "\xF5\x80\x80\x80", "\x7F"})
    EXPECT_FALSE(is_clean_text(bad));
}

constexpr const char* kService =
    R"("id":"11111111-1111-4111-8111-111111111111","name":"Help","status":"active")";

TEST(Import, RefusesRecordsWithReasons) {
  struct {
    const char* json;
    const char* field;
    const char* reason;
  } const cases[] = {
      {R"({"name":"Help","status":"active"})", "id", "missing"},
      {R"({"id":"1","name":"Help","status":"active"})", "id", "UUID"},
      {R"({"id":7,"name":"Help","status":"active"})", "id", "UUID"},
      {R"({"id":"11111111-1111-4111-8111-111111111111","status":"active"})", "name", "missing"},
      {R"({"id":"11111111-1111-4111-8111-111111111111","name":"  ","status":"active"})", "name", "missing"},
      {R"({"id":"11111111-1111-4111-8111-111111111111","name":["Help"],"status":"active"})", "name",
       "not text"},
      {R"({"id":"11111111-1111-4111-8111-111111111111","name":"Help","url":"http://example.org"})", "status",
       "missing"},
      {R"({"id":"11111111-1111-4111-8111-111111111111","name":"Help","status":"open"})", "status", "none of"},
      {R"({SERVICE,"url":"example.org"})", "url", "web address"},
      {R"({SERVICE,"email":"nobody"})", "email", "email"},
      {R"({SERVICE,"email":false})", "email", "not text"},
      {R"({SERVICE,"organization_id":"12"})", "organization_id", "UUID"},
      {R"({SERVICE,"minimum_age":"twelve"})", "minimum_age", "number"},
      {R"({SERVICE,"assured_date":"2026-02-30"})", "assured_date", "date"},
      {R"({SERVICE,"last_modified":"yesterday"})", "last_modified", "RFC 3339"},
      {R"({SERVICE,"phones":"081"})", "phones", "not a list"},
      {R"({SERVICE,"description":"a\u0000b"})", "description", "clean"},
      {R"({"id":"11111111-1111-4111-8111-111111111111","name":"Org","website":"http://example.org"})",
       "description", "missing"},
      {R"({"id":"11111111-1111-4111-8111-111111111111","name":"t","term_uri":"example_com","description":""})",
       "term_uri", "web address"},
      {R"({"hello":"world"})", "", "is not a service"},
      {R"("text")", "", "neither"},
      {R"({"id":)", "", "not JSON"},
      {R"([3])", "", "not an object"},
  };
  for (auto const& c : cases) {
    std::string json = c.json;
    if (auto const at = json.find("SERVICE"); at != std::string::npos) json.replace(at, 7, kService);
    auto const read = read_hsds_json(json, "file.json");
    EXPECT_TRUE(refuses(read, c.field, c.reason))
        << json << (read.rejects.empty() ? "" : "\n" + read.rejects[0].field + ": " + read.rejects[0].reason);
    EXPECT_TRUE(read.catalogue.services.empty()) << json;
  }
}

TEST(Import, DropsValuesAndKeepsTheRecord) {
  struct {
    const char* members;
    const char* field;
    const char* reason;
  } const cases[] = {
      {R"("minimum_age":200)", "minimum_age", "between"},
      {R"("minimum_age":1.5)", "minimum_age", "whole"},
      {R"("languages":[{"name":"Blurbish"}])", "languages", "not a language"},
      {R"("phones":[{"number":"ring"}])", "phones.number", "digits"},
      {R"("phones":[{}])", "phones.number", "missing"},
      {R"("contacts":[{"title":"Desk","email":"nobody"}])", "email", "email"},
      {R"("schedules":[{"freq":"WEEKLY","byday":"MO","opens_at":"09:00","closes_at":"12:00"}])", "schedules",
       "no"},
      {R"("service_at_locations":[{"location":{"id":"22222222-2222-4222-8222-222222222222","latitude":100,"longitude":4}}])",
       "latitude", "between"},
      {R"("service_at_locations":[{"location":{"id":"22222222-2222-4222-8222-222222222222"},"schedules":[{"freq":"YEARLY","byday":"MO","opens_at":"09:00","closes_at":"12:00"}]}])",
       "schedules.freq", "neither"},
  };
  for (auto const& c : cases) {
    auto const read = read_hsds_json(std::string("{") + kService + "," + c.members + "}", "file.json");
    EXPECT_TRUE(drops(read, c.field, c.reason))
        << c.members
        << (read.rejects.empty() ? "" : "\n" + read.rejects[0].field + ": " + read.rejects[0].reason);
    EXPECT_EQ(read.catalogue.services.size(), 1u) << c.members;
  }
}

TEST(Import, ReadsLinesAndSaysWhichWereBad) {
  auto const good = std::string("{") + kService + "}";
  auto const read = read_hsds_json(
      "{broken\n" + good + "\n\n{\"id\":\"x\",\"name\":\"A\",\"status\":\"active\"}\n", "all.ndjson");
  EXPECT_EQ(read.format, Format::hsds_ndjson);
  EXPECT_EQ(read.catalogue.services.size(), 1u);
  ASSERT_EQ(read.rejects.size(), 2u);
  EXPECT_EQ(read.rejects[0].where, "all.ndjson:1");
  EXPECT_EQ(read.rejects[1].where, "all.ndjson:4");
}

TEST(Import, WritesRejectsAsATable) {
  auto const table = csv::parse(
      rejects_csv({{"services.csv:14", "x", "url", "is, not", true}, {"a", "", "lat", "no", false}}));
  ASSERT_EQ(table.rows.size(), 2u);
  EXPECT_EQ(table.head, (std::vector<std::string>{"where", "id", "field", "reason", "kept"}));
  EXPECT_EQ(table.rows[0].cells, (std::vector<std::string>{"services.csv:14", "x", "url", "is, not", "no"}));
  EXPECT_EQ(table.rows[1].cells[4], "yes");
}

TEST(Import, ReadsTheOfficialExample) {
  COTE_NEEDS_SHARED;
  auto const read = import::read(kShared / "hsds/hsds-3.0/examples/service_full.json");
  EXPECT_FALSE(refused_any(read));
  ASSERT_EQ(read.catalogue.services.size(), 1u);
  auto const& service = read.catalogue.services[0];
  EXPECT_EQ(service.id.text, "ac148810-d857-441c-9679-408f346de14b");
  EXPECT_EQ(text(service.name), "Community Counselling");
  EXPECT_EQ(service.source_lang, "en");
  EXPECT_EQ(service.status, Status::active);
  EXPECT_EQ(service.min_age, 12);
  EXPECT_EQ(service.cost, Cost::paid);
  ASSERT_EQ(service.languages.size(), 1u);
  EXPECT_EQ(service.languages[0].lang, "ur");
  ASSERT_EQ(service.phones.size(), 1u);
  EXPECT_EQ(service.phones[0].id, "1554f2e2-a373-45db-a3fa-9fc48a61c15e");
  EXPECT_EQ(service.phones[0].number, "+44 1234 234567 ext. 100");
  EXPECT_EQ(service.topics, std::vector<std::string>{"3f7b145d-84af-42d7-8fae-eaca714b02b2"});
  ASSERT_EQ(service.places.size(), 1u);
  EXPECT_EQ(service.places[0].hours, "") << "its schedule contradicts itself";
  EXPECT_NE(text(service.places[0].hours_note).find("10 am to 6pm"), std::string::npos);
  ASSERT_EQ(service.contacts.size(), 1u);
  EXPECT_EQ(service.contacts[0].name, "Reception") << "a desk, never a person";
  ASSERT_EQ(read.catalogue.places.size(), 1u);
  EXPECT_FALSE(read.catalogue.places[0].lat) << "latitude 100 is not on Earth";
  EXPECT_TRUE(drops(read, "latitude", "100"));
  ASSERT_EQ(read.catalogue.organisations.size(), 1u);
  EXPECT_EQ(service.organisation, read.catalogue.organisations[0].id);
}

TEST(Import, ReadsAllOfficialExamplesAndAcceptedMocks) {
  COTE_NEEDS_SHARED;
  for (auto const* const folder : {"hsds/hsds-3.0/examples", "hsds/oruk-mocks/V3.0-UK-Default",
                                   "hsds/oruk-mocks/V3.0-UK-Test", "hsds/oruk-mocks/V3.0-UK-Warn"})
    for (auto const* const name :
         {"service_full.json", "service_list.json", "organization_full.json", "organization_list.json",
          "organization.json", "service_at_location_full.json", "service_at_location_list.json",
          "taxonomy_list.json", "taxonomy.json"}) {
      auto const path = kShared / folder / name;
      if (!std::filesystem::exists(path)) continue;
      auto const read = import::read(path);
      EXPECT_FALSE(refused_any(read))
          << path
          << (read.rejects.empty() ? "" : ": " + read.rejects[0].field + " " + read.rejects[0].reason);
      EXPECT_GT(read.records, 0u) << path;
    }
}

TEST(Import, ReadsThe128ServicesOfTheTestMock) {
  COTE_NEEDS_SHARED;
  for (auto const* const name : {"service_list.json", "service_list_data.json"}) {
    auto const read = import::read(kShared / "hsds/oruk-mocks/V3.0-UK-Test" / name);
    EXPECT_EQ(read.records, 128u) << name;
    EXPECT_FALSE(refused_any(read)) << name;
    // All 128 have one id: they are one service, and later ones fill what the first left out.
    ASSERT_EQ(read.catalogue.services.size(), 1u) << name;
    EXPECT_FALSE(read.catalogue.services[0].description.empty()) << name;
    EXPECT_EQ(read.catalogue.services[0].max_age, 100) << name;
  }
}

TEST(Import, RefusesTheMocksThatShallFail) {
  COTE_NEEDS_SHARED;
  auto const folder = kShared / "hsds/oruk-mocks/V3.0-UK-Fail";
  auto const full = import::read(folder / "service_full.json");
  EXPECT_TRUE(refuses(full, "url", "web address"));
  EXPECT_TRUE(refuses(full, "email", "email"));
  EXPECT_TRUE(full.catalogue.services.empty());
  auto const list = import::read(folder / "service_list.json");
  EXPECT_EQ(list.records, 4u);
  EXPECT_TRUE(list.catalogue.services.empty());
  EXPECT_TRUE(refuses(list, "name", "missing"));
  EXPECT_TRUE(refuses(list, "email", "not text"));
  auto const term = import::read(folder / "taxonomy_term.json");
  EXPECT_TRUE(refuses(term, "description", "missing"));
  EXPECT_TRUE(refuses(term, "term_uri", "web address"));
}

TEST(Import, ReadsTheTablesOfTheOfficialExample) {
  COTE_NEEDS_SHARED;
  auto const read = import::read(kShared / "hsds/hsds-3.0/examples/csv");
  EXPECT_EQ(read.format, Format::hsds_csv);
  EXPECT_FALSE(refused_any(read));
  ASSERT_EQ(read.catalogue.services.size(), 1u);
  auto const& service = read.catalogue.services[0];
  EXPECT_EQ(service.id.text, "ac148810-d857-441c-9679-408f346de14b");
  EXPECT_EQ(service.source_lang, "ur") << "meta_table_descriptions.csv says so";
  EXPECT_EQ(service.places.size(), 1u);
  EXPECT_EQ(service.phones.size(), 1u);
  EXPECT_EQ(service.documents.size(), 1u);
  ASSERT_EQ(read.catalogue.places.size(), 1u);
  EXPECT_EQ(read.catalogue.places[0].address, "1-30 Main Street, MyVillage");
  EXPECT_EQ(read.catalogue.places[0].locality, "MyCity");
}

TEST(Import, ReadsAPackageOfHsds1) {
  COTE_NEEDS_SHARED;
  auto const read = import::read(kShared / "hsds/hsds-1.1-datapackage/all_resources");
  EXPECT_EQ(read.format, Format::hsds1_csv);
  EXPECT_FALSE(refused_any(read)) << read.rejects[0].where << read.rejects[0].reason;
  EXPECT_EQ(read.catalogue.services.size(), 13u);
  auto const found = std::ranges::find(read.catalogue.services, "c89eb05c-62dd-4b64-b494-0cc347b6ea7f",
                                       [](auto const& s) { return s.id.text; });
  ASSERT_NE(found, read.catalogue.services.end());
  EXPECT_EQ(found->email, "neverhomeless@example.com");
  EXPECT_EQ(text(found->conditions), "adult");
  EXPECT_EQ(found->languages.size(), 2u);
  ASSERT_EQ(found->places.size(), 1u);
  EXPECT_EQ(found->places[0].hours, "Mo-We 09:00-17:00; 2019 Dec 24-2019 Dec 26 off");
  auto const place = std::ranges::find(read.catalogue.places, found->places[0].place, &Place::id);
  ASSERT_NE(place, read.catalogue.places.end());
  EXPECT_EQ(place->postal_code, "10001");
  auto const simple = import::read(kShared / "hsds/hsds-1.1-datapackage/simple");
  EXPECT_EQ(simple.format, Format::hsds1_csv);
  EXPECT_FALSE(refused_any(simple));
}

TEST(Import, ReadsTheCsvThatHsds1GrewFrom) {
  COTE_NEEDS_SHARED;
  auto const read = import::read(kShared / "ohana-sample");
  EXPECT_EQ(read.format, Format::hsds1_csv);
  EXPECT_EQ(read.catalogue.services.size(), 23u);
  EXPECT_EQ(read.catalogue.organisations.size(), 8u);
  EXPECT_EQ(read.catalogue.places.size(), 22u);
  EXPECT_EQ(import::read(kShared / "ohana-sample").catalogue.services[3].id, read.catalogue.services[3].id)
      << "made ids stay";
}

TEST(Import, ReadsAZipAsItsFolder) {
  Files const files{
      {"organizations.csv", "id,name,description\n33333333-3333-4333-8333-333333333333,Org,d\n"},
      {"services.csv",
       "id,organization_id,name,status,minimum_age\n"
       "11111111-1111-4111-8111-111111111111,33333333-3333-4333-8333-333333333333,\"Help, quick\",active,12\n"
       "22222222-2222-4222-8222-222222222222,,Other,gone,\n"
       "44444444-4444-4444-8444-444444444444,,Third,active,x\n"
       "too,many,cells,in,this,row\n"},
      {"phones.csv",
       "id,service_id,number\n,11111111-1111-4111-8111-111111111111,081 00 00 00\n,9,081 00 00 01\n"}};
  auto const read = read_hsds_csv(files);
  ASSERT_EQ(read.catalogue.services.size(), 1u);
  EXPECT_EQ(text(read.catalogue.services[0].name), "Help, quick");
  EXPECT_EQ(read.catalogue.services[0].phones.size(), 1u);
  EXPECT_TRUE(refuses(read, "status", "none of"));
  EXPECT_TRUE(refuses(read, "minimum_age", "number"));
  EXPECT_TRUE(refuses(read, "", "6 cells"));
  EXPECT_TRUE(drops(read, "", "belongs to nothing"));
  auto const where = std::ranges::find(read.rejects, "status", &Reject::field);
  EXPECT_EQ(where->where, "services.csv:3");
}

TEST(Import, ReadsAZipOfOurOwnFiles) {
  std::filesystem::path const data = COTE_SOURCE_DIR "/data";
  auto const path =
      std::filesystem::temp_directory_path() / ("cote-own-" + std::to_string(getpid()) + ".zip");
  std::filesystem::remove(path);
  auto* const zip = zip_open(path.c_str(), ZIP_CREATE, nullptr);
  ASSERT_NE(zip, nullptr);
  for (auto const* const name : {"namur/services.csv", "namur/organisations.csv", "namur/communes.csv",
                                 "namur/localities.csv", "namur/sources.csv", "topics.csv", "rubrics.csv"})
    zip_file_add(zip, name, zip_source_file(zip, (data / name).c_str(), 0, -1), 0);
  ASSERT_EQ(zip_close(zip), 0);
  auto const zipped = import::read(path);
  auto const folder = import::read(data / "namur");
  EXPECT_EQ(zipped.format, Format::own);
  EXPECT_EQ(zipped.records, folder.records);
  EXPECT_EQ(zipped.rejects.size(), folder.rejects.size());
  ASSERT_EQ(zipped.catalogue.services.size(), folder.catalogue.services.size());
  for (std::size_t i = 0; i < folder.catalogue.services.size(); ++i) {
    EXPECT_EQ(zipped.catalogue.services[i].id, folder.catalogue.services[i].id);
    EXPECT_EQ(zipped.catalogue.services[i].topics, folder.catalogue.services[i].topics);
  }
  EXPECT_EQ(zipped.catalogue.topics.size(), folder.catalogue.topics.size());
  std::filesystem::remove(path);
}

TEST(Import, SaysWhatItCannotRead) {
  auto const folder = std::filesystem::temp_directory_path() / ("cote-import-" + std::to_string(getpid()));
  std::filesystem::create_directories(folder / "empty");
  std::ofstream(folder / "plain.txt") << "hello";
  std::ofstream(folder / "broken.zip") << "PK\x03\x04 and then nothing";
  for (auto const* const name : {"missing", "empty", "plain.txt", "broken.zip"})
    EXPECT_THROW(import::read(folder / name), std::runtime_error) << name;
  try {
    import::read(COTE_SOURCE_DIR "/data/namur/services.csv");
    ADD_FAILURE() << "one table alone";
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("give their folder"), std::string::npos);
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace cote::guide::import
