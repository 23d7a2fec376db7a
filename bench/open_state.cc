// SPDX-License-Identifier: AGPL-3.0-or-later
// Goal: the opening state of 100,000 services costs less than one Xapian query. Both are measured here, in
// one run: Board::at over 100,000 schedules, and queries of two words, drawn as often as they are written,
// with one facet, over 100,000 documents of 40 words in Xapian's own in-memory store.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include <time.h>
#include <xapian.h>

#include "guide/hours/hours.h"

namespace {

namespace hours = cote::guide::hours;
namespace ch = std::chrono;

constexpr int kServices = 100'000;

class Chance {
 public:
  explicit Chance(unsigned seed) : engine_(seed) {}
  int number(int low, int high) { return std::uniform_int_distribution(low, high)(engine_); }
  std::string quarter(int low, int high) {
    const int minute = number(low * 4, high * 4) * 15;
    char text[8];
    std::snprintf(text, sizeof text, "%02d:%02d", minute / 60 % 24, minute % 60);
    return text;
  }
  const char* one(std::initializer_list<const char*> list) {
    return list.begin()[number(0, static_cast<int>(list.size()) - 1)];
  }

 private:
  std::mt19937 engine_;
};

// Office hours as a directory has them: most weekly, some with holidays, a summer break or odd weeks.
std::string text_of(Chance& chance) {
  std::string out = chance.one({"Mo-Fr ", "Mo-Fr ", "Mo-Th ", "Tu-Sa ", "Mo,We,Fr ", "Tu[1,3] ", "Mo-Su "});
  out += chance.quarter(8, 10) + "-" + chance.quarter(11, 12);
  if (chance.number(0, 2) > 0) out += "," + chance.quarter(13, 14) + "-" + chance.quarter(16, 19);
  if (chance.number(0, 2) == 0) out += "; Sa " + chance.quarter(9, 10) + "-" + chance.quarter(12, 13);
  if (chance.number(0, 9) == 0) out += "; Fr " + chance.quarter(18, 20) + "-" + chance.quarter(1, 3);
  if (chance.number(0, 9) == 0) out += "; Jul-Aug off";
  if (chance.number(0, 9) == 0) out += "; 2026 Dec 24-2027 Jan 03 off";
  if (chance.number(0, 1) == 0) out += "; PH off";
  if (chance.number(0, 19) == 0) out += " || \"sur rendez-vous\"";
  return out;
}

// Processor time, so that neighbours on the machine do not count.
double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

template <class Work>
std::vector<double> timed(int times, Work work) {
  std::vector<double> out;
  for (int at = 0; at < times; ++at) {
    const double start = cpu_ms();
    work(at);
    out.push_back(cpu_ms() - start);
  }
  std::sort(out.begin(), out.end());
  return out;
}

double middle(const std::vector<double>& sorted) { return sorted[sorted.size() / 2]; }

std::string word(int at) { return "word" + std::to_string(at); }

// The common ones more often, as in language.
std::string some_word(Chance& chance) {
  int top = chance.number(1, 20'000);
  top = chance.number(0, top);
  return word(chance.number(0, top));
}

Xapian::WritableDatabase corpus(Chance& chance) {
  Xapian::WritableDatabase db("", Xapian::DB_BACKEND_INMEMORY);
  Xapian::TermGenerator terms;
  for (int doc = 0; doc < kServices; ++doc) {
    Xapian::Document document;
    terms.set_document(document);
    std::string text;
    for (int at = 0; at < 40; ++at) text += some_word(chance) + " ";
    document.add_value(0, std::to_string(chance.number(1, 24)));
    terms.index_text_without_positions(text);
    db.add_document(document);
  }
  return db;
}

}  // namespace

int main() {
  Chance chance(1);
  hours::Board board, distinct;
  std::vector<std::uint32_t> rows;
  for (int at = 0; at < kServices; ++at) rows.push_back(board.add(*hours::parse(text_of(chance)).schedule));
  while (distinct.size() < kServices) distinct.add(*hours::parse(text_of(chance)).schedule);

  const hours::Minute monday = ch::local_days(ch::year(2026) / 11 / 23);
  std::size_t open = 0;
  const auto filter = [&](const hours::Board& of, hours::Minute when) {
    const auto states = of.at(when);
    if (&of == &board)
      for (const auto row : rows) open += states[row] == hours::State::open;
    else
      for (const auto state : states) open += state == hours::State::open;
  };
  // A new day each time, and then minutes all over a few days that have been asked for before.
  const auto cold = timed(9, [&](int at) { filter(distinct, monday - ch::days(at)); });
  for (int day = 0; day < 3; ++day)
    filter(board, monday + ch::days(day)), filter(distinct, monday + ch::days(day));
  const auto all = timed(1001, [&](int at) { filter(board, monday + ch::minutes(at * 617 % 4320)); });
  const auto worst = timed(1001, [&](int at) { filter(distinct, monday + ch::minutes(at * 617 % 4320)); });

  const auto db = corpus(chance);
  Xapian::Enquire enquire(db);
  std::size_t found = 0;
  // A list page asks for ten documents and counts its facets over at most 5,000 matches.
  const auto query = [&](Xapian::Query::op op) {
    enquire.set_query(Xapian::Query(op, Xapian::Query(some_word(chance)), Xapian::Query(some_word(chance))));
    Xapian::ValueCountMatchSpy facet(0);
    enquire.add_matchspy(&facet);
    found += enquire.get_mset(0, 10, 5000).size() + facet.get_total();
    enquire.clear_matchspies();
  };
  const auto queries = timed(1001, [&](int) { query(Xapian::Query::OP_AND); });
  const auto either = timed(1001, [&](int) { query(Xapian::Query::OP_OR); });

  std::printf("open_state: %d services, %zu distinct texts: %.3f ms; %d distinct: %.3f ms (medians)\n",
              kServices, board.size(), middle(all), kServices, middle(worst));
  std::printf("  the first question about a day: %.1f ms\n", middle(cold));
  std::printf("  one Xapian query, two words: all %.3f ms, any %.3f ms (medians of 1001)\n", middle(queries),
              middle(either));
  std::printf(
      "  ratio to a query for all words %.2f, for any word %.2f; all distinct %.2f and %.2f (limit 1)\n",
      middle(all) / middle(queries), middle(all) / middle(either), middle(worst) / middle(queries),
      middle(worst) / middle(either));
  return open + found == 0;
}
