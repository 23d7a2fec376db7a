// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/test/world.h"

#include <cstdlib>

#include "guide/rules.h"

namespace cote::guide::test {
namespace {

Words fr(std::string_view text) { return rules::source_words("fr", text); }

// French with an Arabic translation that a machine made of it.
Words with_arabic(std::string_view french, std::string_view arabic) {
  auto out = fr(french);
  out.in.push_back({"ar", std::string(arabic), Origin::machine, rules::source_hash(french)});
  return out;
}

Phone phone(std::string id, std::string number, std::string hours = {}) {
  return {.id = std::move(id), .number = std::move(number), .hours = std::move(hours)};
}

void subjects(Catalogue& c) {
  c.rubrics = {{.id = "french",
                .position = 1,
                .label = with_arabic("Apprendre le français", "تعلّم الفرنسية"),
                .icon = "chalkboard-teacher"},
               {.id = "violence",
                .position = 2,
                .label = with_arabic("Se protéger", "الحماية"),
                .icon = "shield-check"},
               {.id = "basics", .position = 3, .label = fr("Manger, dormir"), .icon = "bowl-food"}};
  c.topics = {
      {.id = "french.course",
       .rubric = "french",
       .label = with_arabic("Cours de français", "دروس الفرنسية"),
       .icon = "chalkboard-teacher"},
      {.id = "violence.family",
       .rubric = "violence",
       .label = fr("Violence dans la famille"),
       .icon = "house"},
      {.id = "basics.social_emergency", .rubric = "basics", .label = fr("Urgence sociale"), .icon = "siren"},
      {.id = "basics.meal", .rubric = "basics", .label = fr("Repas"), .icon = "fork-knife"}};
  c.communes = {
      {.nis = "99001", .name = "Exempleville", .lat = 50.46, .lon = 4.86, .postal_codes = {"5990"}},
      {.nis = "99002", .name = "Exempleau", .lat = 50.26, .lon = 4.91, .postal_codes = {"5991"}},
      {.nis = "99099", .name = "Secretville", .lat = 50.1234, .lon = 4.5678, .postal_codes = {"5999"}}};
}

void places(Catalogue& c) {
  c.organisations = {{.id = {"o-1"},
                      .slug = "maison-exemple",
                      .name = fr("Maison Exemple (inventée)"),
                      .description = fr("Une association inventée."),
                      .email = "bonjour@example.org",
                      .url = "https://example.org/",
                      .provenance = {.confidence = "A", .verified_on = parse_date("2026-10-05")}}};
  c.places = {{.id = {"p-1"},
               .name = fr("Maison Exemple"),
               .address = "rue de l’Exemple 1",
               .postal_code = "5990",
               .locality = "Exempleville",
               .nis = "99001",
               .lat = 50.4667,
               .lon = 4.8667,
               .precision = Precision::exact,
               .wheelchair = Answer::yes},
              {.id = {"p-2"},
               .postal_code = "5991",
               .locality = "Exempleau",
               .nis = "99002",
               .lat = 50.26,
               .lon = 4.91,
               .precision = Precision::commune},
              {.id = {"p-9"},
               .name = fr("Abri"),
               .address = "rue Cachée 9",
               .postal_code = "5999",
               .locality = "Secretville",
               .nis = "99099",
               .lat = 50.1234,
               .lon = 4.5678,
               .precision = Precision::exact,
               .confidential = true}};
}

Service base(std::string slug, Words name, std::string topic) {
  Service s;
  s.id = {"s-" + slug};
  s.slug = std::move(slug);
  s.organisation = {"o-1"};
  s.name = std::move(name);
  s.topics = {std::move(topic)};
  s.provenance = {.source = "invented", .confidence = "B", .as_of_year = 2021};
  return s;
}

Service course() {
  auto s = base("cours", with_arabic("Cours du matin (inventé)", "دروس الصباح (مختلقة)"), "french.course");
  s.old_slugs = {"cours-2019"};
  s.summary = with_arabic("Vous apprenez à parler, en petit groupe.", "تتعلّم الكلام في مجموعة صغيرة.");
  s.description = fr("Deux enseignantes inventées.\n\nDes groupes de huit personnes.");
  s.conditions = fr("Habiter la commune.");
  s.appointment = fr("Venez dix minutes avant.");
  s.documents = {fr("Une pièce d’identité"), fr("Un cahier")};
  s.audiences = {"newcomers", "women"};
  s.languages = {{.lang = "fr"}, {.lang = "ar", .how = Spoken::interpreter_by_phone}};
  s.phones = {phone("ph-1", "081 00 00 01")};
  s.places = {{.id = "ap-1", .place = {"p-1"}, .hours = "Mo,We,Fr 09:00-12:00,13:30-16:00"}};
  s.cost = Cost::free;
  s.admission = Admission::walk_in;
  s.accepts_undocumented = Answer::yes;
  s.min_age = 18;
  s.provenance = {.source = "invented",
                  .source_url = "https://example.org/cours",
                  .confidence = "A",
                  .verified_on = parse_date("2026-10-05")};
  return s;
}

void services(Catalogue& c) {
  auto care = base("soins", fr("Soins (inventés)"), "basics.meal");
  care.phones = {phone("ph-2", "081 00 00 02")};
  care.places = {{.id = "ap-2", .place = {"p-2"}}};
  care.provenance.as_of_year = 2009;
  auto night = base("nuit", fr("Ligne de nuit (inventée)"), "basics.social_emergency");
  night.phones = {phone("ph-3", "0800 00 003", "24/7")};
  auto shelter = base("abri", fr("Abri secret (inventé)"), "violence.family");
  shelter.summary = fr("Une personne vous répond.");
  shelter.phones = {phone("ph-4", "081 00 00 04", "24/7")};
  shelter.places = {{.id = "ap-4", .place = {"p-9"}, .hours = "24/7"}};
  shelter.territory = {"99099"};
  auto old = base("ancien", fr("Ancien cours (inventé)"), "french.course");
  old.status = Status::closed;
  old.status_from = parse_date("2022-12-01");
  auto desk = base("bureau", fr("Bureau (inventé)"), "french.course");
  desk.status = Status::moved;
  desk.instead = {"s-cours"};
  auto pause = base("pause", fr("Repas (inventé)"), "basics.meal");
  pause.status = Status::temporarily_closed;
  pause.status_until = parse_date("2026-12-31");
  pause.places = {{.id = "ap-7", .place = {"p-1"}, .hours = "Tu 12:00-14:00"}};
  auto trap = base("piege", fr("<script>alert(1)</script> \"&' (inventé)"), "basics.meal");
  trap.summary = fr("</script><img src=x onerror=alert(2)>");
  trap.url = "javascript:alert(3)";
  c.services = {course(), care, night, shelter, old, desk, pause, trap};
}

}  // namespace

Catalogue world() {
  Catalogue c;
  subjects(c);
  places(c);
  services(c);
  return c;
}

Time noon() { return parse_time("2026-11-23T09:40:00Z").value(); }

Front::Front(Catalogue catalogue)
    : clock_(noon()),
      site_{.router = router_,
            .clock = clock_,
            .revision = [] { return std::uint64_t{1}; },
            .error_page = [this](const web::Visit& v, int status) { return pages_.error(v, status); }} {
  setenv("COTE_STRICT_TEXT", "1", 1);
  shelf_.put(make_snapshot(std::move(catalogue), 1, noon()));
  pages_.mount(router_);
}

web::Reply Front::get(const std::string& target) const {
  return site_.answer({.target = target, .headers = {{"host", "guide.example.org"}}, .id = "r-1"});
}

}  // namespace cote::guide::test
