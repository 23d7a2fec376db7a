// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/api.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "guide/import.h"
#include "guide/rules.h"
#include "kernel/json.h"
#include "web/reply.h"
#include "web/site.h"

namespace cote::guide {
namespace {

class GuideApi : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto catalogue = import::read(COTE_SOURCE_DIR "/data/namur").catalogue;
    catalogue.tombstones = {{"service", uuid_of("gone:1"), *parse_time("2026-01-01T00:00:00Z")},
                            {"service", uuid_of("gone:2"), *parse_time("2026-06-01T00:00:00Z")}};
    for (auto& service : catalogue.services) service.updated = *parse_time("2026-03-01T00:00:00Z");
    catalogue.services.front().updated = *parse_time("2026-09-01T00:00:00Z");
    changed = catalogue.services.front().id.text;
    shelf = new Shelf;
    shelf->put(make_snapshot(std::move(catalogue), 7, clock->now()));
    router = new web::Router;
    Api{.shelf = *shelf, .clock = *clock}.mount(*router);
  }
  static void TearDownTestSuite() {
    delete router;
    delete shelf;
  }
  static web::Reply get(std::string target, std::string languages = "fr") {
    web::Site const site{.router = *router,
                         .clock = *clock,
                         .revision = [] { return 7u; },
                         .origin = "https://guide.example.org"};
    auto reply =
        site.answer({.target = std::move(target),
                     .headers = {{"accept-language", std::move(languages)}, {"host", "guide.example.org"}},
                     .id = "r1"});
    if (reply.stream)
      for (auto piece = reply.stream(); !piece.empty(); piece = reply.stream()) reply.body += piece;
    return reply;
  }
  static json::object object(const std::string& target) {
    return json::parse(get(target).body).value().as_object();
  }
  static std::set<std::string> ids(const std::string& target) {
    std::set<std::string> out;
    auto const page = object(target);
    for (auto const& each : page.at("contents").as_array()) out.insert(json::text(each.as_object(), "id"));
    return out;
  }
  static std::size_t total(const std::string& target) {
    return static_cast<std::size_t>(object(target).at("total_items").as_int64());
  }
  static const Snapshot& now() { return *shelf->current(); }

  static inline const FixedClock* clock = new FixedClock(*parse_time("2026-11-23T09:00:00Z"));
  static inline Shelf* shelf = nullptr;
  static inline web::Router* router = nullptr;
  static inline std::string changed{};
};

void expect_golden(const std::string& body, const std::string& name) {
  auto const path = std::filesystem::path(COTE_SOURCE_DIR) / "src/guide/test/golden" / name;
  if (std::getenv("COTE_GOLDEN") != nullptr) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << body << '\n';
  }
  std::ifstream file(path);
  std::string const golden{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(body + '\n', golden) << path << " (bin/golden writes it anew)";
}

/// Two invented services with every part that an answer can have: goldens do not change with the facts of
/// the province.
Catalogue invented() {
  Catalogue c;
  auto const in_french = [](const char* text) { return rules::source_words("fr", text); };
  auto name = in_french("Accueil inventé");
  name.in.push_back({"ar", "استقبال مخترع", Origin::human, rules::source_hash("Accueil inventé")});
  c.communes = {{.nis = "92094", .name = "Namur", .lat = 50.467, .lon = 4.867, .postal_codes = {"5000"}}};
  c.rubrics = {{.id = "housing", .position = 1, .label = in_french("Logement")}};
  c.topics = {{.id = "housing.social", .rubric = "housing", .label = in_french("Logement social")}};
  Organisation const org{.id = {uuid_of("golden:org")},
                         .slug = "org",
                         .name = in_french("Association inventée"),
                         .email = "post@example.org",
                         .url = "https://example.org",
                         .updated = *parse_time("2026-03-01T00:00:00Z")};
  c.organisations = {org};
  c.places = {{.id = {uuid_of("golden:place")},
               .name = in_french("Maison inventée"),
               .address = "Rue inventée 1",
               .address_note = in_french("Deuxième étage"),
               .postal_code = "5000",
               .locality = "Namur",
               .nis = "92094",
               .lat = 50.467,
               .lon = 4.867,
               .precision = Precision::exact,
               .wheelchair = Answer::yes,
               .accessibility = in_french("Une rampe"),
               .transport = in_french("Bus 1")},
              {.id = {uuid_of("golden:hidden")},
               .name = in_french("Refuge inventé"),
               .address = "Rue cachée 2",
               .confidential = true}};
  Service open{.id = {uuid_of("golden:service")},
               .organisation = org.id,
               .slug = "accueil",
               .name = name,
               .summary = in_french("On vous accueille."),
               .description = in_french("On vous accueille & on vous écoute."),
               .conditions = in_french("Pour tous"),
               .price = in_french("Gratuit"),
               .appointment = in_french("Téléphonez"),
               .notice = in_french("Fermé le 24 décembre"),
               .documents = {in_french("Carte d’identité")},
               .email = "accueil@example.org",
               .url = "https://example.org/accueil",
               .topics = {"housing.social"},
               .audiences = {"women"},
               .updated = *parse_time("2026-03-01T00:00:00Z")};
  open.languages = {{"fr", Spoken::staff, {}}, {"ar", Spoken::interpreter_by_phone, in_french("le jeudi")}};
  open.phones = {{.id = uuid_of("golden:phone"),
                  .number = "081 00 00 00",
                  .label = in_french("Accueil"),
                  .hours = "Mo-Fr 09:00-12:00",
                  .languages = {"fr"}}};
  open.contacts = {{.id = uuid_of("golden:contact"),
                    .role = in_french("Permanence"),
                    .name = "Bureau",
                    .email = "bureau@example.org"}};
  open.places = {{.id = uuid_of("golden:at"),
                  .place = c.places[0].id,
                  .hours = "Mo-Fr 09:00-12:00; PH off",
                  .hours_note = in_french("Sonnez")}};
  open.territory = {"92094"};
  open.cost = Cost::free;
  open.admission = Admission::walk_in;
  open.min_age = 18;
  open.provenance = {.source = "Source inventée",
                     .confidence = "A",
                     .as_of_year = 2025,
                     .verified_on = parse_date("2026-02-01")};
  Service hidden{.id = {uuid_of("golden:refuge")},
                 .organisation = org.id,
                 .slug = "refuge",
                 .name = in_french("Refuge inventé"),
                 .status = Status::moved,
                 .updated = *parse_time("2026-04-01T00:00:00Z")};
  hidden.places = {{.id = uuid_of("golden:hidden-at"), .place = c.places[1].id}};
  c.services = {open, hidden};
  c.tombstones = {{"service", uuid_of("gone:1"), *parse_time("2026-01-01T00:00:00Z")},
                  {"service", uuid_of("gone:2"), *parse_time("2026-06-01T00:00:00Z")}};
  return c;
}

TEST_F(GuideApi, AnswersAsItDid) {
  auto const province = shelf->current();
  shelf->put(make_snapshot(invented(), 1, clock->now()));
  struct {
    std::string path;
    const char* golden;
  } const cases[] = {
      {"/api/hsds", "api_root.json"},
      {"/api/hsds/openapi.json", "api_openapi.json"},
      {"/api/hsds/services", "api_services.json"},
      {"/api/hsds/services?full=true&page=2&per_page=1", "api_services_full.json"},
      {"/api/hsds/services/" + uuid_of("golden:service"), "api_service.json"},
      {"/api/hsds/services/" + uuid_of("golden:service") + "?lang=ar", "api_service_ar.json"},
      {"/api/hsds/organizations", "api_organizations.json"},
      {"/api/hsds/organizations/" + uuid_of("golden:org"), "api_organization.json"},
      {"/api/hsds/service_at_locations", "api_at_locations.json"},
      {"/api/hsds/service_at_locations/" + uuid_of("golden:at"), "api_at_location.json"},
      {"/api/hsds/locations/" + uuid_of("golden:hidden"), "api_location_hidden.json"},
      {"/api/hsds/taxonomies", "api_taxonomies.json"},
      {"/api/hsds/taxonomy_terms", "api_terms.json"},
      {"/api/hsds/tombstones?since=2026-05-01", "api_tombstones.json"},
      {"/api/exports/guide.geojson", "api_guide.geojson"},
      {"/api/exports/guide.csv", "api_guide.csv"},
  };
  for (auto const& c : cases) {
    auto const reply = get(c.path);
    EXPECT_EQ(reply.status, 200) << c.path;
    expect_golden(reply.body, c.golden);
  }
  shelf->put(province);
}

/// A new route without a sample fails here.
TEST_F(GuideApi, EveryRouteAnswers) {
  auto const& first = now().catalogue;
  std::map<std::string, std::string> const samples{
      {"/api/hsds/services/{id}", first.services[0].id.text},
      {"/api/hsds/organizations/{id}", first.organisations[0].id.text},
      {"/api/hsds/service_at_locations/{id}", first.services[0].places.at(0).id},
      {"/api/hsds/locations/{id}", first.places[0].id.text},
      {"/api/hsds/taxonomies/{id}",
       json::text(object("/api/hsds/taxonomies").at("contents").as_array()[1].as_object(), "id")},
      {"/api/hsds/taxonomy_terms/{id}",
       json::text(object("/api/hsds/taxonomy_terms").at("contents").as_array()[30].as_object(), "id")},
      {"/api/exports/{file}", "guide.csv"}};
  for (auto const& route : router->routes()) {
    auto path = route.pattern;
    if (auto const brace = path.find('{'); brace != std::string::npos) {
      ASSERT_TRUE(samples.contains(path)) << path << " has no sample";
      path = path.substr(0, brace) + samples.at(path);
    }
    EXPECT_EQ(get(path).status, 200) << path;
    EXPECT_FALSE(route.localised) << path;
  }
}

TEST_F(GuideApi, PagesAreWhatHsdsSays) {
  auto const count = now().catalogue.services.size();
  auto const first = object("/api/hsds/services?per_page=10");
  EXPECT_EQ(first.at("total_items").as_int64(), static_cast<std::int64_t>(count));
  EXPECT_EQ(first.at("total_pages").as_int64(), static_cast<std::int64_t>((count + 9) / 10));
  EXPECT_TRUE(first.at("first_page").as_bool());
  EXPECT_FALSE(first.at("last_page").as_bool());
  EXPECT_FALSE(first.at("empty").as_bool());
  EXPECT_EQ(first.at("contents").as_array().size(), 10u);
  std::set<std::string> seen;
  for (std::size_t page = 1; page <= (count + 9) / 10; ++page)
    seen.merge(ids("/api/hsds/services?per_page=10&page=" + std::to_string(page)));
  EXPECT_EQ(seen.size(), count) << "every service on one page and one only";
  auto const after = object("/api/hsds/services?page=1000");
  EXPECT_TRUE(after.at("empty").as_bool());
  EXPECT_TRUE(after.at("last_page").as_bool());
}

TEST_F(GuideApi, WrongParametersAreNamed) {
  struct {
    const char* query;
    const char* field;
    const char* key;
  } const cases[] = {
      {"page=0", "page", "api.bad_number"},
      {"page=x", "page", "api.bad_number"},
      {"per_page=501", "per_page", "api.bad_number"},
      {"per_page=-1", "per_page", "api.bad_number"},
      {"organization_id=12", "organization_id", "api.bad_id"},
      {"taxonomy_term_id=housing", "taxonomy_term_id", "api.bad_id"},
      {"modified_after=yesterday", "modified_after", "api.bad_time"},
      {"open_at=noon", "open_at", "api.bad_time"},
      {"format=xml", "format", "api.bad_format"},
      {"lang=xx", "lang", "api.bad_lang"},
      {"language=blurbish!", "language", "api.bad_lang"},
      {"full=maybe", "full", "api.bad_flag"},
      {"lat=50", "lon", "api.lat_and_lon"},
      {"lat=91&lon=4", "lat", "api.bad_number"},
      {"lat=nan&lon=4", "lat", "api.bad_number"},
      {"proximity=500", "proximity", "api.near_what"},
      {"postcode=5000&proximity=-1", "proximity", "api.bad_number"},
      {"postcode=zzzz", "postcode", "api.unknown_place"},
  };
  for (auto const& c : cases) {
    auto const reply = get(std::string("/api/hsds/services?") + c.query);
    EXPECT_EQ(reply.status, 422) << c.query;
    auto const body = json::parse(reply.body).value().as_object();
    EXPECT_EQ(body.at("status").as_int64(), 422);
    auto const& error = body.at("errors").as_array().at(0).as_object();
    EXPECT_EQ(json::text(error, "field"), c.field) << c.query;
    EXPECT_EQ(json::text(error, "key"), c.key) << c.query;
    EXPECT_FALSE(json::text(error, "message").empty()) << c.query;
  }
}

TEST_F(GuideApi, UnknownThingsAreMissing) {
  for (auto const* const path :
       {"/api/hsds/services/00000000-0000-4000-8000-000000000000", "/api/hsds/services/x",
        "/api/hsds/organizations/x", "/api/hsds/service_at_locations/x", "/api/hsds/locations/x",
        "/api/hsds/taxonomies/x", "/api/hsds/taxonomy_terms/x", "/api/exports/guide.pdf",
        "/api/hsds/nothing"}) {
    auto const reply = get(path);
    EXPECT_EQ(reply.status, 404) << path;
    EXPECT_EQ(json::parse(reply.body).value().as_object().at("status").as_int64(), 404) << path;
  }
}

TEST_F(GuideApi, FiltersAnswerWhatTheyAreAskedAndNothingElse) {
  auto const all = total("/api/hsds/services");
  auto const organisation = now().organisation_by_slug("cai")->id.text;
  EXPECT_EQ(total("/api/hsds/services?organization_id=" + organisation),
            now().services_of(organisation).size());
  EXPECT_EQ(ids("/api/hsds/services?modified_after=2026-09-01T00:00:00Z"), std::set{changed})
      << "on or after";
  EXPECT_EQ(total("/api/hsds/services?modified_after=2026-10-01"), 0u);
  auto const near = ids("/api/hsds/services?postcode=5500&proximity=3000&per_page=500");
  EXPECT_GT(near.size(), 0u);
  EXPECT_LT(near.size(), all);
  for (auto const& id : near) {
    auto const& places = now().service(id)->places;
    EXPECT_TRUE(std::ranges::any_of(
        places, [&](const AtPlace& at) { return now().place(at.place.text)->lat.has_value(); }));
  }
  EXPECT_EQ(near, ids("/api/hsds/services?proximity=3000&per_page=500&lat=" +
                      std::to_string(now().locate("5500")->point.lat) +
                      "&lon=" + std::to_string(now().locate("5500")->point.lon)));
  auto const covering = total("/api/hsds/services?postcode=5500");
  EXPECT_GT(covering, 0u);
  EXPECT_LT(covering, all);
  for (auto const* const when : {"2026-11-24T10:00", "2026-11-29T03:00"}) {
    auto const mask = now().open_at(*parse_local(when));
    EXPECT_EQ(total(std::string("/api/hsds/services?open_at=") + when),
              static_cast<std::size_t>(std::ranges::count(mask, 1)))
        << when;
  }
  EXPECT_EQ(total("/api/hsds/services?open_at=now"),
            total("/api/hsds/services?open_at=2026-11-23T09:00:00Z"));
  for (auto const& id : ids("/api/hsds/services?language=ar&per_page=500"))
    EXPECT_TRUE(std::ranges::any_of(now().service(id)->languages,
                                    [](auto const& each) { return each.lang == "ar"; }));
}

TEST_F(GuideApi, TermsFindTheirServices) {
  auto const terms = object("/api/hsds/taxonomy_terms?per_page=500");
  std::size_t checked = 0;
  for (auto const& each : terms.at("contents").as_array()) {
    auto const& term = each.as_object();
    auto const code = json::text(term, "code");
    auto const found = ids("/api/hsds/services?per_page=500&taxonomy_term_id=" + json::text(term, "id"));
    std::set<std::string> expected;
    for (auto const& service : now().catalogue.services)
      if (std::ranges::any_of(service.topics,
                              [&](auto const& id) { return id == code || now().topic(id)->rubric == code; }))
        expected.insert(service.id.text);
    EXPECT_EQ(found, expected) << code;
    checked += expected.empty() ? 0 : 1;
  }
  EXPECT_GT(checked, 40u);
}

TEST_F(GuideApi, SearchGoesThroughTheIndex) {
  auto const found = object("/api/hsds/services?search=avocat+gratuit&per_page=3");
  EXPECT_GT(found.at("total_items").as_int64(), 0);
  EXPECT_EQ(total("/api/hsds/services?search=qqqqzzzzxxxx"), 0u);
}

TEST_F(GuideApi, LinesComeOneByOne) {
  auto const reply = get("/api/hsds/services?format=ndjson&full=true");
  EXPECT_EQ(reply.content_type, "application/x-ndjson");
  std::size_t lines = 0;
  for (std::size_t at = 0; at < reply.body.size(); ++lines) {
    auto const end = reply.body.find('\n', at);
    ASSERT_TRUE(json::parse(std::string_view(reply.body).substr(at, end - at)));
    at = end + 1;
  }
  EXPECT_EQ(lines, now().catalogue.services.size());
  auto const two = get("/api/hsds/services?format=ndjson&per_page=2").body;
  EXPECT_EQ(std::ranges::count(two, '\n'), 2);
}

TEST_F(GuideApi, FilesForPeople) {
  for (auto const* const name : {"guide.geojson", "guide.csv", "guide.xlsx", "guide.hsds.json",
                                 "guide.hsds.ndjson", "guide.hsds.zip"}) {
    auto const reply = get(std::string("/api/exports/") + name + "?lang=nl");
    EXPECT_EQ(reply.status, 200) << name;
    EXPECT_GT(reply.body.size(), 10'000u) << name;
    EXPECT_NE(web::header_of(reply, "Content-Disposition").find(name), std::string_view::npos) << name;
  }
  EXPECT_EQ(total("/api/hsds/services"), json::parse(get("/api/exports/guide.hsds.json").body)
                                             .value()
                                             .as_object()
                                             .at("contents")
                                             .as_array()
                                             .size());
}

TEST_F(GuideApi, MinimalIsForThoseWhoFollowChanges) {
  auto const first = object("/api/hsds/services?minimal=true&modified_after=2026-09-01")
                         .at("contents")
                         .as_array()
                         .at(0)
                         .as_object();
  EXPECT_EQ(json::text(first, "id"), changed);
  EXPECT_EQ(json::text(first, "modified_date"), "2026-09-01T00:00:00Z");
  EXPECT_EQ(total("/api/hsds/tombstones"), 2u);
  EXPECT_EQ(total("/api/hsds/tombstones?since=2026-06-01T00:00:00Z"), 1u);
}

/// The one service of the province whose address nobody may read.
TEST_F(GuideApi, HidesConfidentialPlaces) {
  std::size_t hidden = 0;
  for (auto const& place : now().catalogue.places) {
    if (!place.confidential) continue;
    ++hidden;
    auto const shown = object("/api/hsds/locations/" + place.id.text);
    for (auto const key : {"addresses", "latitude", "longitude", "transportation", "description"})
      EXPECT_FALSE(shown.contains(key)) << key;
  }
  EXPECT_GT(hidden, 0u);
}

}  // namespace
}  // namespace cote::guide
