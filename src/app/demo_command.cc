// SPDX-License-Identifier: AGPL-3.0-or-later
#include <array>
#include <random>

#include <fmt/core.h>

#include "app/commands.h"
#include "app/options.h"
#include "app/progress.h"
#include "guide/own_format.h"
#include "guide/rules.h"
#include "guide/store.h"

namespace cote::app {
namespace {

constexpr std::array kHours{"Mo-Fr 09:00-12:00,13:00-16:30; PH off",
                            "Mo,Tu,Th 09:00-12:30; We 13:00-19:00; PH off",
                            "Tu[1,3] 14:00-17:00",
                            "Mo-Sa 10:00-18:00; Su,PH off",
                            "24/7",
                            "Fr-Sa 20:00-02:00",
                            "Mo-Fr 08:30-16:00; Jul-Aug off; PH off",
                            "Mo-Fr \"sur rendez-vous\"",
                            ""};
constexpr std::array kLanguages{"ar", "en", "nl", "uk", "ti", "fa", "tr", "ps", "so", "es", "ru", "sq"};
constexpr std::array kAudiences{"everyone", "newcomers", "women", "youth", "families", "asylum_seekers"};

/// Makes invented services out of real topics and communes. Everything made says that it is invented;
/// addresses do not exist, and the numbers cannot ring: no Belgian subscriber number begins with 0.
class Invention {
  std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
  }
  const auto& pick(const auto& from) { return from[below(std::size(from))]; }
  bool one_in(std::size_t n) { return below(n) == 0; }

 public:
  Invention(const guide::Catalogue& facts, std::uint32_t seed, Time now)
      : facts_(facts), now_(now), random_(seed) {}

  guide::Catalogue services(std::size_t count, Progress& bar) {
    guide::Catalogue out;
    for (std::size_t n = 1; n <= count; ++n) {
      if (n % 10 == 1) out.organisations.push_back(organisation(n / 10 + 1));
      auto const& commune = pick(facts_.communes);
      out.places.push_back(place(n, commune));
      out.services.push_back(service(n, out.organisations.back(), out.places.back(), commune));
      bar.show(n, count);
    }
    return out;
  }

 private:
  guide::Provenance provenance() {
    guide::Provenance p;
    p.source = "demo";
    p.as_of = Date(std::chrono::floor<std::chrono::days>(now_));
    return p;
  }

  guide::Organisation organisation(std::size_t n) {
    guide::Organisation o;
    o.slug = fmt::format("exemple-organisation-{}", n);
    o.id.text = uuid_of("organisation:" + o.slug);
    o.name = guide::rules::source_words("fr", fmt::format("Organisation d’exemple {} (inventée)", n));
    o.description = guide::rules::source_words("fr", "Organisation inventée pour la démonstration.");
    o.url = "https://example.org/";
    o.provenance = provenance();
    return o;
  }

  guide::Place place(std::size_t n, const guide::Commune& commune) {
    std::uniform_real_distribution<double> near(-0.02, 0.02);
    guide::Place p;
    p.id.text = uuid_of(fmt::format("place:exemple-{}", n));
    p.address = fmt::format("rue de l’Exemple {} (inventée)", n);
    p.postal_code = commune.postal_codes.empty() ? "" : pick(commune.postal_codes);
    p.locality = commune.name;
    p.nis = commune.nis;
    p.lat = commune.lat + near(random_);
    p.lon = commune.lon + near(random_);
    p.precision = guide::Precision::commune;
    p.provenance = provenance();
    return p;
  }

  guide::Service service(std::size_t n, const guide::Organisation& organisation, const guide::Place& place,
                         const guide::Commune& commune) {
    auto const& topic = pick(facts_.topics);
    auto const subject = guide::rules::text(topic.label, "fr");
    guide::Service s;
    s.slug = fmt::format("exemple-{}", n);
    s.id.text = uuid_of("service:" + s.slug);
    s.organisation = organisation.id;
    s.name = guide::rules::source_words("fr", fmt::format("Exemple {} : {}, {}", n, subject, commune.name));
    s.summary =
        guide::rules::source_words("fr", fmt::format("Service inventé pour la démonstration : {}.", subject));
    s.topics = {topic.id};
    if (one_in(3)) s.topics.push_back(pick(facts_.topics).id);
    s.audiences = {pick(kAudiences)};
    if (!one_in(3)) s.languages.push_back({pick(kLanguages), guide::Spoken::staff, {}});
    s.phones.push_back({.id = uuid_of("phone:" + s.slug),
                        .number = fmt::format("081 00 {:02} {:02}", n / 100 % 100, n % 100)});
    s.places.push_back({.id = uuid_of("at:" + s.slug), .place = place.id, .hours = pick(kHours)});
    s.territory = {commune.nis};
    s.cost = one_in(4) ? guide::Cost::paid : guide::Cost::free;
    s.admission = one_in(2) ? guide::Admission::walk_in : guide::Admission::appointment;
    s.accepts_undocumented = one_in(4) ? guide::Answer::yes : guide::Answer::unknown;
    s.provenance = provenance();
    return s;
  }

  const guide::Catalogue& facts_;
  Time now_;
  std::mt19937 random_;
};

struct Demo {
  std::string facts = "data/namur";  // folder of topics and communes to invent around
  std::size_t services = 200;
  std::uint32_t seed = 1983;
};

int demo(const std::string& address, const Demo& asked) {
  auto const now = SystemClock().now();
  auto const db = db::open(address);
  db::migrate(*db);
  auto const facts = guide::import::read_own(asked.facts).catalogue;
  if (facts.topics.empty() || facts.communes.empty()) {
    fmt::print(stderr, "{} has no topics or no communes to invent around\n", asked.facts);
    return 2;
  }
  guide::Catalogue made;
  {
    Progress bar("inventing");
    made = Invention(facts, asked.seed, now).services(asked.services, bar);
  }
  // Facts come along, so that a demonstration has its communes, topics and rubrics.
  made.topics = facts.topics;
  made.rubrics = facts.rubrics;
  made.communes = facts.communes;
  made.localities = facts.localities;
  auto const saved = db->write([&](db::Tx& tx) { return guide::store::save(tx, made, now); });
  fmt::print("{} rows added, {} changed, {} unchanged; every service here is invented\n", saved.added,
             saved.changed, saved.unchanged);
  return 0;
}

}  // namespace

/// Fills a database with the topics and communes of `facts` and invented services, each marked so.
void add_demo(CLI::App& app, int& code) {
  auto* const command = app.add_subcommand("demo", "fill a database with invented services, marked so");
  auto const options = Options::of(*command);
  auto const asked = std::make_shared<Demo>();
  command->add_option("--services", asked->services, "how many")->capture_default_str();
  command->add_option("--facts", asked->facts, "folder of topics and communes")->capture_default_str();
  command->add_option("--seed", asked->seed, "the same seed, the same services")->capture_default_str();
  command->callback([options, asked, &code] { code = demo(options->settings().database.address, *asked); });
}

}  // namespace cote::app
