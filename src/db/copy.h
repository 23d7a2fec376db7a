// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>

/// Whole copies of a database, out and in, while others read and write. On SQLite a copy is an image of the
/// file (online backup); on PostgreSQL an archive of the schema of this address, by pg_dump and pg_restore,
/// which must be installed. All functions throw Error.
namespace cote::db {

class Session;

/// Done and total; total 0: nobody knows.
using CopyProgress = std::function<void(std::int64_t, std::int64_t)>;

/// Gives the copy piece by piece. Nobody waits for it: it holds one snapshot, however long it takes. On
/// SQLite a second file stands beside the database meanwhile, as private as the database.
void copy_out(std::string_view address, const std::function<void(std::string_view)>& each,
              const CopyProgress& progress = {});

/// Is what `file` holds a database of ours, whole? Reads all of it; throws Error when it is not.
void check_copy(std::string_view address, const std::filesystem::path& file);

/// Lets `look` read `tables` of the copy, which is put in place of nothing. On PostgreSQL their rows are
/// taken out of the archive into a SQLite file in the folder for temporary files, which goes away again; a
/// table that the copy lacks is empty then.
void look_into_copy(std::string_view address, const std::filesystem::path& file,
                    std::span<const std::string_view> tables, const std::function<void(Session&)>& look);

/// Puts the copy in place of everything that is there, in one transaction: those who read meanwhile see all
/// of the old or all of the new.
void copy_in(std::string_view address, const std::filesystem::path& file, const CopyProgress& progress = {});

/// True when there is nothing that a copy would replace: no database yet, or one without tables.
bool nothing_there(std::string_view address);

/// A place for a file that holds as much as the database: beside it (SQLite), or in the folder for
/// temporary files. The file is made now, for its owner alone; older ones that a killed program left go when
/// they are a day old.
std::filesystem::path private_file_near(std::string_view address, std::string_view what);

}  // namespace cote::db
