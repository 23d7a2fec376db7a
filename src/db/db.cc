// SPDX-License-Identifier: AGPL-3.0-or-later
#include "db/db.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "db/connection.h"
#include "db/together.h"

namespace cote::db {
namespace {

using namespace std::chrono_literals;
using Kind = Error::Kind;
using Steady = std::chrono::steady_clock;

constexpr unsigned kReaders = 4;
constexpr unsigned kPostgresqlWriters = 2;
constexpr auto kPatience = 10s;      // for a connection of the pool
constexpr auto kFirstPause = 100ms;  // after a failed connection, doubled each time
constexpr auto kLongestPause = 2000ms;
constexpr int kAttempts = 12;  // of a transaction that others get in the way of

/// Connections of one use, opened when first needed. While the database is away, attempts are spaced
/// out and everything in between fails at once.
class Pool {
 public:
  Pool(Target target, Connection::Use use, unsigned most)
      : target_(std::move(target)), use_(use), free_(most) {}

  /// A connection for as long as this lives.
  class Lease {
   public:
    Lease(Pool& pool, std::unique_ptr<Connection> connection, bool fresh)
        : pool_(&pool), connection_(std::move(connection)), fresh_(fresh) {}
    Lease(Lease&& other) noexcept
        : pool_(std::exchange(other.pool_, nullptr)),
          connection_(std::move(other.connection_)),
          fresh_(other.fresh_) {}
    Lease& operator=(Lease&&) = delete;
    ~Lease() {
      if (pool_ != nullptr) pool_->give_back(std::move(connection_));
    }
    Connection* operator->() { return connection_.get(); }
    Connection& operator*() { return *connection_; }
    [[nodiscard]] bool fresh() const { return fresh_; }
    /// After a failure that may have left the connection in an unknown state.
    void discard() { connection_.reset(); }

   private:
    Pool* pool_;
    std::unique_ptr<Connection> connection_;
    bool fresh_;
  };

  Lease take() {
    std::unique_lock lock(mutex_);
    if (!back_.wait_for(lock, kPatience, [&] { return free_ > 0; }))
      throw Error(Kind::unavailable, "all connections to the database are busy");
    --free_;
    while (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      if (!connection->lost()) return {*this, std::move(connection), false};
    }
    if (Steady::now() < next_try_) {
      ++free_;
      back_.notify_one();
      throw Error(Kind::unavailable, "the database is away; it is asked again in a moment");
    }
    lock.unlock();
    return open();
  }

 private:
  Lease open() {
    try {
      auto connection = std::make_unique<Connection>(target_, use_);
      std::scoped_lock const lock(mutex_);
      pause_ = 0ms;
      return {*this, std::move(connection), true};
    } catch (...) {
      std::scoped_lock const lock(mutex_);
      pause_ = std::clamp<std::chrono::milliseconds>(pause_ * 2, kFirstPause, kLongestPause);
      next_try_ = Steady::now() + pause_;
      ++free_;
      back_.notify_one();
      throw;
    }
  }
  void give_back(std::unique_ptr<Connection> connection) {
    std::scoped_lock const lock(mutex_);
    if (connection) idle_.push_back(std::move(connection));
    ++free_;
    back_.notify_one();
  }

  Target target_;
  Connection::Use use_;
  std::mutex mutex_{};
  std::condition_variable back_{};
  std::vector<std::unique_ptr<Connection>> idle_{};
  unsigned free_;
  std::chrono::milliseconds pause_{0};
  Steady::time_point next_try_{};
};

/// What a store is given: counts, and hands on.
template <class Base>
class On final : public Base {
 public:
  explicit On(Connection& connection) : connection_(connection) {}
  std::int64_t run(std::string_view sql, const Binds& binds) override {
    ++statements_;
    return connection_.run(sql, binds);
  }
  void fetch(std::string_view sql, const Binds& binds, std::span<const Column> kinds,
             const std::function<void(std::span<Value>)>& each) override {
    ++statements_;
    connection_.fetch(sql, binds, kinds, each);
  }
  [[nodiscard]] std::uint64_t statements() const override { return statements_; }

 private:
  Connection& connection_;
  std::uint64_t statements_ = 0;
};

class Database final : public Db {
 public:
  explicit Database(const Target& target)
      : postgresql_(target.postgresql),
        readers_(target, Connection::Use::reading, kReaders),
        writers_(target, Connection::Use::writing, target.postgresql ? kPostgresqlWriters : 1) {
    auto const first = writers_.take();  // fails now rather than at the first page; makes a SQLite file
  }

  void read_with(const std::function<void(Session&)>& work) override {
    // One snapshot for all statements of `work`.
    auto lease = begun(readers_, postgresql_ ? "begin isolation level repeatable read read only" : "begin");
    try {
      On<Session> session(*lease);
      work(session);
      lease->plain("commit");
    } catch (...) {
      undo(lease);
      throw;
    }
  }

  void write_with(const std::function<void(Tx&)>& work) override {
    for (int attempt = 1;; ++attempt) {
      try {
        return write_once(work);
      } catch (const Conflict&) {
        if (attempt == kAttempts) throw;
      }
      std::this_thread::sleep_for(attempt * 5ms);
    }
  }

  void write_together_with(const std::function<void(Tx&)>& work) override {
    together_.run(work, [this](const Together::Work& all) { write_with(all); });
  }

  [[nodiscard]] bool is_postgresql() const override { return postgresql_; }

  void forget_deleted() override {
    auto lease = writers_.take();
    if (postgresql_) return lease->plain("vacuum full");
    lease->plain("vacuum");
    // The log can be emptied when nobody reads what was before.
    for (auto const end = Steady::now() + kPatience; Steady::now() < end;) {
      constexpr Column kKinds[] = {Column::integer};
      bool busy = false;
      lease->fetch("pragma wal_checkpoint(truncate)", {}, kKinds,
                   [&](std::span<Value> row) { busy = row[0] != Value(std::int64_t{0}); });
      if (!busy) return;
      std::this_thread::sleep_for(50ms);
    }
    throw Error(Kind::unavailable, "the log could not be emptied: somebody reads an old state");
  }

 private:
  /// A transaction begun on a connection that answers: those that died in the pool are passed over,
  /// as nothing has been done on them yet.
  Pool::Lease begun(Pool& pool, const std::string& begin) const {
    for (;;) {
      auto lease = pool.take();
      try {
        lease->plain(begin);
        return lease;
      } catch (const Error&) {
        bool const stale = !lease.fresh() && lease->lost();
        if (lease->lost()) lease.discard();
        if (!stale) throw;
      }
    }
  }
  void write_once(const std::function<void(Tx&)>& work) {
    auto lease = begun(writers_, postgresql_ ? "begin isolation level serializable" : "begin immediate");
    try {
      On<Tx> tx(*lease);
      work(tx);
      lease->plain("commit");
    } catch (...) {
      undo(lease);
      throw;
    }
  }
  static void undo(Pool::Lease& lease) {
    try {
      lease->plain("rollback");
    } catch (const Error&) {
      lease.discard();
    }
  }

  bool postgresql_;
  Pool readers_;
  Pool writers_;
  Together together_{};
};

}  // namespace

std::int64_t stored_bytes(Session& session, bool is_postgresql) {
  auto const size = session.one<std::int64_t>(
      is_postgresql ? "select pg_database_size(current_database())"
                    : "select p.page_count * s.page_size from pragma_page_count() p, pragma_page_size() s");
  return size ? std::get<0>(*size) : 0;
}

std::unique_ptr<Db> open(std::string_view address) {
  return std::make_unique<Database>(parse_address(address));
}

}  // namespace cote::db
