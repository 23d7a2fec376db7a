// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/desk/rules.h"

#include <algorithm>
#include <array>

namespace cote::guide::desk {
namespace {

using enum State;
using enum Event;
using A = people::Action;

constexpr std::array<std::string_view, 4> kStates = {"none", "draft", "in_review", "returned"};
constexpr std::array<std::string_view, 7> kEvents = {"begin",     "save",    "send", "take_back",
                                                     "give_back", "publish", "drop"};

// What is not in it cannot happen.
constexpr std::array kArrows = {
    Arrow{none, begin, draft, A::propose, Whose::own},
    Arrow{draft, save, draft, A::propose, Whose::own},
    Arrow{draft, send, in_review, A::propose, Whose::own},
    Arrow{draft, publish, none, A::publish, Whose::own},
    Arrow{draft, drop, none, A::propose, Whose::own},
    Arrow{in_review, take_back, draft, A::propose, Whose::own},
    Arrow{in_review, give_back, returned, A::review, Whose::others},
    Arrow{in_review, publish, none, A::publish, Whose::any},
    Arrow{returned, save, draft, A::propose, Whose::own},
    Arrow{returned, send, in_review, A::propose, Whose::own},
    Arrow{returned, drop, none, A::propose, Whose::own},
};

template <class E, std::size_t N>
std::optional<E> named(const std::array<std::string_view, N>& words, std::string_view word) {
  auto const found = std::ranges::find(words, word);
  if (found == words.end()) return std::nullopt;
  return static_cast<E>(found - words.begin());
}

}  // namespace

std::string_view name(State state) { return kStates[static_cast<std::size_t>(state)]; }
std::optional<State> state_named(std::string_view word) { return named<State>(kStates, word); }
std::string_view name(Event event) { return kEvents[static_cast<std::size_t>(event)]; }
std::optional<Event> event_named(std::string_view word) { return named<Event>(kEvents, word); }

std::span<const Arrow> arrows() { return kArrows; }

const Arrow* arrow(State from, Event event, bool own, const FourEyes& four_eyes) {
  for (auto const& a : kArrows) {
    if (a.from != from || a.event != event) continue;
    if (a.whose == Whose::own && !own) return nullptr;
    if (a.whose == Whose::others && own) return nullptr;
    if (event == publish && own && !four_eyes.editors_publish_own) return nullptr;
    return &a;
  }
  return nullptr;
}

}  // namespace cote::guide::desk
