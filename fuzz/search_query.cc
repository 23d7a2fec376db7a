// SPDX-License-Identifier: AGPL-3.0-or-later
// Whatever somebody types: found, completed and marked without harm, and within what was promised.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "search/build.h"

namespace {

using namespace cote::search;

const Index& index() {
  static const std::unique_ptr<const Index> built = [] {
    Builder b;
    b.synonyms({{"logement", "سكن", "житло", "maison d'accueil"}, {"médecin", "doctor"}});
    b.add(
        {.fields = {{"Maison de l'école", "fr", 8}, {"Лікар приймає 5000", "uk", 1}, {"سكن وإيجار", "ar", 1}},
         .facets = {{FacetId{0}, "a"}, {FacetId{1}, "b"}},
         .points = {{50.4F, 4.8F}},
         .freshness = 1});
    b.add({.fields = {{"Huisvesting 医生 ሆስፒታል", "nl", 8}, {"studentenhuisvesting, studenten", "nl", 1}},
           .facets = {{FacetId{0}, "b"}},
           .points = {{50.1F, 4.9F}},
           .freshness = 0});
    return b.build();
  }();
  return *built;
}

void expect(bool held) {
  if (!held) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data + 2), size - 2);
  Query query{.words = std::string(text), .last_word_is_prefix = (data[0] & 1) != 0};
  if ((data[0] & 2) != 0)
    query.filters.push_back({static_cast<FacetId>(data[1] % 4), {"a", std::string(text.substr(0, 3))}});
  if ((data[0] & 4) != 0)
    query.near = Near{{static_cast<float>(data[1]), 4.8F}, static_cast<double>(data[1] % 5) * 100};
  query.offset = (data[0] & 8) != 0 ? data[1] : 0;
  const Answer answer = index().find(query);
  expect(answer.total <= index().size() && answer.hits.size() <= answer.total);
  for (const Hit& hit : answer.hits) expect(hit.doc < index().size());
  expect(index().complete(text, 5).size() <= 5);
  const std::string folded = fold(text);
  expect(fold(folded) == folded);
  return 0;
}
