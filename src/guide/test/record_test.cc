// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/record.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "guide/record_slots.h"
#include "guide/rules.h"
#include "kernel/text.h"
#include "support/catalogue.h"

namespace cote::guide {
namespace {

std::vector<Record> random_records(std::uint32_t seed, std::size_t count) {
  auto const all = test::random_catalogue(seed, count);
  std::vector<Record> out;
  for (auto const& s : all.services) {
    Record r{.service = s};
    auto const o = std::ranges::find(all.organisations, s.organisation, &Organisation::id);
    if (o != all.organisations.end()) r.organisation = *o;
    for (auto const& at : s.places) r.places.push_back(*std::ranges::find(all.places, at.place, &Place::id));
    out.push_back(std::move(r));
  }
  return out;
}

Record small() {
  Record r;
  r.service.id = {uuid_of("small")};
  r.service.name = rules::source_words("fr", "Accueil inventé");
  r.service.name.in.push_back(
      {"en", "Invented welcome", Origin::human, rules::source_hash("Accueil inventé")});
  r.service.phones.push_back({.id = "p0", .number = "081 00 00 00"});
  r.service.documents = {rules::source_words("fr", "Une pièce"), rules::source_words("fr", "Un bail")};
  r.organisation.id = {uuid_of("house")};
  r.organisation.name = rules::source_words("fr", "Maison inventée");
  Place place{.id = {uuid_of("place")}, .address = "Rue Inventée 1", .postal_code = "5000", .nis = "92094"};
  r.service.places.push_back({.id = "a0", .place = place.id, .hours = "Mo-Fr 09:00-12:00"});
  r.places.push_back(place);
  return r;
}

std::string value_of(const Record& record, std::string_view path) {
  for (auto const& field : fields_of(record))
    if (field.path == path) return field.value;
  return "(no such field)";
}

TEST(RecordJson, GivesBackEveryRandomRecord) {
  for (auto const& record : random_records(7, 300)) ASSERT_EQ(from_json(to_json(record)), record);
  EXPECT_EQ(from_json(to_json(Record{})), Record{});
  Record unusual;
  unusual.service.source_lang = "";
  unusual.places.push_back({.precision = Precision::exact});
  unusual.service.places.push_back({});
  EXPECT_EQ(from_json(to_json(unusual)), unusual);
}

TEST(RecordJson, RefusesWhatIsNoRecord) {
  for (auto const* text : {"", "[]", "1", "{\"service\":[]}", "{\"service\":{\"name\":\"x\"}}",
                           "{\"service\":{\"status\":\"gone\"}}", "{\"service\":{\"min_age\":\"3\"}}",
                           "{\"service\":{\"updated\":\"yesterday\"}}", "{\"places\":[{\"lat\":\"1e\"}]}",
                           "{\"places\":[{}]}", "{\"service\":{\"phones\":[[]]}}"})
    EXPECT_THROW(from_json(text), std::invalid_argument) << text;
}

TEST(RecordFields, HaveEachPathOnceAndChangeNothingWhenSetToThemselves) {
  for (auto const& record : random_records(11, 120)) {
    auto const fields = fields_of(record);
    std::set<std::string> paths;
    for (auto const& field : fields) ASSERT_TRUE(paths.insert(field.path).second) << field.path;
    auto const same = with(record, fields);
    ASSERT_TRUE(same) << same.problems().front().field << ' ' << same.problems().front().key;
    ASSERT_EQ(*same, record);
    ASSERT_TRUE(differences(record, record).empty());
  }
}

TEST(RecordFields, HaveNamesInEveryLanguage) {
  std::set<std::string> keys;
  for (auto const& record : random_records(3, 40))
    for (auto const& field : fields_of(record)) keys.insert(label_key(field.path));
  for (auto const& lang : languages())
    for (auto const& key : keys) EXPECT_TRUE(Text::in(lang).has(key)) << lang.tag << ' ' << key;
}

TEST(RecordFields, AreNamed) {
  EXPECT_EQ(label_key("name@ar"), "field.name");
  EXPECT_EQ(label_key("phones/0/number"), "field.phones.number");
  EXPECT_EQ(label_key("contacts/1/phones/0/number"), "field.phones.number");
  EXPECT_EQ(label_key("documents/3"), "field.documents");
  EXPECT_EQ(label_key("at/0/address"), "field.at.address");
  EXPECT_EQ(label_key("at/0/verified_on"), "field.verified_on");
  EXPECT_EQ(label_key("organisation/name@nl"), "field.organisation.name");
}

struct Case {
  const char* path;
  const char* given;
  const char* kept;  // what the field says afterwards
};
TEST(RecordWith, KeepsWhatMakesSense) {
  constexpr Case kCases[] = {
      {"name", " Accueil\tde jour ", "Accueil de jour"},
      {"description", "Une ligne\r\nune autre\x01\r\n", "Une ligne\nune autre"},
      {"status", "temporarily_closed", "temporarily_closed"},
      {"status_from", "2026-11-23", "2026-11-23"},
      {"cost", "free", "free"},
      {"min_age", "18", "18"},
      {"url", "https://example.org/a?b=c", "https://example.org/a?b=c"},
      {"email", "accueil@example.org", "accueil@example.org"},
      {"phones/0/number", "+32 81 00 00 01", "+32 81 00 00 01"},
      {"phones/1/number", "081 00 00 02", "081 00 00 02"},
      {"name@ar", "استقبال", "استقبال"},
      {"territory", "92094  province", "92094 province"},
      {"languages/0/lang", "ar", "ar"},
      {"places/0/hours", "Mo-Fr 08:30-12:00", "Mo-Fr 08:30-12:00"},
      {"at/0/confidential", "yes", "yes"},
      {"at/0/lat", "50.4669", "50.4669"},
      {"organisation/name", "Autre maison", "Autre maison"},
      {"organisation/phones/0/number", "081 00 00 03", "081 00 00 03"},
      {"contacts/0/name", "Guichet", "Guichet"},
      {"verified_how", "phone", "phone"},
      {"instead", "00000000-0000-5000-8000-000000000000", "00000000-0000-5000-8000-000000000000"},
  };
  for (auto const& c : kCases) {
    auto const after = with(small(), {{c.path, c.given}});
    ASSERT_TRUE(after) << c.path << ' ' << after.problems().front().key;
    EXPECT_EQ(value_of(*after, c.path), c.kept) << c.path;
  }
}

struct Wrong {
  const char* path;
  const char* given;
  const char* key;
};
TEST(RecordWith, SaysWhatMakesNoSenseAndChangesNothing) {
  constexpr Wrong kCases[] = {
      {"colour", "red", "field.problem.unknown"},
      {"phones/7/number", "081 00 00 00", "field.problem.unknown"},
      {"name", "", "field.problem.required"},
      {"status", "gone", "field.problem.choice"},
      {"status", "", "field.problem.choice"},
      {"status_from", "2026-02-30", "field.problem.day"},
      {"min_age", "-1", "field.problem.number"},
      {"min_age", "18 ans", "field.problem.number"},
      {"url", "javascript:alert(1)", "field.problem.url"},
      {"url", "example.org", "field.problem.url"},
      {"email", "somebody", "field.problem.email"},
      {"phones/0/number", "ask inside", "field.problem.phone"},
      {"territory", "namur", "field.problem.territory"},
      {"topics", "Logement!", "field.problem.codes"},
      {"languages/0/lang", "?", "field.problem.language"},
      {"places/0/hours", "in the morning", "hours.unexpected"},
      {"places/0/hours", "Mo 09:5", "hours.bad_time"},
      {"places/0/hours", "Jan 32", "hours.range"},
      {"at/0/lat", "91", "field.problem.number"},
      {"at/0/lon", "nan", "field.problem.number"},
      {"at/0/nis", "Namur", "field.problem.nis"},
      {"instead", "x", "field.problem.id"},
      {"name@x", "?", "field.problem.unknown"},
      {"email@ar", "a@example.org", "field.problem.unknown"},
  };
  for (auto const& c : kCases) {
    auto const after = with(small(), {{"summary", "Autre chose"}, {c.path, c.given}});
    ASSERT_TRUE(after.invalid()) << c.path;
    ASSERT_EQ(after.problems().size(), 1U) << c.path;
    EXPECT_EQ(after.problems().front().field, c.path);
    EXPECT_EQ(after.problems().front().key, c.key) << c.path;
  }
  auto const both = with(small(), {{"status_from", "2026-05-02"}, {"status_until", "2026-05-01"}});
  ASSERT_TRUE(both.invalid());
  EXPECT_EQ(both.problems().front().key, "field.problem.before_start");
}

TEST(RecordWith, AddsAndTakesAwayItems) {
  auto const more = with(small(), {{"phones/1/number", "081 00 00 01"},
                                   {"phones/2/number", "081 00 00 02"},
                                   {"phones/2/channel", "mobile"},
                                   {"phones/3/channel", "voice"},
                                   {"at/1/address", "Rue Inventée 2"},
                                   {"places/1/hours", "Sa 10:00-12:00"}});
  ASSERT_TRUE(more);
  ASSERT_EQ(more->service.phones.size(), 3U) << "an empty row of a form adds nothing";
  EXPECT_EQ(
      std::set({more->service.phones[0].id, more->service.phones[1].id, more->service.phones[2].id}).size(),
      3U);
  ASSERT_EQ(more->places.size(), 2U);
  EXPECT_EQ(more->service.places[1].place, more->places[1].id);
  EXPECT_NE(more->places[0].id, more->places[1].id);
  auto const fewer = with(*more, {{"phones/1/number", ""}, {"documents/0", ""}});
  ASSERT_TRUE(fewer);
  ASSERT_EQ(fewer->service.phones.size(), 2U);
  EXPECT_EQ(fewer->service.phones[1].number, "081 00 00 02");
  ASSERT_EQ(fewer->service.documents.size(), 1U);
  EXPECT_EQ(value_of(*fewer, "documents/0"), "Un bail");
}

TEST(RecordWith, MakesTranslationsThatKnowTheirSource) {
  auto const said = with(small(), {{"name@ar", "استقبال"}});
  ASSERT_TRUE(said);
  EXPECT_EQ(rules::state(said->service.name, "ar"), TranslationState::human);
  auto const changed = with(*said, {{"name", "Accueil de nuit"}});
  ASSERT_TRUE(changed);
  EXPECT_EQ(rules::state(changed->service.name, "ar"), TranslationState::outdated);
  EXPECT_EQ(rules::state(changed->service.name, "fr"), TranslationState::source);
  auto const fewer = with(*said, {{"name@ar", ""}});
  ASSERT_TRUE(fewer);
  EXPECT_EQ(*fewer, small());
}

TEST(RecordDifferences, BringTheOldRecordToTheNewOne) {
  auto const records = random_records(23, 60);
  for (std::size_t i = 0; i + 1 < records.size(); i += 2) {
    auto const changes = differences(records[i], records[i + 1]);
    std::set<std::string> told;
    for (auto const& change : changes) {
      EXPECT_NE(change.before, change.after);
      EXPECT_TRUE(told.insert(change.path).second) << change.path;
      EXPECT_EQ(change.before.empty() ? "" : value_of(records[i], change.path), change.before);
      EXPECT_EQ(change.after.empty() ? "" : value_of(records[i + 1], change.path), change.after);
    }
    for (auto const& field : fields_of(records[i + 1]))
      if (!told.contains(field.path)) {
        auto const before = value_of(records[i], field.path);
        EXPECT_EQ(before == "(no such field)" ? "" : before, field.value) << field.path;
      }
  }
}

TEST(RecordDifferences, AreInTheOrderOfThePage) {
  auto const after =
      with(small(), {{"email", "a@example.org"}, {"summary", "Court"}, {"phones/0/number", ""}});
  ASSERT_TRUE(after);
  std::vector<std::string> paths;
  for (auto const& change : differences(small(), *after)) paths.push_back(change.path);
  EXPECT_EQ(paths, (std::vector<std::string>{"summary", "phones/0/number", "phones/0/channel", "email"}));
}

}  // namespace
}  // namespace cote::guide
