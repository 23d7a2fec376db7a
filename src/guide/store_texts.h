// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "guide/model.h"

/// How the texts of a record are named in guide_text. For the store's own files only.
namespace cote::guide::store {

/// One text of a record: `part` says which piece of it ("" for itself, "documents/0",
/// "contacts/0/phones/1"), `field` what the text says.
struct TextOf {
  std::string part{};
  std::string_view field{};
  const Words* words = nullptr;
};

/// Every text of a record, empty ones left out. They point into the record.
std::vector<TextOf> texts_of(const Organisation& record);
std::vector<TextOf> texts_of(const Place& record);
std::vector<TextOf> texts_of(const Service& record);
std::vector<TextOf> texts_of(const Topic& record);
std::vector<TextOf> texts_of(const Rubric& record);

/// The other way: where a stored text belongs, or null when the record has no such piece. Documents are
/// made as they are named, because they are texts and nothing else.
Words* words_at(Organisation& record, std::string_view part, std::string_view field);
Words* words_at(Place& record, std::string_view part, std::string_view field);
Words* words_at(Service& record, std::string_view part, std::string_view field);
Words* words_at(Topic& record, std::string_view part, std::string_view field);
Words* words_at(Rubric& record, std::string_view part, std::string_view field);

}  // namespace cote::guide::store
