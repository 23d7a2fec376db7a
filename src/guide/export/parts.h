// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "guide/model.h"
#include "kernel/json.h"

/// The smaller objects of HSDS. Where our row has no UUID, its id is made of its owner's: the same one in
/// every export, and the one an import gives it.
namespace cote::guide::exporting {

std::string contact_id(const Contact& contact, std::string_view owner);
std::string at_id(const AtPlace& at, std::string_view service);

json::array phones(const std::vector<Phone>& lines, std::string_view owner, std::string_view lang);
/// The hours of a service at a place, and what its source says of them.
json::array schedules(const AtPlace& at, std::string_view owner, std::string_view lang);

/// Attributes that carry what HSDS has no field for, as terms of our taxonomy of facts.
class Facts {
 public:
  /// `entity` is the table of HSDS that `owner` is a row of.
  Facts(std::string_view owner, std::string_view entity) : owner_(owner), entity_(entity) {}
  void add(std::string_view code, std::string_view value = {});
  /// Nothing for an empty value.
  void add_value(std::string_view code, std::string_view value);
  json::array take() { return std::move(out_); }

 private:
  std::string owner_;
  std::string entity_;
  json::array out_{};
};

/// The term of a fact, as an attribute shows it.
json::object fact_term(std::string_view code);
json::object topics_taxonomy();
json::object facts_taxonomy();

}  // namespace cote::guide::exporting
