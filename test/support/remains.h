// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

/// What somebody who holds the disk, a dump or an opened backup can read, as one text to search in.
namespace cote::test {

std::string bytes_of(const std::filesystem::path& path);

/// SQLite: the file and its write-ahead log. PostgreSQL: a plain dump of the schema of this address.
std::string remains_of_database(const std::string& address);

/// What a backup holds, opened with the secret half in the file `secret`; throws people::KeyError. An
/// archive of PostgreSQL is unpacked.
std::string remains_of_backup(const std::filesystem::path& backup, const std::filesystem::path& secret);

}  // namespace cote::test
