// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/corrections/rules.h"

#include <algorithm>
#include <array>

namespace cote::guide::corrections::rules {
namespace {

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string clean(std::string_view text) {
  std::string out;
  for (char const c : text) {
    auto const u = static_cast<unsigned char>(c);
    if (c == '\r' || u == 0x7F || (u < ' ' && c != '\n' && c != '\t')) continue;
    out += c == '\t' ? ' ' : c;
  }
  auto const first = out.find_first_not_of(" \n");
  if (first == std::string::npos) return {};
  return out.substr(first, out.find_last_not_of(" \n") - first + 1);
}

void limit(Problems& out, std::string_view field, std::string_view text, std::size_t most) {
  if (characters(text) > most)
    out.push_back({std::string(field), "report.problem.too_long", {{"most", std::to_string(most)}}});
}

constexpr std::array<std::string_view, 4> kStates = {"waiting", "asked", "accepted", "refused"};
constexpr std::string_view kAccepting[] = {"report.ready.corrected", "report.ready.corrected_otherwise"};
constexpr std::string_view kRefusing[] = {"report.ready.checked", "report.ready.unsure",
                                          "report.ready.elsewhere"};
constexpr std::string_view kAsking[] = {"report.ready.more", "report.ready.when"};

struct Belongs {
  std::string_view begin;
  std::string_view part;
};
// The first that fits wins: a phone of a place is a way to be in touch, not an address.
constexpr Belongs kBelongs[] = {{"status", "status"},
                                {"notice", "status"},
                                {"topics", "name"},
                                {"organisation/name", "name"},
                                {"name", "name"},
                                {"summary", "name"},
                                {"phones", "contact"},
                                {"contacts", "contact"},
                                {"email", "contact"},
                                {"url", "contact"},
                                {"organisation", "contact"},
                                {"at", "address"},
                                {"languages", "languages"},
                                {"audiences", "audience"},
                                {"conditions", "audience"},
                                {"accepts", "audience"},
                                {"min_age", "audience"},
                                {"max_age", "audience"},
                                {"documents", "documents"},
                                {"price", "price"},
                                {"cost", "price"},
                                {"appointment", "appointment"},
                                {"admission", "appointment"},
                                {"capacity", "appointment"},
                                {"description", "description"}};

}  // namespace

Draft tidy(Draft draft) {
  draft.right = clean(draft.right);
  draft.note = clean(draft.note);
  return draft;
}

Problems check(const Draft& draft) {
  Problems out;
  bool const said = !draft.right.empty() || draft.unknown || (draft.path == "other" && !draft.note.empty());
  if (!said)
    out.push_back(draft.path == "other" ? Problem{"note", "report.problem.say_what", {}}
                                        : Problem{"right", "report.problem.empty", {}});
  limit(out, "right", draft.right, kLongestRight);
  limit(out, "note", draft.note, kLongestNote);
  return out;
}

Problems check_reply(std::string_view words) {
  Problems out;
  if (clean(words).empty()) out.push_back({"reply", "report.problem.say_what", {}});
  limit(out, "reply", words, kLongestNote);
  return out;
}

std::span<const std::string_view> ready_answers(Verdict verdict) {
  switch (verdict) {
    case Verdict::accept:
      return kAccepting;
    case Verdict::refuse:
      return kRefusing;
    case Verdict::ask:
      return kAsking;
  }
  return {};
}

Problems check(const Decision& decision) {
  Problems out;
  auto const ready = ready_answers(decision.verdict);
  bool const known = decision.ready.empty() || std::ranges::find(ready, decision.ready) != ready.end();
  if (!known || (decision.ready.empty() && decision.words.empty()))
    out.push_back({"ready", "report.desk.problem.answer", {}});
  limit(out, "words", decision.words, kLongestNote);
  if (decision.verdict == Verdict::accept && !decision.by_hand && decision.value.empty())
    out.push_back({"value", "report.desk.problem.value", {}});
  return out;
}

std::string_view name(State state) { return kStates[static_cast<std::size_t>(state)]; }

State parse_state(std::string_view word) {
  auto const at = std::ranges::find(kStates, word);
  return at == kStates.end() ? State::waiting : static_cast<State>(at - kStates.begin());
}

std::string_view part_of(std::string_view path) {
  if (path.starts_with("places/")) return path.find("/phones/") == path.npos ? "hours" : "contact";
  for (auto const& one : kBelongs)
    if (path.starts_with(one.begin)) return one.part;
  return "other";
}

}  // namespace cote::guide::corrections::rules
