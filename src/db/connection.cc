// SPDX-License-Identifier: AGPL-3.0-or-later
#include "db/connection.h"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

namespace cote::db {
namespace {

using Kind = Error::Kind;

constexpr std::size_t kMostPrepared = 256;

/// "insert into service (id, …": enough to find the statement, and our own text only.
std::string first_words(std::string_view sql) {
  auto const begin = sql.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  sql.remove_prefix(begin);
  return std::string(sql.substr(0, std::min<std::size_t>(sql.find('\n'), 60)));
}

Kind kind_of_sqlite(int code) {
  switch (code & 0xFF) {
    case SQLITE_CONSTRAINT:
      return Kind::constraint;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
    case SQLITE_READONLY:
      return Kind::unavailable;
    default:
      return Kind::other;
  }
}

/// By the classes of SQLSTATE (PostgreSQL 15, appendix A).
Kind kind_of_postgresql(std::string_view state) {
  if (state.starts_with("23")) return Kind::constraint;
  if (state.starts_with("08") || state.starts_with("57P") || state.starts_with("53"))
    return Kind::unavailable;
  return Kind::other;
}

[[noreturn]] void throw_postgresql(std::string_view state, bool gone, std::string_view sql) {
  // The server's own sentence may quote values ("Key (slug)=(…)"): only its code is kept.
  auto const what = fmt::format("PostgreSQL {} in: {}", state.empty() ? "lost" : state, first_words(sql));
  if (state == "40001" || state == "40P01") throw Conflict(Kind::other, what);
  throw Error(gone ? Kind::unavailable : kind_of_postgresql(state), what);
}

/// A value on its way in or out; SOCI keeps the address of the members.
struct Slot {
  Column kind = Column::text;
  std::string name{};
  std::string text{};
  long long integer = 0;
  double number = 0;
  soci::indicator indicator = soci::i_null;

  void set(const Value& value) {
    indicator = soci::i_ok;
    if (auto const* t = std::get_if<std::string>(&value)) {
      text = *t;
    } else if (auto const* i = std::get_if<std::int64_t>(&value)) {
      integer = *i;
    } else if (auto const* n = std::get_if<double>(&value)) {
      number = *n;
    } else {
      indicator = soci::i_null;
    }
  }
  [[nodiscard]] Value get() const {
    if (indicator == soci::i_null) return Null{};
    switch (kind) {
      case Column::integer:
        return static_cast<std::int64_t>(integer);
      case Column::number:
        return number;
      case Column::text:
        break;
    }
    return text;
  }
};

std::optional<Column> kind_of(const Value& value) {
  if (std::holds_alternative<std::string>(value)) return Column::text;
  if (std::holds_alternative<std::int64_t>(value)) return Column::integer;
  if (std::holds_alternative<double>(value)) return Column::number;
  return std::nullopt;
}

struct Prepared {
  std::vector<Slot> in{};
  std::vector<Slot> out{};
  soci::statement statement;

  Prepared(soci::session& session, std::string_view sql, const Binds& binds, std::span<const Column> kinds)
      : statement(session) {
    for (auto const& bind : binds)
      in.push_back({.kind = kind_of(bind.value).value_or(Column::text), .name = std::string(bind.name)});
    for (auto const kind : kinds) out.push_back({.kind = kind});
    statement.alloc();
    statement.prepare(std::string(sql));
    for (auto& slot : in) exchange_in(slot);
    for (auto& slot : out) exchange_out(slot);
    statement.define_and_bind();
  }

  /// Whether it was prepared for values and columns of these kinds; NULL goes with any.
  [[nodiscard]] bool suits(const Binds& binds, std::span<const Column> kinds) const {
    auto const same_in = [](const Slot& slot, const Bind& bind) {
      return slot.name == bind.name && kind_of(bind.value).value_or(slot.kind) == slot.kind;
    };
    auto const same_out = [](const Slot& slot, Column kind) { return slot.kind == kind; };
    return std::ranges::equal(in, binds, same_in) && std::ranges::equal(out, kinds, same_out);
  }
  void set(const Binds& binds) {
    for (std::size_t i = 0; i < binds.size(); ++i) in[i].set(binds[i].value);
  }

 private:
  void exchange_in(Slot& slot) {
    switch (slot.kind) {
      case Column::text:
        return statement.exchange(soci::use(slot.text, slot.indicator, slot.name));
      case Column::integer:
        return statement.exchange(soci::use(slot.integer, slot.indicator, slot.name));
      case Column::number:
        return statement.exchange(soci::use(slot.number, slot.indicator, slot.name));
    }
  }
  void exchange_out(Slot& slot) {
    switch (slot.kind) {
      case Column::text:
        return statement.exchange(soci::into(slot.text, slot.indicator));
      case Column::integer:
        return statement.exchange(soci::into(slot.integer, slot.indicator));
      case Column::number:
        return statement.exchange(soci::into(slot.number, slot.indicator));
    }
  }
};

/// A password may stand in the address, so libpq must not be given one it would quote in a complaint.
std::string checked_uri(std::string_view address) {
  std::string uri(address);
  char* complaint = nullptr;
  auto* const options = PQconninfoParse(uri.c_str(), &complaint);
  PQfreemem(complaint);
  if (options == nullptr)
    throw Error(Kind::unavailable, "the database address is not a valid postgresql:// address");
  bool has_timeout = false;
  for (auto const* o = options; o->keyword != nullptr; ++o)
    has_timeout |= std::string_view(o->keyword) == "connect_timeout" && o->val != nullptr;
  PQconninfoFree(options);
  auto const add = [&](std::string_view setting) {
    uri += uri.find('?') == std::string::npos ? '?' : '&';
    uri += setting;
  };
  if (!has_timeout) add("connect_timeout=2");
  add("client_encoding=UTF8");
  return uri;
}

}  // namespace

Target parse_address(std::string_view address) {
  constexpr std::string_view kSqlite = "sqlite:";
  if (address.starts_with("postgresql://") || address.starts_with("postgres://"))
    return {.postgresql = true, .where = checked_uri(address)};
  if (!address.starts_with(kSqlite) || address.size() == kSqlite.size())
    throw Error(Kind::unavailable, "the database address must be sqlite:PATH or postgresql://…");
  auto const path = address.substr(kSqlite.size());
  if (path.starts_with(':') || path.find('"') != std::string_view::npos)
    throw Error(Kind::unavailable, "the SQLite database must be a file, with no quote in its name");
  return {.postgresql = false, .where = std::string(path)};
}

struct Connection::Impl {
  Target target;
  soci::session session{};
  std::unordered_map<std::string_view, std::unique_ptr<Prepared>> prepared{};
  std::unordered_map<std::string_view, std::unique_ptr<std::string>> texts{};

  explicit Impl(Target t) : target(std::move(t)) {}

  [[nodiscard]] sqlite_api::sqlite3* sqlite() {
    return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_;
  }
  [[nodiscard]] PGconn* postgresql() {
    return static_cast<soci::postgresql_session_backend*>(session.get_backend())->conn_;
  }
  [[nodiscard]] bool gone() { return target.postgresql && PQstatus(postgresql()) == CONNECTION_BAD; }

  void open_sqlite(Use use) {
    // A connection has one thread at a time: its own locks, and counting its memory, only cost.
    static auto const configured = sqlite_api::sqlite3_config(SQLITE_CONFIG_MULTITHREAD) |
                                   sqlite_api::sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static_cast<void>(configured);  // refused only when somebody used SQLite before: slower, not wrong
    try {
      session.open(soci::sqlite3, fmt::format("db=\"{}\" timeout=10", target.where));
    } catch (const soci::soci_error& e) {
      throw Error(Kind::unavailable,
                  fmt::format("cannot open the SQLite file {}: {}", target.where, e.get_error_message()));
    }
    plain("pragma foreign_keys = on");
    if (use == Use::reading) return plain("pragma query_only = on");
    plain("pragma journal_mode = wal");
    plain("pragma synchronous = full");
    plain("pragma secure_delete = on");   // zeros over what is deleted
    plain("pragma cache_size = -32768");  // 32 MB, filled as needed: an import touches many pages
  }
  void open_postgresql() {
    try {
      session.open(soci::postgresql, target.where);
    } catch (const soci::soci_error& e) {
      // libpq's reason names host, port, user and database, never the password.
      throw Error(Kind::unavailable, fmt::format("cannot reach PostgreSQL: {}", e.get_error_message()));
    }
    // libpq would print on stderr, and what the server says may hold values.
    PQsetNoticeProcessor(
        postgresql(), [](void*, const char*) {}, nullptr);
  }

  void plain(const std::string& sql) {
    if (target.postgresql) {
      auto* const result = PQexec(postgresql(), sql.c_str());
      auto const status = PQresultStatus(result);
      auto const* const field = PQresultErrorField(result, PG_DIAG_SQLSTATE);
      std::string const state = field == nullptr ? "" : field;
      PQclear(result);
      if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw_postgresql(state, gone(), sql);
      return;
    }
    int const code = sqlite_api::sqlite3_exec(sqlite(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
      throw Error(kind_of_sqlite(code),
                  fmt::format("SQLite, {}, in: {}", sqlite_api::sqlite3_errmsg(sqlite()), first_words(sql)));
  }

  Prepared& prepare(std::string_view sql, const Binds& binds, std::span<const Column> kinds) {
    auto found = prepared.find(sql);
    if (found != prepared.end() && found->second->suits(binds, kinds)) return *found->second;
    if (found != prepared.end()) forget(sql);
    if (prepared.size() >= kMostPrepared) {
      prepared.clear();
      texts.clear();
    }
    auto made = std::make_unique<Prepared>(session, sql, binds, kinds);
    auto text = std::make_unique<std::string>(sql);
    std::string_view const key = *text;
    texts.emplace(key, std::move(text));
    return *(prepared[key] = std::move(made));
  }
  void forget(std::string_view sql) {
    prepared.erase(sql);
    texts.erase(sql);
  }

  /// Gives `work` the prepared statement; what goes wrong leaves as Error, and the statement is dropped.
  template <class F>
  auto with(std::string_view sql, const Binds& binds, std::span<const Column> kinds, F work) {
    for (auto const& bind : binds)
      if (auto const* text = std::get_if<std::string>(&bind.value);
          text && text->find('\0') != std::string::npos)
        throw Error(Kind::constraint,
                    fmt::format("a text with a zero byte for :{} in: {}", bind.name, first_words(sql)));
    try {
      auto& statement = prepare(sql, binds, kinds);
      statement.set(binds);
      return work(statement);
    } catch (const soci::postgresql_soci_error& e) {
      auto const state = e.sqlstate();
      forget(sql);
      throw_postgresql(state, gone(), sql);
    } catch (const soci::sqlite3_soci_error& e) {
      Error const error(kind_of_sqlite(e.result()),
                        fmt::format("SQLite, {}, in: {}", e.get_error_message(), first_words(sql)));
      forget(sql);
      throw error;
    } catch (const soci::soci_error&) {
      forget(sql);
      throw Error(gone() ? Kind::unavailable : Kind::other,
                  fmt::format("the database refused: {}", first_words(sql)));
    } catch (...) {
      forget(sql);  // it may be half read
      throw;
    }
  }
};

Connection::Connection(const Target& target, Use use) : impl_(std::make_unique<Impl>(target)) {
  if (target.postgresql) {
    impl_->open_postgresql();
  } else {
    impl_->open_sqlite(use);
  }
}

Connection::~Connection() = default;

void Connection::plain(const std::string& sql) { impl_->plain(sql); }

std::int64_t Connection::run(std::string_view sql, const Binds& binds) {
  return impl_->with(sql, binds, {}, [](Prepared& p) -> std::int64_t {
    p.statement.execute(true);
    return p.statement.get_affected_rows();
  });
}

void Connection::fetch(std::string_view sql, const Binds& binds, std::span<const Column> kinds,
                       const std::function<void(std::span<Value>)>& each) {
  impl_->with(sql, binds, kinds, [&](Prepared& p) {
    std::vector<Value> row(kinds.size());
    p.statement.execute(false);
    while (p.statement.fetch()) {
      std::ranges::transform(p.out, row.begin(), &Slot::get);
      each(row);
    }
  });
}

bool Connection::lost() {
  if (!impl_->target.postgresql) return false;
  auto* const connection = impl_->postgresql();
  return PQconsumeInput(connection) == 0 || PQstatus(connection) == CONNECTION_BAD;
}

}  // namespace cote::db
