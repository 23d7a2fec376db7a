// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/core.h>

#include "app/commands.h"
#include "app/options.h"
#include "app/snapshot_of.h"
#include "guide/rules.h"
#include "kernel/json.h"

namespace cote::app {
namespace {

struct Search {
  std::string lang = "fr";
  std::string words{};
  std::uint32_t limit = 20;
  bool as_json = false;
};

json::object hit_json(const guide::Snapshot& snapshot, const search::Hit& hit, std::string_view lang) {
  auto const& service = snapshot.catalogue.services[hit.doc];
  json::array topics;
  for (auto const& id : service.topics)
    if (auto const* topic = snapshot.topic(id)) topics.emplace_back(guide::rules::text(topic->label, lang));
  return {{"id", service.id.text},
          {"name", guide::rules::text(service.name, lang)},
          {"topics", std::move(topics)},
          {"score", hit.score}};
}

int search_guide(const std::string& address, const Search& asked) {
  auto const snapshot = snapshot_of(address, SystemClock().now());
  auto const answer = snapshot->index->find({.words = asked.words, .lang = asked.lang, .limit = asked.limit});
  if (asked.as_json) {
    json::array out;
    for (auto const& hit : answer.hits) out.emplace_back(hit_json(*snapshot, hit, asked.lang));
    fmt::print("{}\n", boost::json::serialize(out));
    return 0;
  }
  if (!answer.corrected.empty()) fmt::print("understood as: {}\n", answer.corrected);
  for (auto const& hit : answer.hits) {
    auto const& service = snapshot->catalogue.services[hit.doc];
    fmt::print("{:8.2f}  {}  ({})\n", hit.score, guide::rules::text(service.name, asked.lang), service.slug);
  }
  fmt::print("{} found\n", answer.total);
  return 0;
}

}  // namespace

void add_search(CLI::App& app, int& code) {
  auto* const command = app.add_subcommand("search", "find services, as the Guide does");
  auto const options = Options::of(*command);
  auto const asked = std::make_shared<Search>();
  command->add_option("words", asked->words, "what to look for")->required();
  command->add_option("--lang", asked->lang, "language of the reader")->capture_default_str();
  command->add_option("--limit", asked->limit, "at most")->capture_default_str();
  command->add_flag("--json", asked->as_json, "an array of {id, name, topics, score}");
  command->callback(
      [options, asked, &code] { code = search_guide(options->settings().database.address, *asked); });
}

}  // namespace cote::app
