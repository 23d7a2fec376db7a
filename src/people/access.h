// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "db/db.h"

/// Who may do what: roles × compartments × actions × scope, as one table of data (access_table.cc). Every
/// check in the house reads it, the page "access" shows it, and test/access_test holds the routes to it.
namespace cote::people {

struct Actor;

/// What somebody is in this house. A person may be several.
enum class Role : std::uint8_t {
  administrator,  // accounts and configuration; no content
  director,       // figures, and reads what the desk does
  auditor,        // the ledger and who read what; no content
  editor,         // keeps the Guide true: edits, reviews, publishes
  translator,     // wordings only
  worker,         // meets people: proposes changes, confirms facts, makes handouts
  partner,        // of an organisation of the Guide: its own records, sent to review
};
inline constexpr std::size_t kRoles = 7;

/// A kind of content that is opened or closed as a whole.
enum class Compartment : std::uint8_t {
  guide,          // records of services, drafts and versions
  translation,    // wordings of records
  corrections,    // what the public reported
  freshness,      // verification, links, reminders
  imports,        // files of others read into the Guide
  accounts,       // people who sign in, their roles and sessions
  personal,       // what is held on a person: export, retention, erasure
  configuration,  // settings, jobs, mail queue states, backups
  ledger,
  figures,
  activities,    // the catalogue: activities, editions, sessions
  participants,  // persons who enrol: who they are, where they wait, how long they were there
};

enum class Action : std::uint8_t {
  read,
  propose,  // make or change a draft
  review,   // accept or send back somebody else's draft
  publish,  // put before the public, archive, restore
  merge,
  verify,
  translate,
  import_,
  moderate,
  invite,
  manage,  // roles, sessions, settings
  export_,
  erase,
  enrol,    // on behalf of somebody; answer, cancel, decide
  attend,   // note who was there, for how long
  certify,  // give papers about it
};

/// How far a right reaches: `own` is what belongs to the person's organisation (partners) or to the person
/// herself; `team` her desk; `all` the house. In this order, so the greater one wins.
enum class Scope : std::uint8_t { none, own, team, all };

struct Grant {
  Role role{};
  Compartment compartment{};
  Action action{};
  Scope scope = Scope::all;
  bool operator==(const Grant&) const = default;
};

/// The whole table. What is not in it is not allowed.
std::span<const Grant> grants();

/// The widest scope these roles have. A handful of comparisons.
Scope scope(std::span<const Role> roles, Compartment compartment, Action action);

/// A right as routes write it: "guide.review". None for words that are no compartment or no action.
struct Right {
  Compartment compartment{};
  Action action{};
};
std::optional<Right> parse_right(std::string_view text);

/// The words of the enums as they stand in tables, routes and text keys ("import_" is "import").
std::string_view name(Role role);
std::string_view name(Compartment compartment);
std::string_view name(Action action);
std::string_view name(Scope scope);
std::optional<Role> parse_role(std::string_view text);
std::span<const Role> roles();
std::span<const Compartment> compartments();
std::span<const Action> actions();

/// True for roles that see personal data or may change what others may do: they need a second factor.
bool needs_second_factor(Role role);

/// The condition that limits a statement to what `actor` may do `action` to, as SQL on the column that
/// holds the organisation: "1 = 1", "1 = 0", or "column in (:own0, :own1)" with its values. The same one
/// serves lists, single reads, searches, exports and figures.
struct Predicate {
  std::string sql{};
  db::Binds binds{};
};
Predicate within(const Actor& actor, Compartment compartment, Action action,
                 std::string_view organisation_column);

}  // namespace cote::people
