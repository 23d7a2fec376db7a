// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "app/settings.h"
#include "db/copy.h"
#include "kernel/time.h"

/// Sealed copies of the whole installation's data: the database and the root key that opens its sealed
/// fields, readable only with the secret half of the offline key (people/seal/stream.h).
namespace cote::app {

/// Writes a backup to `file`, or into it when it is a folder, under a name made of the moment. The file
/// appears when it is whole. Throws KeyError or db::Error. Gives where it is.
std::filesystem::path make_backup(const Settings& settings, const std::filesystem::path& file, Time now,
                                  const db::CopyProgress& progress = {});

/// Which backups stay: the newest so many (0: any number), and none that is older than its term.
struct Keeping {
  std::size_t newest = 0;
  std::chrono::days term{};
};
/// Removes from `folder` the backups of such names that `keeping` lets go at `now`, and unfinished ones past
/// the term that a killed program left. The moment is the one in the name. Gives how many went.
std::size_t prune_backups(const std::filesystem::path& folder, const Keeping& keeping, Time now);

struct Restored {
  Time made{};
  bool root_key_written = false;
  std::optional<std::int64_t> ledger_breaks_at{};  // it was broken when the backup was made
};
/// Opens `file` with the secret half in `secret`, checks all of it, its ledger too, then puts it in place of
/// the database, and the root key in its place. Without `force` it refuses where anything would be replaced,
/// and a ledger that breaks; with it, another root key is kept beside as FILE.before-restore, and `warn` is
/// told of the ledger before anything is replaced. Throws KeyError or db::Error, and then nothing was
/// changed.
Restored restore_backup(const Settings& settings, const std::filesystem::path& file,
                        const std::filesystem::path& secret, bool force,
                        const db::CopyProgress& progress = {},
                        const std::function<void(std::string_view)>& warn = {});

}  // namespace cote::app
