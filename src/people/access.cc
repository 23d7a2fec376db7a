// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/access.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "people/actor.h"

namespace cote::people {
namespace {

template <class E>
struct Named {
  E value{};
  std::string_view word{};
};

constexpr std::array<Named<Role>, kRoles> kRoleNames{{{Role::administrator, "administrator"},
                                                      {Role::director, "director"},
                                                      {Role::auditor, "auditor"},
                                                      {Role::editor, "editor"},
                                                      {Role::translator, "translator"},
                                                      {Role::worker, "worker"},
                                                      {Role::partner, "partner"}}};
constexpr std::array<Named<Compartment>, 12> kCompartmentNames{{{Compartment::guide, "guide"},
                                                                {Compartment::translation, "translation"},
                                                                {Compartment::corrections, "corrections"},
                                                                {Compartment::freshness, "freshness"},
                                                                {Compartment::imports, "imports"},
                                                                {Compartment::accounts, "accounts"},
                                                                {Compartment::personal, "personal"},
                                                                {Compartment::configuration, "configuration"},
                                                                {Compartment::ledger, "ledger"},
                                                                {Compartment::figures, "figures"},
                                                                {Compartment::activities, "activities"},
                                                                {Compartment::participants, "participants"}}};
constexpr std::array<Named<Action>, 16> kActionNames{{{Action::read, "read"},
                                                      {Action::propose, "propose"},
                                                      {Action::review, "review"},
                                                      {Action::publish, "publish"},
                                                      {Action::merge, "merge"},
                                                      {Action::verify, "verify"},
                                                      {Action::translate, "translate"},
                                                      {Action::import_, "import"},
                                                      {Action::moderate, "moderate"},
                                                      {Action::invite, "invite"},
                                                      {Action::manage, "manage"},
                                                      {Action::export_, "export"},
                                                      {Action::erase, "erase"},
                                                      {Action::enrol, "enrol"},
                                                      {Action::attend, "attend"},
                                                      {Action::certify, "certify"}}};
constexpr std::array<std::string_view, 4> kScopeNames = {"none", "own", "team", "all"};

template <class E, std::size_t N>
std::string_view word_of(const std::array<Named<E>, N>& names, E value) {
  auto const at = std::ranges::find(names, value, &Named<E>::value);
  return at == names.end() ? std::string_view() : at->word;
}
template <class E, std::size_t N>
std::optional<E> value_of(const std::array<Named<E>, N>& names, std::string_view word) {
  auto const at = std::ranges::find(names, word, &Named<E>::word);
  return at == names.end() ? std::nullopt : std::optional(at->value);
}
template <class E, std::size_t N>
std::array<E, N> values_of(const std::array<Named<E>, N>& names) {
  std::array<E, N> out{};
  std::ranges::transform(names, out.begin(), &Named<E>::value);
  return out;
}

}  // namespace

Scope scope(std::span<const Role> roles, Compartment compartment, Action action) {
  Scope widest = Scope::none;
  for (auto const& grant : grants())
    if (grant.compartment == compartment && grant.action == action && grant.scope > widest &&
        std::ranges::find(roles, grant.role) != roles.end())
      widest = grant.scope;
  return widest;
}

std::optional<Right> parse_right(std::string_view text) {
  auto const dot = text.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  auto const compartment = value_of(kCompartmentNames, text.substr(0, dot));
  auto const action = value_of(kActionNames, text.substr(dot + 1));
  if (!compartment || !action) return std::nullopt;
  return Right{*compartment, *action};
}

std::string_view name(Role role) { return word_of(kRoleNames, role); }
std::string_view name(Compartment compartment) { return word_of(kCompartmentNames, compartment); }
std::string_view name(Action action) { return word_of(kActionNames, action); }
std::string_view name(Scope scope) { return kScopeNames[static_cast<std::size_t>(scope)]; }
std::optional<Role> parse_role(std::string_view text) { return value_of(kRoleNames, text); }

std::span<const Role> roles() {
  static const auto all = values_of(kRoleNames);
  return all;
}
std::span<const Compartment> compartments() {
  static const auto all = values_of(kCompartmentNames);
  return all;
}
std::span<const Action> actions() {
  static const auto all = values_of(kActionNames);
  return all;
}

Predicate within(const Actor& actor, Compartment compartment, Action action,
                 std::string_view organisation_column) {
  auto const how_far = actor.scope(compartment, action);
  if (how_far == Scope::all || how_far == Scope::team) return {.sql = "1 = 1"};
  if (how_far == Scope::none || actor.organisations.empty()) return {.sql = "1 = 0"};
  // SOCI keeps the names of values, so they must outlive the statement: a fixed row of them.
  static constexpr std::array<std::string_view, 8> kOwn = {"own0", "own1", "own2", "own3",
                                                           "own4", "own5", "own6", "own7"};
  Predicate out{.sql = fmt::format("{} in (", organisation_column)};
  for (std::size_t i = 0; i < std::min(kOwn.size(), actor.organisations.size()); ++i) {
    out.sql += fmt::format("{}:{}", i == 0 ? "" : ", ", kOwn[i]);
    out.binds.emplace_back(kOwn[i], actor.organisations[i].text);
  }
  out.sql += ')';
  return out;
}

}  // namespace cote::people
