// SPDX-License-Identifier: AGPL-3.0-or-later
#include "support/catalogue.h"

#include <algorithm>
#include <random>
#include <tuple>

#include <fmt/format.h>

namespace cote::test {
namespace {

using namespace guide;

constexpr const char* kNasty[] = {"Aide sociale",
                                  "l'été « ça »",
                                  "",
                                  "'; drop table service; --",
                                  ":name $1 ? %s {0} {{x}}",
                                  "العربية مع שלום",
                                  "Допомога",
                                  "🏠👩‍👩‍👧‍👦🇧🇪",
                                  "line\nline\r\n\ttab",
                                  "back\\slash \"quote\"",
                                  "NULL",
                                  "\u00A0\u202F\u200E",
                                  "e\u0301 é",
                                  "<b>&amp;</b>",
                                  "\xF0\x9D\x94\x98 \xEF\xBF\xBF",
                                  "0",
                                  "1e5",
                                  " spaces "};
constexpr const char* kLangs[] = {"fr", "en", "nl", "ar", "uk"};

class Maker {
 public:
  explicit Maker(std::uint32_t seed) : random_(seed) {}

  Catalogue make(std::size_t services) {
    Catalogue c;
    for (int i = 0; i < 4; ++i)
      c.rubrics.push_back({.id = fmt::format("rubric{}", i),
                           .position = i,
                           .label = words(),
                           .icon = text(),
                           .emoji = text()});
    for (int i = 0; i < 9; ++i)
      c.topics.push_back({.id = fmt::format("topic.{}", i),
                          .rubric = pick(c.rubrics).id,
                          .label = words(),
                          .synonyms = synonyms(),
                          .icon = text(),
                          .emoji = text()});
    for (int i = 0; i < 3; ++i)
      c.communes.push_back({.nis = fmt::format("9100{}", i),
                            .name = text(),
                            .arrondissement = text(),
                            .lat = degrees(),
                            .lon = degrees(),
                            .postal_codes = {fmt::format("50{:02}", i), "5999"}});
    for (int i = 0; i < 5; ++i)
      c.localities.push_back(
          {.name = fmt::format("Village {}", i), .nis = "91000", .lat = degrees(), .lon = degrees()});
    for (std::size_t i = 0; i < services / 3 + 1; ++i) c.organisations.push_back(organisation(i));
    for (std::size_t i = 0; i < services / 2 + 1; ++i) c.places.push_back(place(i));
    for (std::size_t i = 0; i < services; ++i) c.services.push_back(service(i, c));
    c.tombstones = {{"location", uuid_of("gone:1"), time()}, {"service", uuid_of("gone:2"), time()}};
    std::ranges::sort(c.organisations, {}, &Organisation::slug);
    std::ranges::sort(c.places, {}, &Place::id);
    std::ranges::sort(c.services, {}, &Service::slug);
    std::ranges::sort(c.tombstones, {}, [](const Tombstone& t) { return std::tie(t.kind, t.id); });
    return c;
  }

 private:
  std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_); }
  bool maybe() { return below(2) == 0; }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }
  std::string text() {
    return std::string(kNasty[below(std::size(kNasty))]) + kNasty[below(std::size(kNasty))];
  }
  std::string url() { return maybe() ? "" : "https://example.org/" + std::to_string(below(1000)); }
  template <class E>
  E choice(std::size_t count) {
    return static_cast<E>(below(count));
  }
  double degrees() { return std::uniform_real_distribution<double>(-90, 90)(random_); }
  Time time() {
    return Time(std::chrono::seconds(1'600'000'000 + static_cast<std::int64_t>(below(300'000'000))));
  }
  std::optional<Date> date() {
    if (maybe()) return std::nullopt;
    return Date(std::chrono::floor<std::chrono::days>(time()));
  }
  std::optional<int> number() {
    return maybe() ? std::nullopt : std::optional(static_cast<int>(below(2030)));
  }
  std::vector<std::string> list(const char* stem) {
    std::vector<std::string> out;
    for (std::size_t i = 0, n = below(4); i < n; ++i) out.push_back(fmt::format("{}{}", stem, below(9)));
    return out;
  }
  Words words(bool empty_too = true) {
    Words out;
    if (empty_too && maybe()) return out;
    std::vector<std::string> langs(std::begin(kLangs), std::end(kLangs));
    std::ranges::shuffle(langs, random_);
    langs.resize(1 + below(langs.size()));
    for (auto const& lang : langs) out.in.push_back({lang, text(), choice<Origin>(3), maybe() ? "" : text()});
    return out;
  }
  std::vector<Wording> synonyms() {
    std::vector<Wording> out;
    for (std::size_t i = 0, n = below(5); i < n; ++i)
      out.push_back({kLangs[below(5)], text(), choice<Origin>(3), ""});
    return out;
  }
  Provenance provenance() {
    return {.source = text(),
            .source_url = url(),
            .confidence = "B",
            .as_of_year = number(),
            .as_of = date(),
            .verified_on = date(),
            .verified_by = text(),
            .verified_how = choice<VerifiedHow>(6),
            .next_review = date()};
  }
  std::vector<Phone> phones(const std::string& owner) {
    std::vector<Phone> out;
    for (std::size_t i = 0, n = below(3); i < n; ++i)
      out.push_back({.id = uuid_of(fmt::format("{}/{}", owner, i)),
                     .number = text(),
                     .channel = choice<Channel>(5),
                     .label = words(),
                     .hours = text(),
                     .languages = list("l")});
    return out;
  }
  Organisation organisation(std::size_t i) {
    auto const slug = fmt::format("organisation-{}", i);
    return {.id = {uuid_of(slug)},
            .slug = slug,
            .name = words(),
            .description = words(),
            .email = text(),
            .url = url(),
            .phones = phones(slug),
            .provenance = provenance(),
            .updated = time()};
  }
  Place place(std::size_t i) {
    Place p{.id = {uuid_of(fmt::format("place-{}", i))},
            .name = words(),
            .address = text(),
            .address_note = words(),
            .postal_code = "5000",
            .locality = text(),
            .nis = "91000"};
    if (maybe()) p.lat = degrees();
    if (maybe()) p.lon = degrees();
    p.precision = choice<Precision>(4);
    p.confidential = maybe();
    p.wheelchair = choice<Answer>(3);
    p.accessibility = words();
    p.transport = words();
    p.provenance = provenance();
    return p;
  }
  Service service(std::size_t i, const Catalogue& c) {
    Service s;
    s.slug = fmt::format("service-{}", i);
    s.id = {uuid_of(s.slug)};
    if (maybe()) s.organisation = pick(c.organisations).id;
    s.old_slugs = list("old-");
    std::ranges::sort(s.old_slugs);
    s.old_slugs.erase(std::unique(s.old_slugs.begin(), s.old_slugs.end()), s.old_slugs.end());
    s.source_lang = kLangs[below(5)];
    for (auto* w : {&s.name, &s.summary, &s.description, &s.conditions, &s.price, &s.appointment, &s.notice})
      *w = words();
    for (std::size_t n = below(13); n > 0; --n) s.documents.push_back(words(false));
    s.email = text();
    s.url = url();
    for (std::size_t n = below(3); n > 0; --n) s.topics.push_back(pick(c.topics).id);
    s.audiences = list("audience");
    for (std::size_t n = below(3); n > 0; --n)
      s.languages.push_back({.lang = kLangs[below(5)], .how = choice<Spoken>(3), .note = words()});
    s.phones = phones(s.slug);
    for (std::size_t n = 0, most = below(3); n < most; ++n)
      s.contacts.push_back({.id = uuid_of(fmt::format("{}/contact{}", s.slug, n)),
                            .role = words(),
                            .name = text(),
                            .email = text(),
                            .url = url(),
                            .phones = phones(s.slug + "c")});
    for (std::size_t n = 0, most = below(3); n < most; ++n)
      s.places.push_back({.id = uuid_of(fmt::format("{}/place{}", s.slug, n)),
                          .place = pick(c.places).id,
                          .hours = text(),
                          .hours_note = words(),
                          .phones = phones(s.slug + "p")});
    s.territory = list("9100");
    s.status = choice<Status>(5);
    s.status_from = date();
    s.status_until = date();
    if (maybe()) s.instead = {uuid_of("service-0")};
    s.cost = choice<Cost>(4);
    s.admission = choice<Admission>(5);
    s.accepts_undocumented = choice<Answer>(3);
    s.capacity = choice<Capacity>(4);
    s.min_age = number();
    s.max_age = number();
    s.provenance = provenance();
    s.updated = time();
    return s;
  }

  std::mt19937 random_;
};

}  // namespace

guide::Catalogue random_catalogue(std::uint32_t seed, std::size_t services) {
  return Maker(seed).make(services);
}

}  // namespace cote::test
