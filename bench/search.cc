// SPDX-License-Identifier: AGPL-3.0-or-later
// Search: ours against Xapian and MiniSearch, same documents, same questions, same run.
//   bench_search [--docs N]... [--queries N] [--lexicon FILE] [--node-seconds N]
#include "search/search.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <span>

#include <fmt/format.h>
#include <unistd.h>

#include "search/analyse.h"
#include "search/engine.h"
#include "search/labelled.h"
#include "search/minisearch_peer.h"
#include "search/words.h"

namespace cote::bench {
namespace {

using Clock = std::chrono::steady_clock;

double since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

struct Options {
  std::vector<std::size_t> docs{};
  std::size_t queries = 3000;
  std::string lexicon = "/usr/share/dict/french";
  int node_seconds = 20;
  bool alone = false;  // ours without the peers, for a profiler
};

struct Run {
  double build = 0;
  double seconds = 0;
  std::size_t asked = 0;
  std::vector<Reply> replies{};  // of the first round
  [[nodiscard]] double per_second() const { return static_cast<double>(asked) / seconds; }
};

// Warmed by a tenth of the questions; asked round after round for two seconds, stopped after `limit`.
Run measure(Engine& engine, const std::vector<Service>& services, const std::vector<Question>& questions,
            double limit) {
  Run run;
  const auto building = Clock::now();
  engine.build(services);
  run.build = since(building);
  for (std::size_t i = 0; i < questions.size() / 10; ++i) engine.ask(questions[i]);
  const auto asking = Clock::now();
  for (const Question& q : questions) {
    run.replies.push_back(engine.ask(q));
    if (since(asking) > limit) break;
  }
  run.asked = run.replies.size();
  while (since(asking) < 2) {
    for (const Question& q : questions) engine.ask(q);
    run.asked += questions.size();
  }
  run.seconds = since(asking);
  return run;
}

struct Typos {
  std::size_t asked = 0;
  std::size_t empty = 0;
  double right = 0;  // of the first ten, the share that has the word meant or an inflection of it
};

bool has_word(const Service& s, const std::string& meant, search::Analyser& analyser) {
  const std::string stem = analyser.stem(meant, search::fold(meant), "fr");
  for (const std::string_view text : {std::string_view(s.name), std::string_view(s.french)}) {
    for (const auto& w : search::words_of(text)) {
      if (analyser.stem(text.substr(w.offset, w.length), w.form, "fr") == stem) return true;
    }
  }
  return false;
}

Typos judge(const std::vector<Service>& services, const std::vector<Question>& questions,
            const std::vector<Reply>& replies) {
  Typos out;
  search::Analyser analyser;
  for (std::size_t i = 0; i < replies.size(); ++i) {
    if (questions[i].kind != Kind::typo) continue;
    ++out.asked;
    const auto& docs = replies[i].docs;
    if (docs.empty()) ++out.empty;
    const auto right = std::count_if(docs.begin(), docs.end(), [&](std::uint32_t d) {
      return has_word(services[d], questions[i].meant, analyser);
    });
    if (!docs.empty()) out.right += static_cast<double>(right) / static_cast<double>(docs.size());
  }
  return out;
}

void print_run(const char* name, const Run& run, const Typos& typos, double ours) {
  fmt::print(
      "  {:<11} build {:7.2f} s  {:9.0f} questions/s  ours is {:6.1f} x   typos: {:3} empty of {}, right "
      "among the first ten {:.1f} %\n",
      name, run.build, run.per_second(), ours / run.per_second(), typos.empty, typos.asked,
      typos.asked == 0 ? 0 : 100 * typos.right / static_cast<double>(typos.asked));
}

void compare(std::size_t count, const Options& options, const std::filesystem::path& folder) {
  const std::vector<Service> services = make_services(count, options.lexicon);
  const std::vector<Question> questions = make_questions(options.queries, services);
  fmt::print("\n{} services, {} questions, three facets counted in every answer\n", count, questions.size());
  const auto ours = make_ours();
  const Run mine = measure(*ours, services, questions, 60);
  fmt::print("  our index holds {:.1f} MB\n", static_cast<double>(ours->bytes()) / 1e6);
  print_run("ours", mine, judge(services, questions, mine.replies), mine.per_second());
  if (options.alone) return;
  const auto xapian = make_xapian(folder / "xapian");
  const Run peer = measure(*xapian, services, questions, 30);
  print_run("xapian", peer, judge(services, questions, peer.replies), mine.per_second());
  bool enough = false;
  if (const auto node = run_minisearch(services, questions, folder, options.node_seconds)) {
    const Run js{node->build, node->seconds, node->replies.size(), node->replies};
    enough = mine.per_second() >= 50 * js.per_second();
    print_run("minisearch", js, judge(services, questions, js.replies), mine.per_second());
    if (js.replies.size() < questions.size())
      fmt::print("              (stopped after {} s: {} questions)\n", options.node_seconds,
                 js.replies.size());
  } else {
    fmt::print("  minisearch  not run (node or the package is missing)\n");
  }
  fmt::print("  goals: 10 x Xapian {}, 50 x MiniSearch {}\n",
             mine.per_second() >= 10 * peer.per_second() ? "met" : "NOT met", enough ? "met" : "NOT met");
}

Options read_options(std::span<char*> arguments) {
  Options options;
  for (std::size_t i = 1; i + 1 < arguments.size(); i += 2) {
    const std::string_view name = arguments[i];
    if (name == "--docs") options.docs.push_back(std::stoul(arguments[i + 1]));
    if (name == "--queries") options.queries = std::stoul(arguments[i + 1]);
    if (name == "--lexicon") options.lexicon = arguments[i + 1];
    if (name == "--alone") options.alone = std::string_view(arguments[i + 1]) == "yes";
    if (name == "--node-seconds") options.node_seconds = std::stoi(arguments[i + 1]);
  }
  if (options.docs.empty()) options.docs = {10000, 100000};
  return options;
}

}  // namespace
}  // namespace cote::bench

int main(int argc, char** argv) {
  using namespace cote::bench;
  std::setvbuf(stdout, nullptr, _IOLBF, 0);  // each engine's line as soon as it is known, in a file too
  const Options options = read_options({argv, static_cast<std::size_t>(argc)});
  const auto folder = std::filesystem::temp_directory_path() / fmt::format("search-bench-{}", ::getpid());
  std::filesystem::create_directories(folder);
  for (const std::size_t count : options.docs) compare(count, options, folder);
  print_labelled(folder);
  std::filesystem::remove_all(folder);
  return 0;
}
