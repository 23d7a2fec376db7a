// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/enrolment/reach.h"

#include "activities/code.h"
#include "activities/enrolment/store.h"
#include "activities/store.h"

namespace cote::activities {

Result<Reached> reach(db::Session& session, const people::Actor& who, const Key& key, people::Action action) {
  constexpr auto kWhat = people::Compartment::participants;
  if (!key.code.empty()) {
    auto const code = codes::read(key.code);
    auto found = code ? store::by_code(session, codes::hash(*code)) : std::nullopt;
    if (!found) return Refusal{Fault::missing};
    return Reached{.enrolment = std::move(*found)};
  }
  if (!who.may(kWhat, action)) return Refusal{Fault::missing};
  auto found = store::find(session, key.id);
  if (!found) return Refusal{Fault::missing};
  if (who.scope(kWhat, action) == people::Scope::own) {
    auto const organisation = store::organisation_of(session, found->edition);
    if (!organisation || !who.may(kWhat, action, *organisation)) return Refusal{Fault::missing};
  }
  return Reached{.enrolment = std::move(*found), .desk = true};
}

}  // namespace cote::activities
