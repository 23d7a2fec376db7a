// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/build.h"
#include "search/engine.h"

namespace cote::bench {
namespace {

class Ours : public Engine {
 public:
  void build(const std::vector<Service>& services) override {
    search::Builder builder;
    open_.clear();
    for (const Service& s : services) {
      builder.add(
          {.fields = {{s.name, "fr", 8}, {s.french, "fr", 1}, {s.english, "en", 1}, {s.arabic, "ar", 1}},
           .facets = {{search::FacetId{0}, s.rubric},
                      {search::FacetId{1}, s.commune},
                      {search::FacetId{2}, s.language}},
           .points = {{s.lat, s.lon}},
           .freshness = 0.5F});
      open_.push_back(s.open ? 1 : 0);
    }
    index_ = builder.build();
  }
  void build(const std::vector<std::vector<Text>>& documents,
             const std::vector<std::vector<std::string>>& synonyms) override {
    search::Builder builder;
    builder.synonyms(synonyms);
    for (const auto& document : documents) {
      search::Document made;
      for (const Text& t : document) made.fields.push_back({t.text, t.lang, t.weight});
      builder.add(made);
    }
    open_.clear();
    index_ = builder.build();
  }
  Reply ask(const Question& q) override {
    search::Query query{
        .words = q.words, .lang = "fr", .last_word_is_prefix = q.kind == Kind::prefix, .limit = 10};
    if (!q.rubric.empty()) query.filters.push_back({0, {q.rubric}});
    if (q.kind == Kind::geo) {
      query.near = search::Near{{q.lat, q.lon}, 15};
      query.only = open_;
    }
    const search::Answer answer = index_->find(query);
    Reply reply{.total = answer.total};
    for (const auto& hit : answer.hits) reply.docs.push_back(hit.doc);
    for (const auto& facet : answer.facets) reply.facet_values += static_cast<std::uint32_t>(facet.size());
    return reply;
  }

  [[nodiscard]] std::size_t bytes() const override { return index_->bytes(); }

 private:
  std::unique_ptr<const search::Index> index_{};
  std::vector<std::uint8_t> open_{};
};

}  // namespace

std::unique_ptr<Engine> make_ours() { return std::make_unique<Ours>(); }

}  // namespace cote::bench
