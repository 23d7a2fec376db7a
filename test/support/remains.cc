// SPDX-License-Identifier: AGPL-3.0-or-later
#include "support/remains.h"

#include <cstdio>
#include <fstream>
#include <stdexcept>

#include <fmt/format.h>

#include "people/seal/stream.h"

namespace cote::test {
namespace {

std::string output_of(const std::string& command) {
  auto* const pipe = popen(command.c_str(), "r");
  std::string out;
  char buffer[4096];
  for (std::size_t got = 0; (got = fread(buffer, 1, sizeof buffer, pipe)) > 0;) out.append(buffer, got);
  if (pclose(pipe) != 0) throw std::runtime_error("this command failed: " + command);
  return out;
}

}  // namespace

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string remains_of_database(const std::string& address) {
  constexpr std::string_view kSqlite = "sqlite:";
  if (!address.starts_with(kSqlite)) return output_of(fmt::format("pg_dump --format=plain '{}'", address));
  auto const path = address.substr(kSqlite.size());
  return bytes_of(path) + bytes_of(path + "-wal");
}

std::string remains_of_backup(const std::filesystem::path& backup, const std::filesystem::path& secret) {
  std::ifstream in(backup, std::ios::binary);
  std::string out;
  people::open_sealed(in, people::OfflineSecret::read(secret), [&](std::string_view piece) { out += piece; });
  auto const copy = out.substr(out.find('\n') + 1);
  if (!copy.starts_with("PGDMP")) return out;
  auto const archive = backup.string() + ".opened";
  std::ofstream(archive, std::ios::binary) << copy;
  out += output_of(fmt::format("pg_restore --file=- '{}'", archive));
  std::filesystem::remove(archive);
  return out;
}

}  // namespace cote::test
