// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "activities/model.h"
#include "db/db.h"

/// The wordings of the room in activity_text. For the store's own files only.
namespace cote::activities::store {

/// One text of a record and its name.
template <class W>
struct TextField {
  std::string_view field{};
  W* words = nullptr;
};
std::vector<TextField<guide::Words>> texts(Activity& record);
std::vector<TextField<guide::Words>> texts(Edition& record);
std::vector<TextField<guide::Words>> texts(Session& record);

/// Replaces the wordings of a record by these. A statement, and one a wording.
void save_texts(db::Tx& tx, std::string_view entity, const std::string& id,
                const std::vector<TextField<guide::Words>>& fields, Time now);
/// Every wording of `entity` whose id is among `ids` (SQL that selects ids): id, field, wording; the source
/// first. One statement.
void each_text(db::Session& session, std::string_view entity, std::string_view ids, const db::Binds& binds,
               const std::function<void(const std::string&, std::string_view, guide::Wording)>& each);

}  // namespace cote::activities::store
