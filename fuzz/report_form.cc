// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "guide/corrections/code.h"
#include "guide/corrections/gate.h"
#include "guide/corrections/rules.h"
#include "guide/missed/missed.h"
#include "web/http.h"

// What anybody may send to the form that reports a mistake, and to its neighbours.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cote;
  using namespace cote::guide::corrections;
  static Gate const gate;
  auto const now = parse_time("2026-11-23T09:40:00Z").value();
  auto const form = web::Fields::parse({reinterpret_cast<const char*>(data), size});
  auto const draft = rules::tidy({.path = std::string(form.get("field")),
                                  .right = std::string(form.get("right")),
                                  .unknown = form.get("unknown") == "1",
                                  .note = std::string(form.get("note"))});
  // Tidying twice is tidying once, and what passes is within bounds.
  if (rules::tidy(draft).right != draft.right || rules::tidy(draft).note != draft.note) std::abort();
  if (rules::check(draft).empty() && draft.right.size() > 4 * rules::kLongestRight) std::abort();
  if (rules::part_of(draft.path).empty()) std::abort();
  // Nobody can make a token of ours.
  if (gate.judge("s", form.get("token"), form.get("nonce"), now) != Gate::Entry::stale) std::abort();
  if (auto const code = code::read(form.get("code")); code && code->size() != 20) std::abort();
  if (auto const words = guide::missed::countable(form.get("q")))
    if (words->find_first_of("0123456789@/") != words->npos || words->size() > 60) std::abort();
  return 0;
}
