// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "guide/model.h"

/// What is done to records before they are compared with those stored. For the store's own files only.
namespace cote::guide::store {

/// The record as the database can hold it: one wording a language in each text, no empty document, and
/// every phone, contact and service-at-place with an id (made from its owner's and its position).
Organisation prepared(Organisation record);
Place prepared(Place record);
Service prepared(Service record);
Topic prepared(Topic record);
Rubric prepared(Rubric record);

/// Gives every record an address of its own. A record keeps the one it has as long as that is the one it
/// wants, or the one it wants with a number because another has it.
class Slugs {
 public:
  /// `id` has `slug` in the database.
  void stored(const std::string& id, const std::string& slug);
  /// To be called for every record about to be saved, before the first `give`: frees what they leave.
  void leaving(const std::string& id, const std::string& wanted);
  /// `wanted`, or it with a number; from `name`, or the id, when empty.
  std::string give(const std::string& id, const std::string& wanted, const Words& name);

 private:
  std::unordered_map<std::string, std::string> owner_{};    // by slug
  std::unordered_map<std::string, std::string> slug_of_{};  // by id
};

}  // namespace cote::guide::store
