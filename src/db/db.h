// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

/// The database: SQLite or PostgreSQL behind one SQL text. Statements name their values `:name`; columns
/// are BIGINT, TEXT or DOUBLE PRECISION, instants are ISO-8601 UTC text. SOCI lives in connection.cc only.
namespace cote::db {

/// A failure of the database itself, with the SQL's first words and never a value in the message.
struct Error : std::runtime_error {
  enum class Kind { unavailable, constraint, other };
  Kind kind;
  Error(Kind k, const std::string& what) : std::runtime_error(what), kind(k) {}
};

using Null = std::monostate;
using Value = std::variant<Null, std::int64_t, double, std::string>;
/// A value for `:name`. An empty optional is NULL.
struct Bind {
  std::string_view name;
  Value value;
  Bind(std::string_view n, std::string_view v) : name(n), value(std::string(v)) {}
  Bind(std::string_view n, const std::string& v) : name(n), value(v) {}
  Bind(std::string_view n, const char* v) : name(n), value(std::string(v)) {}
  Bind(std::string_view n, double v) : name(n), value(v) {}
  Bind(std::string_view n, std::integral auto v) : name(n), value(static_cast<std::int64_t>(v)) {}
  template <class T>
  Bind(std::string_view n, const std::optional<T>& v) : name(n) {
    if (v) value = Bind(n, *v).value;
  }
};
using Binds = std::vector<Bind>;

enum class Column { text, integer, number };
template <class T>
struct ColumnOf;
template <>
struct ColumnOf<std::string> {
  static constexpr Column kind = Column::text;
};
template <>
struct ColumnOf<std::int64_t> {
  static constexpr Column kind = Column::integer;
};
template <>
struct ColumnOf<double> {
  static constexpr Column kind = Column::number;
};
template <class T>
struct ColumnOf<std::optional<T>> : ColumnOf<T> {};

/// One connection, inside `read` or `write`.
class Session {
 public:
  virtual ~Session() = default;

  /// Runs a statement that returns nothing; gives the number of rows it touched. Prepared once per
  /// connection and SQL text.
  virtual std::int64_t run(std::string_view sql, const Binds& binds = {}) = 0;

  /// Every row, as tuples: `all<std::string, std::optional<double>>("select id, lat from place")`.
  /// A NULL in a column that is not optional gives the type's empty value.
  template <class... C>
  std::vector<std::tuple<C...>> all(std::string_view sql, const Binds& binds = {}) {
    std::vector<std::tuple<C...>> out;
    constexpr Column kinds[] = {ColumnOf<C>::kind...};
    fetch(sql, binds, kinds,
          [&](std::span<Value> row) { out.push_back(take<C...>(row, std::index_sequence_for<C...>{})); });
    return out;
  }
  /// The first row, or none.
  template <class... C>
  std::optional<std::tuple<C...>> one(std::string_view sql, const Binds& binds = {}) {
    auto rows = all<C...>(sql, binds);
    if (rows.empty()) return std::nullopt;
    return std::move(rows.front());
  }

  virtual void fetch(std::string_view sql, const Binds& binds, std::span<const Column> kinds,
                     const std::function<void(std::span<Value>)>& each) = 0;
  /// Statements sent through this object so far: tests hold pages to a number.
  [[nodiscard]] virtual std::uint64_t statements() const = 0;

 private:
  template <class T>
  static void put(T& into, Value& from) {
    if (auto* held = std::get_if<T>(&from)) into = std::move(*held);
  }
  template <class T>
  static void put(std::optional<T>& into, Value& from) {
    if (auto* held = std::get_if<T>(&from)) into = std::move(*held);
  }
  template <class... C, std::size_t... I>
  static std::tuple<C...> take(std::span<Value> row, std::index_sequence<I...>) {
    std::tuple<C...> out;
    (put(std::get<I>(out), row[I]), ...);
    return out;
  }
};

/// A session inside a transaction: what a store needs to write. Only Db::write makes one.
class Tx : public Session {};

/// The installation's database. Safe to use from several threads: readers have a connection each, SQLite
/// has one writer at a time.
class Db {
 public:
  virtual ~Db() = default;

  /// Runs `work` with a connection for reading.
  virtual void read_with(const std::function<void(Session&)>& work) = 0;
  /// Runs `work` in one transaction: committed when it returns, undone when it throws. On PostgreSQL a
  /// serialisation failure is tried again, so `work` may run more than once.
  virtual void write_with(const std::function<void(Tx&)>& work) = 0;
  /// As write_with, for short works that many do at the same moment: those that wait may get one transaction
  /// together, in the order they came, and its commit is as durable as any. A work that throws is undone
  /// alone; like after a conflict, works may be run more than once.
  virtual void write_together_with(const std::function<void(Tx&)>& work) { write_with(work); }

  template <class F>
  auto read(F work) {
    std::optional<decltype(work(std::declval<Session&>()))> out;
    read_with([&](Session& s) { out = work(s); });
    return std::move(*out);
  }
  template <class F>
  auto write(F work) {
    std::optional<decltype(work(std::declval<Tx&>()))> out;
    write_with([&](Tx& tx) { out = work(tx); });
    return std::move(*out);
  }
  template <class F>
  auto write_together(F work) {
    std::optional<decltype(work(std::declval<Tx&>()))> out;
    write_together_with([&](Tx& tx) { out = work(tx); });
    return std::move(*out);
  }
  [[nodiscard]] virtual bool is_postgresql() const = 0;

  /// After something was erased for good: rewrites the files so that nothing deleted is left in them, nor in
  /// SQLite's log. Takes as long as copying the database; others wait. What PostgreSQL's own log and the
  /// disk's unused blocks still hold is beyond it.
  virtual void forget_deleted() = 0;
};

/// Bytes the database takes, its indexes included; for SQLite without what still waits in its log.
std::int64_t stored_bytes(Session& session, bool is_postgresql);

/// Opens "sqlite:PATH" (created when missing, WAL, foreign keys on) or "postgresql://…". Throws Error,
/// Kind::unavailable with a sentence for the operator (no password in it).
std::unique_ptr<Db> open(std::string_view address);

/// One step of the schema: forward only, numbered, embedded from db/migrations.
struct Migration {
  int number = 0;
  std::string_view name{};
  std::string_view sql{};
};
std::span<const Migration> migrations();
/// Brings the schema up to date, each migration in its own transaction; gives those applied. A database
/// newer than this program, or one whose migrations had another text, throws Error. Safe when two
/// processes start at once.
std::vector<int> migrate(Db& db, std::span<const Migration> steps = migrations());

}  // namespace cote::db
