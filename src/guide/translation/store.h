// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"
#include "guide/model.h"
#include "kernel/time.h"

/// Wordings, field by field, as translators see them. Texts of confidential places, and texts of services
/// that repeat such an address, do not exist here: translations are made by people who need not know it,
/// and files of them leave the house.
namespace cote::guide::translation::store {

/// Where a text stands: "service", its id, "documents/0", "text".
struct FieldId {
  std::string entity{};
  std::string id{};
  std::string part{};
  std::string field{};
  auto operator<=>(const FieldId&) const = default;
  /// "documents/0/text"; "name".
  [[nodiscard]] std::string path() const { return part.empty() ? field : part + '/' + field; }
  /// "service:<uuid>/documents/0/text", and back; none for anything else.
  [[nodiscard]] std::string text() const { return entity + ':' + id + '/' + path(); }
  static std::optional<FieldId> parse(std::string_view text);
};

/// One text and its translation into one language.
struct Field {
  FieldId at{};
  std::string source_lang{};
  std::string source{};
  std::string source_hash{};
  std::string text{};       // the translation; empty: none
  std::string text_hash{};  // of that text, so that two translators are told of each other; empty: none
  std::string before{};     // the source it was made from, when that is known and differs
  Origin origin = Origin::human;
  TranslationState state = TranslationState::missing;
};

/// Every text of a service, its organisation and its open places, in the order of the page; those written
/// in `lang` itself are left out. Four statements.
std::vector<Field> fields(db::Session& session, const ServiceId& service, std::string_view lang);
/// All texts of all live services, organisations and open places. Five statements, linear.
std::vector<Field> every_field(db::Session& session, std::string_view lang);
/// What a machine may fill in, what readers meet first before the rest.
std::vector<Field> for_machine(db::Session& session, std::string_view lang, std::size_t most);

/// How a language stands: how many texts in each state.
struct Coverage {
  std::string lang{};
  int human = 0;
  int machine = 0;
  int outdated = 0;
  int missing = 0;
  [[nodiscard]] int all() const { return human + machine + outdated + missing; }
};
/// A service that has something to translate. Outdated texts press most: readers are told something that
/// is not so any more.
struct Waiting {
  ServiceId service{};
  std::string name{};
  int outdated = 0;
  int missing = 0;
  int machine = 0;
};
struct Overview {
  std::vector<Coverage> coverage{};  // a row a language of the interface
  std::vector<Waiting> queue{};      // of one of them, the most pressing first
};
/// Five statements and one pass over all wordings.
Overview overview(db::Session& session, std::string_view lang);

/// The name of a service in its own language. Empty: there is none.
std::string name_of(db::Session& session, const ServiceId& service);

/// The records that show this text: the service itself, or those of the organisation or place. One
/// statement.
std::vector<ServiceId> shown_in(db::Session& session, const FieldId& at);

/// Writes a translation, remembers the source it was made from, and tells readers.
void put(db::Tx& tx, const Field& field, std::string_view lang, std::string_view text, Origin origin,
         Time now);
/// The same by a machine, only where there is nothing or a machine's own text, looked at again in this
/// transaction. False when a person was faster.
bool put_draft(db::Tx& tx, const Field& field, std::string_view lang, std::string_view text, Time now);

}  // namespace cote::guide::translation::store
