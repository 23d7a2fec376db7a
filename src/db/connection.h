// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "db/db.h"

namespace cote::db {

/// Where the database is. `where` is a path, or an address for libpq.
struct Target {
  bool postgresql = false;
  std::string where{};
};
/// Reads "sqlite:PATH" or "postgresql://…"; throws Error, Kind::unavailable, for anything else.
Target parse_address(std::string_view address);

/// Two transactions could not both go on: the work may be tried again from its beginning.
struct Conflict : Error {
  using Error::Error;
};

/// One open connection and the statements prepared on it. The only place that knows SOCI. Not safe to
/// share between threads. Every function throws Error.
class Connection {
 public:
  /// A connection for reading cannot write (SQLite: query_only; PostgreSQL: by its transactions).
  enum class Use { reading, writing };
  Connection(const Target& target, Use use);
  ~Connection();

  /// A statement without values or rows, sent as it is: begin, commit, rollback.
  void plain(const std::string& sql);
  std::int64_t run(std::string_view sql, const Binds& binds);
  void fetch(std::string_view sql, const Binds& binds, std::span<const Column> kinds,
             const std::function<void(std::span<Value>)>& each);
  /// True when the other side has gone: this connection will not come back. Costs one look at the socket.
  [[nodiscard]] bool lost();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace cote::db
