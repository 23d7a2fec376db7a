// SPDX-License-Identifier: AGPL-3.0-or-later
#include <xapian.h>

#include "search/engine.h"
#include "search/search.h"
#include "search/words.h"

namespace cote::bench {
namespace {

constexpr unsigned kRubric = 0;
constexpr unsigned kCommune = 1;
constexpr unsigned kLanguage = 2;
constexpr unsigned kPoint = 3;

bool is_arabic(const std::string& folded) { return search::script_of(folded) == search::Script::arabic; }

// Xapian as its own documentation advises: stemmed terms, spelling data, value slots for facets and
// points. Accents are folded for it, on both sides, as it does not fold them.
class Peer : public Engine {
 public:
  explicit Peer(std::filesystem::path folder) : folder_(std::move(folder)) {}
  ~Peer() override {
    db_.reset();
    std::filesystem::remove_all(folder_);
  }

  void build(const std::vector<Service>& services) override {
    Xapian::WritableDatabase out = fresh();
    for (const Service& s : services) {
      Xapian::Document doc;
      add(out, doc, s.name, "fr", 8);
      add(out, doc, s.french, "fr", 1);
      add(out, doc, s.english, "en", 1);
      add(out, doc, s.arabic, "ar", 1);
      doc.add_value(kRubric, s.rubric);
      doc.add_value(kCommune, s.commune);
      doc.add_value(kLanguage, s.language);
      Xapian::LatLongCoords coords;
      coords.append(Xapian::LatLongCoord(static_cast<double>(s.lat), static_cast<double>(s.lon)));
      doc.add_value(kPoint, coords.serialise());
      doc.add_boolean_term("XR" + s.rubric);
      if (s.open) doc.add_boolean_term("XOPEN");
      out.add_document(doc);
    }
    finish(out);
  }
  void build(const std::vector<std::vector<Text>>& documents,
             const std::vector<std::vector<std::string>>& synonyms) override {
    Xapian::WritableDatabase out = fresh();
    for (const auto& document : documents) {
      Xapian::Document doc;
      for (const Text& t : document) add(out, doc, t.text, t.lang, static_cast<unsigned>(t.weight));
      out.add_document(doc);
    }
    for (const auto& group : synonyms) {
      for (const std::string& a : group) {
        for (const std::string& b : group) {
          const std::string from = search::fold(a);
          const std::string to = search::fold(b);
          if (from != to && to.find(' ') == std::string::npos) out.add_synonym(from, to);
        }
      }
    }
    finish(out);
  }

  Reply ask(const Question& q) override {
    Reply reply = search_for(q, q.words, Xapian::Query::OP_AND);
    if (reply.total == 0 && !corrected_.empty()) reply = search_for(q, corrected_, Xapian::Query::OP_AND);
    if (reply.total == 0) reply = search_for(q, q.words, Xapian::Query::OP_OR);
    return reply;
  }

 private:
  Xapian::WritableDatabase fresh() {
    db_.reset();
    std::filesystem::remove_all(folder_);
    return Xapian::WritableDatabase(
        folder_.string(), Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC);
  }
  void finish(Xapian::WritableDatabase& out) {
    out.commit();
    out.close();
    db_.emplace(folder_.string());
  }
  static void add(Xapian::WritableDatabase& out, Xapian::Document& doc, const std::string& text,
                  const std::string& lang, unsigned weight) {
    if (text.empty()) return;
    Xapian::TermGenerator generator;
    generator.set_database(out);
    generator.set_flags(Xapian::TermGenerator::FLAG_SPELLING);
    try {
      generator.set_stemmer(Xapian::Stem(lang));
    } catch (const Xapian::InvalidArgumentError&) {
      generator.set_stemmer(Xapian::Stem());  // Ukrainian has none
    }
    generator.set_document(doc);
    generator.index_text_without_positions(search::fold(text), weight);
  }
  Reply search_for(const Question& q, const std::string& words, Xapian::Query::op op) {
    const std::string folded = search::fold(words);
    Xapian::QueryParser parser;
    parser.set_database(*db_);
    parser.set_stemmer(Xapian::Stem(is_arabic(folded) ? "ar" : "fr"));
    parser.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
    parser.set_default_op(op);
    unsigned flags = Xapian::QueryParser::FLAG_SPELLING_CORRECTION | Xapian::QueryParser::FLAG_AUTO_SYNONYMS |
                     Xapian::QueryParser::FLAG_AUTO_MULTIWORD_SYNONYMS;
    if (q.kind == Kind::prefix) flags |= Xapian::QueryParser::FLAG_PARTIAL;
    Xapian::Query query = parser.parse_query(folded, flags);
    corrected_ = parser.get_corrected_query_string();
    if (!q.rubric.empty())
      query = Xapian::Query(Xapian::Query::OP_FILTER, query, Xapian::Query("XR" + q.rubric));
    if (q.kind == Kind::geo) {
      Xapian::LatLongCoords centre;
      centre.append(Xapian::LatLongCoord(static_cast<double>(q.lat), static_cast<double>(q.lon)));
      // Freed by the query.
      auto* source =
          new Xapian::LatLongDistancePostingSource(kPoint, centre, Xapian::GreatCircleMetric(), 15000);
      query = Xapian::Query(Xapian::Query::OP_AND, query, Xapian::Query(source->release()));
      query = Xapian::Query(Xapian::Query::OP_FILTER, query, Xapian::Query("XOPEN"));
    }
    return run(query);
  }
  Reply run(const Xapian::Query& query) {
    Xapian::Enquire enquire(*db_);
    enquire.set_query(query);
    Xapian::ValueCountMatchSpy rubric(kRubric);
    Xapian::ValueCountMatchSpy commune(kCommune);
    Xapian::ValueCountMatchSpy language(kLanguage);
    for (auto* spy : {&rubric, &commune, &language}) enquire.add_matchspy(spy);
    const Xapian::MSet found = enquire.get_mset(0, 10, db_->get_doccount());
    Reply reply{.total = found.get_matches_estimated()};
    for (auto hit = found.begin(); hit != found.end(); ++hit) reply.docs.push_back(*hit - 1);
    for (auto* spy : {&rubric, &commune, &language}) {
      for (auto value = spy->values_begin(); value != spy->values_end(); ++value) ++reply.facet_values;
    }
    return reply;
  }

  std::filesystem::path folder_;
  std::optional<Xapian::Database> db_{};
  std::string corrected_{};
};

}  // namespace

std::unique_ptr<Engine> make_xapian(const std::filesystem::path& folder) {
  return std::make_unique<Peer>(folder);
}

}  // namespace cote::bench
