// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"
#include "guide/import.h"
#include "guide/record.h"
#include "kernel/result.h"
#include "people/actor.h"

/// A file of somebody else's, looked at before anything is changed.
namespace cote::guide::desk {

/// The largest file the page takes; larger ones go through `coteacote import`.
inline constexpr std::size_t kLargestImport = 8 * 1024 * 1024;

struct ImportChange {
  ServiceId service{};
  std::string name{};
  bool is_new = false;
  std::vector<Difference> changes{};
};
struct Preview {
  std::string id{};
  std::string file{};
  std::vector<ImportChange> changes{};  // records that would change, in the order of the file
  std::size_t unchanged = 0;
  std::vector<import::Reject> rejects{};
};

/// What a zip may hold once it is open, all its tables together, and how many entries it may have.
inline constexpr std::size_t kLargestOpened = 32 * 1024 * 1024;

/// Keeps the file for a later "apply" and says what it would do: a services.csv in our own format
/// (docs/data.md), HSDS 3 JSON, one document or NDJSON, or a zip of tables: HSDS 3 or 1.x, or our own. Of our
/// own format the services are read, and organisations that we have not; rubrics, topics and communes are
/// those we have. What the file has no word for stays. Right imports.import. A file that is none of these, or
/// a zip that opens to more than kLargestOpened, is a Problem of "file".
Result<Preview> receive(db::Db& db, const people::Actor& who, std::string_view file_name,
                        std::string_view bytes, Time now);
/// The same look again, at a file this person sent.
Result<Preview> preview(db::Db& db, const people::Actor& who, std::string_view id);
/// Does it, in one transaction: versions before and after, and a line in the ledger for the whole. Gives the
/// number of records that changed.
Result<std::size_t> apply(db::Db& db, const people::Actor& who, std::string_view id, Time now);
/// Forgets the file.
Result<bool> forget(db::Db& db, const people::Actor& who, std::string_view id);

}  // namespace cote::guide::desk
