// SPDX-License-Identifier: AGPL-3.0-or-later
#include "support/database.h"

#include <atomic>
#include <cstdlib>

#include <fmt/format.h>
#include <unistd.h>

namespace cote::test {
namespace {

std::string fresh_name() {
  static std::atomic<int> made = 0;
  return fmt::format("cote_test_{}_{}", getpid(), ++made);
}

void on_server(const std::string& server, const std::string& sql) {
  db::open(server)->write_with([&](db::Tx& tx) { tx.run(sql); });
}

}  // namespace

Database::Database(Engine engine) : engine_(engine), name_(fresh_name()) {
  if (engine_ == Engine::sqlite) {
    auto const folder = std::filesystem::temp_directory_path() / name_;
    std::filesystem::create_directories(folder);
    address_ = "sqlite:" + (folder / "guide test.sqlite").string();
    return;
  }
  auto const* const server = std::getenv("COTE_TEST_POSTGRESQL");
  if (server == nullptr || *server == '\0') return;
  server_ = server;
  on_server(server_, "create schema " + name_);
  auto const mark = server_.find('?') == std::string::npos ? '?' : '&';
  address_ = fmt::format("{}{}options=-csearch_path%3D{}", server_, mark, name_);
}

Database::~Database() {
  db_.reset();
  if (engine_ == Engine::sqlite) {
    std::error_code ignored;
    std::filesystem::remove_all(std::filesystem::temp_directory_path() / name_, ignored);
  } else if (!server_.empty()) {
    on_server(server_, "drop schema " + name_ + " cascade");
  }
}

db::Db& Database::db() {
  if (!db_) {
    db_ = db::open(address_);
    db::migrate(*db_);
  }
  return *db_;
}

}  // namespace cote::test
