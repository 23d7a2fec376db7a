// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/indexing.h"

#include <algorithm>
#include <map>
#include <unordered_set>

#include "guide/rules.h"
#include "kernel/embedded.h"
#include "kernel/json.h"
#include "search/build.h"

namespace cote::guide {
namespace {

constexpr float kName = 8;
constexpr float kTopic = 5;
constexpr float kOtherTopic = 3;
constexpr float kSynonym = 3;
constexpr float kWider = 1.5;  // words from CLDR and OSM presets: many, and not ours
constexpr float kWhere = 3;
constexpr float kSummary = 2;
constexpr float kBody = 1;

/// Topic id → words, from data/search/synonyms.json.
using Wider = std::map<std::string, std::vector<std::pair<std::string, std::string>>, std::less<>>;

Wider read_wider() {
  Wider out;
  auto const bytes = embedded_data("search/synonyms.json");
  if (!bytes) return out;
  auto const parsed = json::parse(*bytes);
  if (!parsed || !parsed->is_object()) return out;
  for (auto const& [topic, words] : parsed->as_object()) {
    if (!words.is_array()) continue;
    for (auto const& entry : words.as_array())
      if (entry.is_object())
        out[std::string(topic)].emplace_back(json::text(entry.as_object(), "lang"),
                                             json::text(entry.as_object(), "word"));
  }
  return out;
}

const Wider& wider() {
  static const Wider words = read_wider();
  return words;
}

/// Collects what one service is found by. Texts are views into the snapshot.
class Gathering {
 public:
  explicit Gathering(const Snapshot& snapshot) : s_(snapshot) {}

  search::Document of(const Service& service, Date today) {
    doc_ = {};
    texts(service);
    subjects(service);
    places(service);
    people(service);
    auto const gone = service.status == Status::closed || service.status == Status::merged;
    doc_.freshness = gone ? 0 : rules::trust(service, today).score;
    return std::move(doc_);
  }

 private:
  void words(const Words& words, float weight) {
    for (auto const& w : words.in) doc_.fields.push_back({w.text, w.lang, weight});
  }
  void facet(Facet f, std::string_view value) {
    std::pair const entry{static_cast<search::FacetId>(f), value};
    if (!value.empty() && std::ranges::find(doc_.facets, entry) == doc_.facets.end())
      doc_.facets.push_back(entry);
  }

  void texts(const Service& service) {
    words(service.name, kName);
    words(service.summary, kSummary);
    for (auto const* body : {&service.description, &service.conditions, &service.price}) words(*body, kBody);
    if (auto const* organisation = s_.organisation(service.organisation.text))
      words(organisation->name, kWhere);
  }

  void subjects(const Service& service) {
    float weight = kTopic;
    for (auto const& id : service.topics) {
      auto const* topic = s_.topic(id);
      if (topic == nullptr) continue;
      words(topic->label, weight);
      weight = kOtherTopic;
      for (auto const& synonym : topic->synonyms)
        doc_.fields.push_back({synonym.text, synonym.lang, kSynonym});
      if (auto const found = wider().find(id); found != wider().end())
        for (auto const& [lang, word] : found->second) doc_.fields.push_back({word, lang, kWider});
      facet(Facet::topic, topic->id);
      facet(Facet::rubric, topic->rubric);
      if (auto const* rubric = s_.rubric(topic->rubric)) words(rubric->label, kSummary);
    }
  }

  void places(const Service& service) {
    for (auto const& at : service.places) {
      auto const* place = s_.place(at.place.text);
      if (place == nullptr) continue;
      doc_.fields.push_back({place->address, "fr", kBody});
      doc_.fields.push_back({place->postal_code, "", kWhere});
      doc_.fields.push_back({place->locality, "", kWhere});
      if (auto const* commune = s_.commune(place->nis)) {
        doc_.fields.push_back({commune->name, "", kWhere});
        facet(Facet::commune, place->nis);
      }
      if (place->lat && place->lon)
        doc_.points.push_back({static_cast<float>(*place->lat), static_cast<float>(*place->lon)});
    }
  }

  void people(const Service& service) {
    for (auto const& spoken : service.languages)
      if (spoken.lang != "mul") facet(Facet::language, spoken.lang);  // "several" is nobody's language
    for (auto const& audience : service.audiences) facet(Facet::audience, audience);
    if (service.cost == Cost::free) facet(Facet::cost, "free");
    if (service.cost == Cost::paid || service.cost == Cost::mixed) facet(Facet::cost, "paid");
    if (service.admission == Admission::walk_in || service.admission == Admission::both)
      facet(Facet::admission, "walk_in");
    if (service.admission == Admission::appointment || service.admission == Admission::both)
      facet(Facet::admission, "appointment");
    if (service.accepts_undocumented == Answer::yes) facet(Facet::undocumented, "yes");
  }

  const Snapshot& s_;
  search::Document doc_{};
};

/// Topics that no service carries yet: somebody who writes their name in one language also means the
/// texts that say it in another. The others are found by the words of their services.
std::vector<search::SynonymGroup> same_meaning(const Catalogue& catalogue) {
  std::unordered_set<std::string_view> carried;
  for (auto const& service : catalogue.services) carried.insert(service.topics.begin(), service.topics.end());
  std::vector<search::SynonymGroup> groups;
  for (auto const& topic : catalogue.topics) {
    if (carried.contains(topic.id)) continue;
    auto& group = groups.emplace_back();
    for (auto const& label : topic.label.in) group.push_back(label.text);
  }
  return groups;
}

}  // namespace

std::unique_ptr<const search::Index> index_catalogue(const Snapshot& snapshot, Date today) {
  search::Builder builder;
  builder.synonyms(same_meaning(snapshot.catalogue));
  Gathering gathering(snapshot);
  for (auto const& service : snapshot.catalogue.services) builder.add(gathering.of(service, today));
  return builder.build();
}

}  // namespace cote::guide
