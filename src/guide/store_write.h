// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"
#include "guide/model.h"

namespace cote::guide::store {

/// These records and no others, with their pieces and texts. Those that do not exist are not there.
Catalogue load_these(db::Session& session, const ServiceId& service, const OrganisationId& organisation,
                     const std::vector<PlaceId>& places);

/// Writes records that are new (`stored` null) or differ from what is stored, with their pieces and
/// texts, and notes each in change_log. A text that stayed the same keeps its row. For the store's own
/// files only.
class Writer {
 public:
  Writer(db::Tx& tx, Time now);

  void write(const Organisation& record, const Organisation* stored);
  void write(const Place& record, const Place* stored);
  void write(const Service& record, const Service* stored);
  void write(const Topic& record, const Topic* stored);
  void write(const Rubric& record, const Rubric* stored);
  void write(const Commune& record, const Commune* stored);
  void write(const Locality& record, const Locality* stored);
  void write(const Tombstone& record, const Tombstone* stored);

  /// Forgets that it had been removed.
  void revive(const Service& record);
  /// Gives the record's slug back, until it is written.
  void free_slug(const Organisation& record);
  void free_slug(const Service& record);

 private:
  template <class Record>
  void write_texts(std::string_view entity, const std::string& id, const Record& record,
                   const Record* stored);
  void write_list(std::string_view sql, const std::string& owner, const std::vector<std::string>& list);
  void write_pieces(const Service& record);
  void write_phones(const std::string& organisation, const std::string& service, std::string_view part,
                    const std::vector<Phone>& phones);
  void log(std::string_view entity, std::string_view id);

  db::Tx& tx_;
  std::string now_;
  std::int64_t seq_;
};

}  // namespace cote::guide::store
