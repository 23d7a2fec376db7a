// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/labelled.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "kernel/csv.h"
#include "search/engine.h"
#include "search/minisearch_peer.h"

namespace cote::bench {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Label {
  std::string group{};
  std::string topic{};
  Question question{};
};

struct Topics {
  std::vector<std::string> ids{};
  std::vector<std::vector<Text>> documents{};
  std::vector<std::vector<std::string>> synonyms{};
};

// Our topics as documents: labels and their words in every language. The wider words are synonyms.
Topics read_topics() {
  Topics out;
  const csv::Table table = csv::parse(bytes_of(fs::path(COTE_DATA_DIR) / "topics.csv"));
  const boost::json::value wider =
      boost::json::parse(bytes_of(fs::path(COTE_DATA_DIR) / "search" / "synonyms.json"));
  for (const csv::Row& row : table.rows) {
    out.ids.push_back(row.cells.at(0));
    std::vector<Text> texts;
    std::vector<std::string> group;
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      const std::string& column = table.head[c];
      const std::string lang = column.substr(std::min(column.size(), column.find('.') + 1));
      if (column.starts_with("label.")) {
        texts.push_back({row.cells[c], lang, 8});
        group.push_back(row.cells[c]);
      } else if (column.starts_with("synonyms.")) {
        std::istringstream words(row.cells[c]);
        for (std::string word; std::getline(words, word, '|');) texts.push_back({word, lang, 4});
      }
    }
    if (const auto* more = wider.as_object().if_contains(out.ids.back())) {
      for (const boost::json::value& word : more->as_array()) group.emplace_back(word.at("word").as_string());
    }
    out.documents.push_back(std::move(texts));
    out.synonyms.push_back(std::move(group));
  }
  return out;
}

std::vector<Label> read_labels() {
  std::vector<Label> out;
  for (const csv::Row& row :
       csv::parse(bytes_of(fs::path(COTE_BENCH_DIR) / "search" / "labelled.csv")).rows) {
    Label label{row.cells.at(0), row.cells.at(2), {}};
    label.question.words = row.cells[1];
    label.question.kind = label.group == "prefix" ? Kind::prefix : Kind::text;
    out.push_back(std::move(label));
  }
  return out;
}

// How many questions of each case have their topic among the first ten, and at what place on average.
struct Tally {
  std::map<std::string, std::pair<int, int>> cases{};  // found, asked
  double reciprocal = 0;
  std::string missed{};
};

Tally tally(const Topics& topics, const std::vector<Label>& labels, const std::vector<Reply>& replies) {
  Tally out;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto& docs = replies[i].docs;
    const auto at = std::find_if(docs.begin(), docs.end(),
                                 [&](std::uint32_t d) { return topics.ids[d] == labels[i].topic; });
    auto& [found, asked] = out.cases[labels[i].group];
    ++asked;
    if (at == docs.end()) {
      out.missed += " [" + labels[i].question.words + "]";
      continue;
    }
    ++found;
    out.reciprocal += 1.0 / static_cast<double>(at - docs.begin() + 1);
  }
  return out;
}

std::vector<Reply> ask_all(Engine& engine, const Topics& topics, const std::vector<Label>& labels) {
  engine.build(topics.documents, topics.synonyms);
  std::vector<Reply> out;
  for (const Label& label : labels) out.push_back(engine.ask(label.question));
  return out;
}

}  // namespace

void print_labelled(const fs::path& folder) {
  const Topics topics = read_topics();
  const std::vector<Label> labels = read_labels();
  std::vector<std::pair<std::string, Tally>> engines;
  engines.emplace_back("ours", tally(topics, labels, ask_all(*make_ours(), topics, labels)));
  engines.emplace_back("xapian",
                       tally(topics, labels, ask_all(*make_xapian(folder / "xapian"), topics, labels)));
  std::vector<Question> questions;
  for (const Label& label : labels) questions.push_back(label.question);
  // MiniSearch has no synonyms: it gets them as text.
  auto documents = topics.documents;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    for (const std::string& word : topics.synonyms[i]) documents[i].push_back({word, "", 1});
  }
  if (const auto node = run_minisearch(documents, questions, folder)) {
    engines.emplace_back("minisearch", tally(topics, labels, node->replies));
  }
  fmt::print("\nrecall@10 on {} labelled questions over {} topics\n  {:<12}", labels.size(),
             topics.ids.size(), "");
  for (const auto& [group, count] : engines.front().second.cases)
    fmt::print("{:>13}", fmt::format("{} ({})", group, count.second));
  fmt::print("{:>8}{:>8}\n", "all", "MRR");
  for (const auto& [name, t] : engines) {
    int found = 0;
    fmt::print("  {:<12}", name);
    for (const auto& [group, count] : t.cases) {
      found += count.first;
      fmt::print("{:>12.0f}%", 100.0 * count.first / count.second);
    }
    fmt::print("{:>7.0f}%{:>8.2f}\n", 100.0 * found / static_cast<double>(labels.size()),
               t.reciprocal / static_cast<double>(labels.size()));
  }
  fmt::print("  missed by ours:{}\n", engines.front().second.missed);
}

}  // namespace cote::bench
