// SPDX-License-Identifier: AGPL-3.0-or-later
// A text that was sealed must stand nowhere as it is: not in the files of the database, not in a dump.
#include <cstdio>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "db/copy.h"
#include "people/seal/seal.h"
#include "people/store.h"
#include "support/database.h"
#include "support/people.h"

namespace cote::app {
namespace {

auto const kNow = *parse_time("2026-11-23T09:00:00Z");

class Canary : public test::OnBoth {
 protected:
  std::string everything() {
    std::string out;
    db::copy_out(database.address(), [&](std::string_view piece) { out += piece; });
    if (db().is_postgresql()) return out + plain_dump();
    for (auto const* end : {"", "-wal"}) {
      std::ifstream in(database.address().substr(7) + end, std::ios::binary);
      out.append(std::istreambuf_iterator<char>(in), {});
    }
    return out;
  }
  /// The archive is compressed; this is what can be read.
  std::string plain_dump() {
    auto const command = fmt::format("pg_dump --format=plain '{}'", database.address());
    auto* const pipe = popen(command.c_str(), "r");
    std::string out;
    char buffer[4096];
    for (std::size_t got = 0; (got = fread(buffer, 1, sizeof buffer, pipe)) > 0;) out.append(buffer, got);
    EXPECT_EQ(pclose(pipe), 0);
    return out;
  }
};

TEST_P(Canary, WhatIsSealedSingsNowhere) {
  auto const root = std::filesystem::temp_directory_path() / fmt::format("cote_canary_{}.key", getpid());
  std::filesystem::remove(root);
  people::Seal const seal(people::Keyring::open(db(), root, kNow));
  auto const she = test::sign_in(db(), "visible-name", {people::Role::editor}, kNow);
  auto const id = she.account.id;
  std::string const canary = "CANARYSECRET234567";
  db().write_with([&](db::Tx& tx) {
    people::store::set_second(tx, id, seal.seal("account", id.text, "second_key", canary), 0);
  });
  auto const bytes = everything();
  EXPECT_NE(bytes.find("visible-name"), std::string::npos) << "this test can find what is there";
  EXPECT_EQ(bytes.find(canary), std::string::npos);
  EXPECT_EQ(bytes.find(people::RootFile::read(root).current().base64()), std::string::npos)
      << "nor the root key";
  auto const stored = db().read([&](db::Session& s) { return people::store::account(s, id)->second_key; });
  EXPECT_EQ(seal.open("account", id.text, "second_key", stored), canary);
  std::filesystem::remove(root);
}

TEST_P(Canary, EverySealedColumnExists) {
  for (auto const& field : people::sealed_fields())
    EXPECT_NO_THROW(db().read_with([&](db::Session& s) {
      s.all<std::string>(fmt::format("select {} from {} limit 1", field.column, field.table));
    })) << field.table
        << '.' << field.column;
}

COTE_ON_BOTH(Canary);

}  // namespace
}  // namespace cote::app
