// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>

#include "db/db.h"

namespace cote::test {

/// A database that counts the statements sent through it: tests hold pages to a number. The other one must
/// outlive it.
class CountingDb final : public db::Db {
 public:
  explicit CountingDb(db::Db& other) : other_(other) {}
  void read_with(const std::function<void(db::Session&)>& work) override {
    other_.read_with([&](db::Session& session) { count(session, work); });
  }
  void write_with(const std::function<void(db::Tx&)>& work) override {
    other_.write_with([&](db::Tx& tx) { count(tx, work); });
  }
  [[nodiscard]] bool is_postgresql() const override { return other_.is_postgresql(); }
  void forget_deleted() override { other_.forget_deleted(); }
  [[nodiscard]] std::uint64_t statements() const { return statements_; }

 private:
  template <class Session, class Work>
  void count(Session& session, const Work& work) {
    auto const before = session.statements();
    work(session);
    statements_ += session.statements() - before;
  }

  db::Db& other_;
  std::uint64_t statements_ = 0;
};

}  // namespace cote::test
