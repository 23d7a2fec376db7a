// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <filesystem>

#include <gtest/gtest.h>

#include "guide/export.h"
#include "guide/import.h"
#include "guide/import/files.h"
#include "guide/rules.h"
#include "guide/store.h"
#include "support/catalogue.h"
#include "support/database.h"

namespace cote::guide::import {
namespace {

Time noon() { return parse_time("2026-11-23T11:00:00Z").value(); }
Time later() { return parse_time("2026-11-24T11:00:00Z").value(); }

constexpr const char* kHelp = R"({"id":"11111111-1111-4111-8111-111111111111","name":"Help","status":"active",
 "organization":{"id":"22222222-2222-4222-8222-222222222222","name":"Org","description":"d"},
 "service_at_locations":[{"id":"33333333-3333-4333-8333-333333333333","location":{"id":"44444444-4444-4444-8444-444444444444",
   "location_type":"physical","addresses":[{"address_1":"Street 1","city":"Town","postal_code":"5000","address_type":"physical"}]},
   "schedules":[{"freq":"WEEKLY","byday":"MO","opens_at":"09:00","closes_at":"12:00"}]}]})";

Catalogue load(db::Db& db) {
  return db.read([](db::Session& s) { return store::load(s); });
}
std::string written(const Snapshot& snapshot, exporting::Format format, std::string_view lang = "fr") {
  std::string out;
  exporting::write(snapshot, format, lang, [&](std::string_view piece) { out += piece; });
  return out;
}
Read own() { return import::read(COTE_SOURCE_DIR "/data/namur"); }

class ImportLoad : public test::OnBoth {};
COTE_ON_BOTH(ImportLoad);

TEST_P(ImportLoad, TwiceChangesNothing) {
  auto const read = read_hsds_json(kHelp, "help.json");
  auto const first = load_into(db(), read, noon(), false);
  EXPECT_EQ(first.read, 1u);
  EXPECT_EQ(first.added, 3u) << "a service, an organisation, a place";
  EXPECT_EQ(first.rejected, 0u);
  auto const stored = load(db());
  auto const second = load_into(db(), read, later(), false);
  EXPECT_EQ(second.added + second.changed, 0u);
  EXPECT_EQ(second.unchanged, 3u);
  auto const again = load(db());
  ASSERT_EQ(again.services.size(), 1u);
  EXPECT_EQ(again.services[0].updated, stored.services[0].updated);
  EXPECT_EQ(again.services[0].id.text, "11111111-1111-4111-8111-111111111111");
  EXPECT_EQ(again.services[0].places.at(0).hours, "Mo 09:00-12:00");
  EXPECT_EQ(again.services[0].places.at(0).id, "33333333-3333-4333-8333-333333333333");
}

TEST_P(ImportLoad, OurOwnFolderReplacesWhatItGaveBefore) {
  auto read = own();
  EXPECT_EQ(read.format, Format::own);
  auto const first = load_into(db(), read, noon(), false);
  auto const second = load_into(db(), read, later(), false);
  EXPECT_EQ(second.added + second.changed, 0U);
  EXPECT_EQ(second.unchanged, first.added);
  read.catalogue.topics.front().label.in.front().text = "un autre mot";
  auto const third = load_into(db(), read, later(), false);
  EXPECT_EQ(third.changed, 1U);
  auto const topics = load(db()).topics;
  auto const found = std::ranges::find(topics, read.catalogue.topics.front().id, &Topic::id);
  ASSERT_NE(found, topics.end());
  EXPECT_EQ(rules::text(found->label, "fr"), "un autre mot");
}

TEST_P(ImportLoad, AllOrNothingSavesNothingWithARefusedRecord) {
  auto const mixed = std::string("[") + kHelp + R"(,{"id":"x","name":"Bad","status":"active"}])";
  auto const read = read_hsds_json(mixed, "mixed.json");
  auto const nothing = load_into(db(), read, noon(), true);
  EXPECT_EQ(nothing.rejected, 1u);
  EXPECT_EQ(nothing.added, 0u);
  EXPECT_TRUE(load(db()).services.empty());
  EXPECT_EQ(load_into(db(), read, noon(), false).added, 3u);
}

TEST_P(ImportLoad, CutsLinksToWhatNobodyHas) {
  auto const read =
      read_hsds_json(R"({"id":"11111111-1111-4111-8111-111111111111","name":"Help","status":"active",
    "organization_id":"99999999-9999-4999-8999-999999999999",
    "service_at_locations":[{"id":"33333333-3333-4333-8333-333333333333","location_id":"88888888-8888-4888-8888-888888888888"}]})",
                     "help.json");
  auto const saved = load_into(db(), read, noon(), false);
  EXPECT_EQ(saved.added, 1u);
  ASSERT_EQ(saved.dropped.size(), 2u);
  EXPECT_EQ(saved.dropped[0].field, "organization_id");
  EXPECT_EQ(saved.dropped[1].field, "location_id");
}

TEST_P(ImportLoad, AnotherFileDoesNotUndoWhatWeKnow) {
  load_into(db(), read_hsds_json(kHelp, "help.json", "fr"), noon(), false);
  auto ours = load(db());
  ours.services[0].name.in.push_back({"nl", "Hulp", Origin::human, rules::source_hash("Help")});
  ours.services[0].slug = "our-own-address";
  ours.places[0].confidential = true;
  db().write([&](db::Tx& tx) { return store::save(tx, ours, noon()); });
  std::string changed = kHelp;
  changed.replace(changed.find("Help"), 4, "Aide");
  changed.replace(changed.find("Street 1"), 8, "Street 2");
  load_into(db(), read_hsds_json(changed, "help.json", "fr"), later(), false);
  auto const now = load(db());
  auto const& service = now.services.at(0);
  EXPECT_EQ(rules::text(service.name, "fr"), "Aide");
  EXPECT_EQ(rules::text(service.name, "nl"), "Hulp");
  EXPECT_EQ(rules::state(service.name, "nl"), TranslationState::outdated);
  EXPECT_EQ(service.slug, "our-own-address");
  EXPECT_TRUE(now.places.at(0).confidential);
  EXPECT_EQ(now.places.at(0).address, "Street 1");
}

/// The first record that is not as it was, for the message of a failure.
std::string first_change(const Catalogue& before, const Catalogue& after) {
  auto const name = [](const Words& words) { return std::string(rules::text(words, "fr")); };
  for (std::size_t i = 0; i < before.organisations.size(); ++i)
    if (before.organisations[i].updated != after.organisations[i].updated)
      return "organisation " + name(before.organisations[i].name);
  for (std::size_t i = 0; i < before.services.size(); ++i)
    if (before.services[i].updated != after.services[i].updated)
      return "service " + name(before.services[i].name);
  return "a place, a topic or a rubric";
}

/// Our own export read again changes nothing of ours: what it cannot say is kept, what it hides too.
TEST_P(ImportLoad, OurOwnExportChangesNothing) {
  load_into(db(), own(), noon(), false);
  auto const before = load(db());
  auto const snapshot = make_snapshot(before, 1, noon());
  for (auto const format : {exporting::Format::hsds_json, exporting::Format::hsds_ndjson}) {
    auto const read = read_hsds_json(written(*snapshot, format), "ours", "fr");
    EXPECT_EQ(read.rejects.size(), 0u)
        << read.rejects[0].where << " " << read.rejects[0].field << " " << read.rejects[0].reason;
    auto const saved = load_into(db(), read, later(), false);
    EXPECT_EQ(saved.added, 0u);
    EXPECT_EQ(saved.changed, 0u) << first_change(before, load(db()));
  }
  auto const zip =
      read_hsds_csv(zip_files(written(*snapshot, exporting::Format::hsds_csv_zip), "ours.zip"), "fr");
  EXPECT_EQ(zip.rejects.size(), 0u) << zip.rejects[0].where << " " << zip.rejects[0].field << " "
                                    << zip.rejects[0].reason;
  auto const saved = load_into(db(), zip, later(), false);
  EXPECT_EQ(saved.added, 0u);
  EXPECT_EQ(saved.changed, 0u) << first_change(before, load(db()));
}

/// What travels from one installation to another through HSDS. Only the language written in, and what
/// docs/open-data.md lists as lost, differ.
TEST_P(ImportLoad, ServicesTravelToAnEmptyHouse) {
  auto catalogue = own().catalogue;
  auto const sent = make_snapshot(catalogue, 1, noon());
  auto const read = read_hsds_json(written(*sent, exporting::Format::hsds_json), "theirs", "fr");
  load_into(db(), read, noon(), false);
  auto const arrived = make_snapshot(load(db()), 1, noon());
  EXPECT_EQ(arrived->catalogue.services.size(), sent->catalogue.services.size());
  for (auto const& from : sent->catalogue.services) {
    auto const* const to = arrived->service(from.id.text);
    ASSERT_NE(to, nullptr) << from.slug;
    for (auto const part : {&Service::name, &Service::summary, &Service::description, &Service::conditions,
                            &Service::price, &Service::appointment, &Service::notice})
      EXPECT_EQ(rules::text(to->*part, "fr"), rules::text(from.*part, "fr")) << from.slug;
    EXPECT_EQ(to->topics, from.topics) << from.slug;
    EXPECT_EQ(to->audiences, from.audiences) << from.slug;
    EXPECT_EQ(to->territory, from.territory) << from.slug;
    EXPECT_EQ(to->status, from.status) << from.slug;
    EXPECT_EQ(to->cost, from.cost) << from.slug;
    EXPECT_EQ(to->admission, from.admission) << from.slug;
    EXPECT_EQ(to->provenance.as_of_year, from.provenance.as_of_year) << from.slug;
    EXPECT_EQ(to->phones.size(), from.phones.size()) << from.slug;
    EXPECT_EQ(to->organisation, from.organisation) << from.slug;
    ASSERT_EQ(to->places.size(), from.places.size()) << from.slug;
    for (std::size_t i = 0; i < from.places.size(); ++i) {
      EXPECT_EQ(to->places[i].hours, from.places[i].hours) << from.slug;
      EXPECT_EQ(rules::text(to->places[i].hours_note, "fr"), rules::text(from.places[i].hours_note, "fr"))
          << from.slug;
      auto const* const there = arrived->place(to->places[i].place.text);
      auto const* const here = sent->place(from.places[i].place.text);
      ASSERT_TRUE(there != nullptr && here != nullptr);
      EXPECT_EQ(there->address, here->address);
      EXPECT_EQ(there->locality, here->locality);
      EXPECT_EQ(there->confidential, here->confidential);
    }
  }
}

/// Texts that databases have been known to spoil, through JSON and through tables.
TEST(ImportRoundTrip, RandomCataloguesComeBack) {
  for (std::uint32_t seed = 1; seed <= 5; ++seed) {
    auto const sent = make_snapshot(test::random_catalogue(seed, 20), 1, noon());
    auto const json = read_hsds_json(written(*sent, exporting::Format::hsds_json, "en"), "json", "en");
    auto const zip =
        read_hsds_csv(zip_files(written(*sent, exporting::Format::hsds_csv_zip, "en"), "zip"), "en");
    // A name of nothing but spaces is no name: such a service is refused, and says so.
    for (auto const& each : json.rejects) {
      bool const nameless = each.field == "name" && each.reason == "is missing";
      EXPECT_TRUE(nameless || !each.dropped_record) << each.where << each.field << each.reason;
    }
    EXPECT_GT(json.catalogue.services.size(), 3u);
    ASSERT_EQ(zip.catalogue.services.size(), json.catalogue.services.size());
    for (std::size_t i = 0; i < json.catalogue.services.size(); ++i) {
      auto const& a = json.catalogue.services[i];
      auto const b = std::ranges::find(zip.catalogue.services, a.id, &Service::id);
      ASSERT_NE(b, zip.catalogue.services.end());
      EXPECT_EQ(rules::text(a.name, "en"), rules::text(b->name, "en"));
      EXPECT_EQ(rules::text(a.description, "en"), rules::text(b->description, "en"));
      EXPECT_EQ(a.phones.size(), b->phones.size());
      EXPECT_EQ(a.topics, b->topics);
      EXPECT_EQ(a.audiences, b->audiences);
      EXPECT_EQ(a.places.size(), b->places.size());
      EXPECT_EQ(a.contacts.size(), b->contacts.size());
    }
  }
}

}  // namespace
}  // namespace cote::guide::import
