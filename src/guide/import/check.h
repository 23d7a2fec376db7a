// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "guide/import.h"
#include "kernel/json.h"

/// What is looked at before a value is believed. The rules are those of the HSDS 3 schemas (required
/// fields, uuid, uri, email, enumerations, types) and a few of sense (dates that exist, coordinates on
/// Earth).
namespace cote::guide::import {

/// RFC 3986: a scheme, and the characters an address may have; http and https need a host.
bool is_uri(std::string_view text);
/// RFC 5321's dot-atom form, local@domain, with a dot in the domain.
bool is_email(std::string_view text);
/// Well-formed UTF-8 without control characters other than line breaks and tabs.
bool is_clean_text(std::string_view text);

/// The member that holds the line a row of CSV came from ("services.csv:14"). JSON from outside could have
/// one too: it would misname its own place in the rejects, nothing else.
inline constexpr std::string_view kWhere = "\x01where";

/// One JSON object being read. A mistake in a `strict` record refuses the record; in any other it drops
/// the value. Null counts as absent.
class Record {
 public:
  Record(const json::object& from, std::string where, bool strict, std::vector<Reject>& rejects);

  [[nodiscard]] bool refused() const { return refused_; }
  [[nodiscard]] const std::string& where() const { return where_; }
  [[nodiscard]] const std::string& id() const { return id_; }
  [[nodiscard]] const json::object& object() const { return from_; }

  /// The record's id, lower case; refused (whatever `strict`) when it is missing or no UUID.
  const std::string& need_id();
  /// Gives an id to a record that may come without one.
  void call(std::string id) { id_ = std::move(id); }
  /// Text that must be there; the record is refused otherwise.
  std::string need_text(std::string_view key);
  /// Missing, wrong or bad gives an empty text and, unless missing, a mistake.
  std::string text(std::string_view key);
  std::string uri(std::string_view key);
  std::string email(std::string_view key);
  std::string uuid(std::string_view key);
  std::optional<double> number(std::string_view key, double least, double most);
  std::optional<Date> date(std::string_view key);
  std::optional<Time> instant(std::string_view key);
  /// The objects of an array; a mistake when it is something else, or an element is.
  std::vector<const json::object*> objects(std::string_view key);
  const json::object* child(std::string_view key);

  /// A value that is left out; the record stays.
  void drop(std::string_view field, std::string reason);
  /// A mistake: refuses a strict record, drops the value of another.
  void mistake(std::string_view field, std::string reason);
  void refuse(std::string_view field, std::string reason);
  /// "services.csv:14" of a nested row, or this record's own place.
  [[nodiscard]] std::string place_of(const json::object& nested) const;

 private:
  const json::value* find(std::string_view key) const;

  const json::object& from_;
  std::string where_;
  std::string id_{};
  bool strict_;
  bool refused_ = false;
  std::vector<Reject>& rejects_;
};

}  // namespace cote::guide::import
