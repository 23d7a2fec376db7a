// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "guide/import.h"
#include "guide/import/check.h"
#include "guide/import/schedules.h"
#include "kernel/json.h"

namespace cote::guide::import {

/// Reads HSDS 3 objects, however they were found, into one Catalogue. The same organisation, place or
/// service may come again (HSDS repeats them inside one another): the first values are kept, later ones
/// fill what was missing.
class Gather {
 public:
  explicit Gather(std::string_view lang) : lang_(lang) {}

  /// Any object that may stand by itself. False when it is none of them.
  bool any(const json::object& object, const std::string& where);
  void service(const json::object& object, const std::string& where);
  void organization(const json::object& object, const std::string& where);
  void location(const json::object& object, const std::string& where);
  void service_at_location(const json::object& object, const std::string& where);
  void term(const json::object& object, const std::string& where);

  /// A row refused before it became an object.
  void refuse(std::string where, std::string id, std::string field, std::string reason);
  /// A row that was left out although nothing in it is wrong.
  void drop(std::string where, std::string id, std::string reason);
  /// The language of what is read from now on, where it does not say itself.
  void speak(std::string lang) { lang_ = std::move(lang); }
  void count() { ++out_.records; }
  [[nodiscard]] std::size_t records() const { return out_.records; }
  /// The result; the gatherer is empty afterwards.
  Read take(Format format);

 private:
  struct Linked {
    std::string id{};
    bool good = false;
  };
  Linked read_organization(const json::object& object, const std::string& where);
  Linked read_location(const json::object& object, const std::string& where);
  /// The topic's id; empty when it is none.
  std::string read_term(const json::object& object, const std::string& where);
  /// The service, whole or refused.
  Linked read_service(const json::object& object, const std::string& where);
  void read_facts(Service& into, Record& record);
  void read_languages(Service& into, Record& record);
  void read_cost(Service& into, Record& record);
  void read_area(Service& into, Record& record);
  void read_topics(Service& into, Record& record);
  void read_places(Service& into, Record& record, const Schedules& of_service);
  void add_place(Service& into, Record& at, const Schedules& of_service);
  std::vector<Phone> phones(Record& owner);
  std::vector<Contact> contacts(Record& owner);
  [[nodiscard]] Words words(const std::string& text) const;
  std::string lang_;
  Read out_{};
  std::unordered_map<std::string, std::size_t> organisations_{};
  std::unordered_map<std::string, std::size_t> places_{};
  std::unordered_map<std::string, std::size_t> services_{};
  std::unordered_map<std::string, std::string> terms_{};  // term's id → topic's
  std::unordered_set<std::string> rubrics_{};
  std::unordered_map<std::string, Schedules> place_hours_{};  // of locations, for services without their own
  std::unordered_map<std::string, std::vector<Phone>> place_phones_{};
};

/// Fills what `into` lacks with what `from` has.
void fill(Organisation& into, const Organisation& from);
void fill(Place& into, const Place& from);
void fill(Service& into, const Service& from);

}  // namespace cote::guide::import
