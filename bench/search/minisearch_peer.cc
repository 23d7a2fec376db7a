// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/minisearch_peer.h"

#include <cstdlib>
#include <fstream>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace cote::bench {
namespace {

namespace json = boost::json;

const char* name_of(Kind kind) {
  switch (kind) {
    case Kind::geo:
      return "geo";
    case Kind::prefix:
      return "prefix";
    default:
      return "text";
  }
}

std::optional<NodeRun> run(const std::vector<Question>& questions, const std::filesystem::path& folder,
                           int limit) {
  std::ofstream asked(folder / "questions.jsonl");
  for (const Question& q : questions) {
    asked << json::serialize(json::object{{"kind", name_of(q.kind)},
                                          {"words", q.words},
                                          {"rubric", q.rubric},
                                          {"lat", q.lat},
                                          {"lon", q.lon}})
          << '\n';
  }
  asked.close();
  const std::string command =
      fmt::format("node --max-old-space-size=6000 '{}/search/minisearch.mjs' '{}' '{}' {} > '{}' 2>/dev/null",
                  COTE_BENCH_DIR, (folder / "docs.jsonl").string(), (folder / "questions.jsonl").string(),
                  limit, (folder / "replies.jsonl").string());
  if (std::system(command.c_str()) != 0) return std::nullopt;
  std::ifstream file(folder / "replies.jsonl");
  NodeRun out;
  std::string line;
  if (!std::getline(file, line)) return std::nullopt;
  const json::object head = json::parse(line).as_object();
  out.build = head.at("build").to_number<double>();
  out.seconds = head.at("seconds").to_number<double>();
  while (std::getline(file, line)) {
    Reply reply;
    const json::value docs = json::parse(line);
    for (const json::value& doc : docs.as_array()) reply.docs.push_back(doc.to_number<std::uint32_t>());
    out.replies.push_back(std::move(reply));
  }
  return out;
}

}  // namespace

std::optional<NodeRun> run_minisearch(const std::vector<Service>& services,
                                      const std::vector<Question>& questions,
                                      const std::filesystem::path& folder, int limit_seconds) {
  std::ofstream docs(folder / "docs.jsonl");
  for (std::size_t i = 0; i < services.size(); ++i) {
    const Service& s = services[i];
    docs << json::serialize(json::object{{"id", i},
                                         {"t0", s.name},
                                         {"t1", s.french},
                                         {"t2", s.english},
                                         {"t3", s.arabic},
                                         {"rubric", s.rubric},
                                         {"commune", s.commune},
                                         {"language", s.language},
                                         {"lat", s.lat},
                                         {"lon", s.lon},
                                         {"open", s.open},
                                         {"boost", {{"t0", 8}}}})
         << '\n';
  }
  docs.close();
  return run(questions, folder, limit_seconds);
}

std::optional<NodeRun> run_minisearch(const std::vector<std::vector<Text>>& documents,
                                      const std::vector<Question>& questions,
                                      const std::filesystem::path& folder) {
  std::ofstream docs(folder / "docs.jsonl");
  for (std::size_t i = 0; i < documents.size(); ++i) {
    std::string names;
    std::string others;
    for (const Text& t : documents[i]) (t.weight > 4 ? names : others) += t.text + " \n";
    docs << json::serialize(json::object{{"id", i}, {"t0", names}, {"t1", others}, {"boost", {{"t0", 8}}}})
         << '\n';
  }
  docs.close();
  return run(questions, folder, 60);
}

}  // namespace cote::bench
