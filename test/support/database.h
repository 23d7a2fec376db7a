// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "db/db.h"

namespace cote::test {

enum class Engine { sqlite, postgresql };

/// An empty database that goes away with this object: a file in a folder of its own, or a schema of its
/// own in the server at COTE_TEST_POSTGRESQL. Without that server `address` is empty.
class Database {
 public:
  explicit Database(Engine engine);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  [[nodiscard]] const std::string& address() const { return address_; }
  /// Opened and migrated on first use.
  db::Db& db();

 private:
  Engine engine_;
  std::string server_{};
  std::string name_{};  // of the folder or of the schema
  std::string address_{};
  std::unique_ptr<db::Db> db_{};
};

/// For tests that hold on both engines: TEST_P(YourTest, …) and COTE_ON_BOTH(YourTest).
class OnBoth : public testing::TestWithParam<Engine> {
 protected:
  void SetUp() override {
    if (database.address().empty())
      GTEST_SKIP() << "COTE_TEST_POSTGRESQL is not set: no PostgreSQL to test on";
  }
  db::Db& db() { return database.db(); }
  Database database{GetParam()};
};

inline std::string engine_name(const testing::TestParamInfo<Engine>& info) {
  return info.param == Engine::sqlite ? "SQLite" : "PostgreSQL";
}

}  // namespace cote::test

#define COTE_ON_BOTH(Suite)                                                                             \
  INSTANTIATE_TEST_SUITE_P(Engines, Suite,                                                              \
                           testing::Values(cote::test::Engine::sqlite, cote::test::Engine::postgresql), \
                           cote::test::engine_name)
