// SPDX-License-Identifier: AGPL-3.0-or-later
#include <array>
#include <atomic>
#include <chrono>
#include <list>
#include <optional>
#include <system_error>
#include <thread>
#include <vector>

#include <boost/asio.hpp>
#include <fmt/format.h>

#include "web/answer.h"
#include "web/descriptors.h"
#include "web/etag.h"
#include "web/inbox.h"
#include "web/receive.h"
#include "web/shared.h"
#include "web/site.h"

namespace cote::web {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using tcp = asio::ip::tcp;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using Instant = std::chrono::steady_clock::time_point;
using std::chrono::seconds;
template <class T>
using Task = asio::awaitable<T, Executor>;

// Errors as values: an exception would end a coroutine without a word.
constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> kTuple{};
constexpr auto kSweep = std::chrono::milliseconds(250);
constexpr auto kGrace = seconds(5);      // for running answers when the server stops
constexpr auto kWaiting = seconds(120);  // for a handler that waits; nobody is cut off for its slowness
constexpr auto kLinger = seconds(1);     // for a refused sender to read why
constexpr std::size_t kSlowest = 4096;   // bytes a second; slower readers are let go
constexpr std::size_t kSlowestBody = 128 * 1024;  // the same for who sends something long
constexpr unsigned kMostTurnedAway = 64;

class Loop;

/// One conversation with one browser.
class Connection {
 public:
  Connection(Loop& loop, Socket socket);
  Task<void> converse();
  Task<void> turn_away();  // 503: the house is full

  /// Called by the loop now and then: ends what took too long.
  void look_at_clock(Instant now);
  /// The server stops: who asks nothing leaves now.
  void leave_if_idle();

 private:
  enum class Phase { idle, header, body, answering, closing };

  Task<bool> receive();
  Task<bool> read_more();
  Task<bool> answer();
  Task<std::shared_ptr<const Page>> page();
  Task<void> refuse(int status);
  Task<bool> send(const Page& page, bool keep);
  Task<bool> send_stream(const Page& page);
  Task<std::optional<std::string>> next_piece(const Page& page);
  Task<bool> write(asio::const_buffer head, asio::const_buffer middle = {}, asio::const_buffer end = {});
  Task<void> linger();
  void enter(Phase phase, std::chrono::steady_clock::duration time);
  void log(const Page& page, Instant since) const;

  Loop& loop_;
  Socket socket_;
  Receiver receiver_;
  Inbox inbox_{};
  std::string remote_;
  std::string tail_{};  // the last lines of a head
  std::size_t sent_ = 0;
  Instant deadline_{};
  Phase phase_ = Phase::closing;
  bool timed_out_ = false;
};

/// One thread: its own acceptor, its own connections, no locks.
class Loop {
 public:
  Loop(Common& shared, const tcp::endpoint& at) : common(shared), acceptor_(context), timer_(context) {
    acceptor_.open(at.protocol());
    acceptor_.set_option(asio::socket_base::reuse_address(true));
    acceptor_.set_option(asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>(true));
    acceptor_.bind(at);
    acceptor_.listen(asio::socket_base::max_listen_connections);
    asio::co_spawn(context, accept(), asio::detached);
    asio::co_spawn(context, sweep(), asio::detached);
  }
  ~Loop() { over_ = true; }
  Loop(const Loop&) = delete;
  [[nodiscard]] tcp::endpoint address() const { return acceptor_.local_endpoint(); }
  void run() { context.run(); }
  void stop() {
    asio::post(context, [this] {
      error_code ignored;
      acceptor_.close(ignored);
      until_ = std::chrono::steady_clock::now() + kGrace;
      for (auto* const connection : open_) connection->leave_if_idle();
      if (open_.empty()) context.stop();
    });
  }
  /// "Date: Mon, 23 Nov 2026 09:00:00 GMT\r\n", at most a sweep old.
  [[nodiscard]] const std::string& date() const { return date_; }

 private:
  struct Seat {
    Seat(Loop& loop, Connection& connection, std::atomic<unsigned>& counter)
        : loop_(loop), counter_(counter), at_(loop.open_.insert(loop.open_.end(), &connection)) {}
    ~Seat() {
      loop_.open_.erase(at_);
      --counter_;
      if (!loop_.over_ && loop_.common.stopping && loop_.open_.empty()) loop_.context.stop();
    }
    Seat(const Seat&) = delete;
    Loop& loop_;
    std::atomic<unsigned>& counter_;
    std::list<Connection*>::iterator at_;
  };

  Task<void> accept();
  Task<void> sweep();
  Task<void> host(Socket socket, bool full);

  std::list<Connection*> open_{};
  std::string date_{};
  Instant until_ = Instant::max();
  bool over_ = false;

 public:
  Common& common;
  asio::io_context context{1};  // before what it destroys: conversations end while the list still stands

 private:
  Acceptor acceptor_;
  asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>,
                             Executor>
      timer_;
};

Task<void> Loop::accept() {
  while (acceptor_.is_open()) {
    auto [failed, socket] = co_await acceptor_.async_accept(context.get_executor(), kTuple);
    if (!acceptor_.is_open()) co_return;
    if (failed) {
      // Out of descriptors, most likely: wait for somebody to leave.
      auto pause = decltype(timer_)(context, std::chrono::milliseconds(50));
      co_await pause.async_wait(kTuple);
      continue;
    }
    bool const full = ++common.connections > common.options.max_connections;
    if (full) {
      --common.connections;
      ++common.refused_seats;
    }
    if (full && ++common.turned_away > kMostTurnedAway) {
      --common.turned_away;
      continue;
    }
    asio::co_spawn(context, host(std::move(socket), full), asio::detached);
  }
}

Task<void> Loop::host(Socket socket, bool full) {
  Connection connection(*this, std::move(socket));
  Seat const seat(*this, connection, full ? common.turned_away : common.connections);
  if (full)
    co_await connection.turn_away();
  else
    co_await connection.converse();
}

Task<void> Loop::sweep() {
  while (true) {
    auto const now = std::chrono::steady_clock::now();
    auto const today = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&today, &parts);
    std::array<char, 64> text{};
    // The C locale is never changed here, so the names of days are English.
    auto const size = std::strftime(text.data(), text.size(), "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &parts);
    date_.assign(text.data(), size);
    for (auto* const connection : open_) connection->look_at_clock(now);
    if (now > until_) context.stop();
    timer_.expires_after(kSweep);
    auto const [failed] = co_await timer_.async_wait(kTuple);
    if (failed) co_return;
  }
}

Connection::Connection(Loop& loop, Socket socket)
    : loop_(loop),
      socket_(std::move(socket)),
      receiver_({.header = loop.common.options.max_header,
                 .body = loop.common.options.max_body,
                 .body_of = [&common = loop.common](const Request& r) { return common.most_of_body(r); }}) {
  error_code ignored;
  socket_.set_option(tcp::no_delay(true), ignored);
  socket_.non_blocking(true, ignored);
  auto const peer = socket_.remote_endpoint(ignored);
  if (!ignored) remote_ = peer.address().to_string();
}

void Connection::enter(Phase phase, std::chrono::steady_clock::duration time) {
  phase_ = phase;
  timed_out_ = false;
  deadline_ = std::chrono::steady_clock::now() + time;
}

void Connection::look_at_clock(Instant now) {
  if (now < deadline_) return;
  timed_out_ = true;
  error_code ignored;
  socket_.cancel(ignored);
}

void Connection::leave_if_idle() {
  if (phase_ != Phase::idle) return;
  error_code ignored;
  socket_.cancel(ignored);
}

Task<void> Connection::converse() {
  // One co_await a statement in this file: g++ 12 miscompiles them inside && and conditions.
  while (true) {
    bool const received = co_await receive();
    if (!received) co_return;
    bool const again = co_await answer();
    if (!again) co_return;
    receiver_.next();
  }
}

/// Until a whole request is here. False when the conversation is over.
Task<bool> Connection::receive() {
  bool told_to_continue = false;
  while (true) {
    while (!inbox_.unread().empty() && !receiver_.complete()) {
      auto const used = receiver_.take(inbox_.unread());
      inbox_.consume(used);
      if (receiver_.refusal() != 0) {
        co_await refuse(receiver_.refusal());
        co_return false;
      }
      if (used == 0) break;
    }
    if (receiver_.complete()) co_return true;
    if (receiver_.expects_continue() && !told_to_continue) {
      told_to_continue = true;
      bool const told = co_await write(asio::buffer("HTTP/1.1 100 Continue\r\n\r\n", 25));
      if (!told) co_return false;
    }
    bool const more = co_await read_more();
    if (!more) co_return false;
  }
}

Task<bool> Connection::read_more() {
  auto const& options = loop_.common.options;
  bool const begun = !inbox_.unread().empty();
  auto const now = receiver_.header_complete() ? Phase::body : begun ? Phase::header : Phase::idle;
  if (now == Phase::idle && loop_.common.stopping) co_return false;
  // The time for a header or a body is for all of it: a byte now and then does not prolong it.
  if (now != phase_ || now == Phase::idle)
    enter(now, seconds(now == Phase::body     ? options.body_seconds + receiver_.body_limit() / kSlowestBody
                       : now == Phase::header ? options.header_seconds
                                              : options.idle_seconds));
  auto const room = inbox_.room();
  auto const [failed, size] =
      co_await socket_.async_read_some(asio::buffer(room.data(), room.size()), kTuple);
  if (!failed) {
    inbox_.received(size);
    co_return true;
  }
  if (timed_out_ && phase_ != Phase::idle) co_await refuse(408);
  co_return false;
}

Task<bool> Connection::answer() {
  auto& common = loop_.common;
  auto const since = std::chrono::steady_clock::now();
  auto& request = receiver_.request();
  auto const number = ++common.asked;
  request.id =
      hex(content_hash({reinterpret_cast<const char*>(&number), sizeof number}, common.seed)).substr(4);
  request.remote = reader_address(remote_, request, common.proxies);
  auto const page = co_await this->page();
  bool const keep = receiver_.keep_alive() && !common.stopping && !(page->stream && receiver_.old_protocol());
  sent_ = 0;
  bool const sent = co_await send(*page, keep);
  log(*page, since);
  bool const again = sent && keep;
  if (!again && !inbox_.unread().empty()) co_await linger();
  co_return again;
}

/// Made here when memory is all it takes, otherwise by threads that may wait.
Task<std::shared_ptr<const Page>> Connection::page() {
  auto& common = loop_.common;
  auto const& request = receiver_.request();
  auto const work = common.desk.work(request);
  if (work == Work::memory) co_return common.desk.page(request);
  auto& pool = work == Work::secret ? common.secret : common.database;
  if (!pool.take_seat()) {
    ++common.refused_seats;
    co_return common.desk.refusal(request, 503);
  }
  enter(Phase::answering, kWaiting);
  co_return co_await pool.run([&common, &request] { return common.desk.page(request); },
                              asio::use_awaitable_t<Executor>{});
}

Task<void> Connection::refuse(int status) {
  auto const since = std::chrono::steady_clock::now();
  auto const page = loop_.common.desk.refusal(receiver_.request(), status);
  sent_ = 0;
  co_await send(*page, false);
  log(*page, since);
  co_await linger();
}

Task<void> Connection::turn_away() {
  static const Page kFull = make_page({.status = 503,
                                       .content_type = "text/plain; charset=utf-8",
                                       .body = "503 Service Unavailable\n",
                                       .headers = {{"Retry-After", "5"}, {"Cache-Control", "no-store"}}},
                                      "full", Coding::identity, Effort::quick);
  co_await send(kFull, false);
  log(kFull, std::chrono::steady_clock::now());
  co_await linger();
}

/// Closing with bytes unread makes the kernel reset the connection, and the answer is lost on the way.
Task<void> Connection::linger() {
  error_code ignored;
  socket_.shutdown(tcp::socket::shutdown_send, ignored);
  enter(Phase::closing, kLinger);
  std::array<char, 4096> nowhere{};
  for (std::size_t total = 0; total < 1024 * 1024;) {
    auto const [failed, size] = co_await socket_.async_read_some(asio::buffer(nowhere), kTuple);
    if (failed) co_return;
    total += size;
  }
}

Task<bool> Connection::send(const Page& page, bool keep) {
  auto const& request = receiver_.request();
  bool const reading = request.method == "GET" || request.method == "HEAD";
  bool const unchanged =
      reading && !page.etag.empty() && etag_matches(request.header("if-none-match"), page.etag);
  bool const headed = unchanged || request.method == "HEAD";
  enter(Phase::answering, seconds(loop_.common.options.idle_seconds + page.body.size() / kSlowest));
  tail_ = loop_.date();
  bool const old = receiver_.header_complete() && receiver_.old_protocol();
  if (!keep) tail_ += "Connection: close\r\n";
  if (keep && old) tail_ += "Connection: keep-alive\r\n";
  if (page.stream && !old) tail_ += "Transfer-Encoding: chunked\r\n";
  tail_ += "\r\n";
  if (!headed) sent_ = page.body.size();
  bool const written =
      co_await write(asio::buffer(unchanged ? page.unchanged : page.head), asio::buffer(tail_),
                     asio::buffer(headed ? std::string_view() : std::string_view(page.body)));
  if (!written || headed || !page.stream) co_return written;
  co_return co_await send_stream(page);
}

/// Made here or by threads that may wait, like its page. None when that failed.
Task<std::optional<std::string>> Connection::next_piece(const Page& page) {
  auto& common = loop_.common;
  auto const make = [&common, &page, &id = receiver_.request().id]() -> std::optional<std::string> {
    try {
      return page.stream();
    } catch (const std::exception& e) {
      report(common.site, id, e.what());
      return std::nullopt;
    }
  };
  if (common.desk.work(receiver_.request()) == Work::memory) co_return make();
  common.database.keep_seat();
  enter(Phase::answering, kWaiting);
  co_return co_await common.database.run(make, asio::use_awaitable_t<Executor>{});
}

Task<bool> Connection::send_stream(const Page& page) {
  bool const chunked = !receiver_.old_protocol();
  while (true) {
    auto const piece = co_await next_piece(page);
    if (!piece) co_return false;  // cut short, and the missing last chunk says so
    enter(Phase::answering, seconds(loop_.common.options.idle_seconds + piece->size() / kSlowest));
    sent_ += piece->size();
    auto const size = fmt::format("{:x}\r\n", piece->size());
    bool const written =
        co_await write(chunked ? asio::buffer(size) : asio::const_buffer(), asio::buffer(*piece),
                       chunked ? asio::buffer("\r\n", 2) : asio::const_buffer());
    if (!written || piece->empty()) co_return written;
    // An export is long, and the others on this thread wait.
    co_await asio::post(loop_.context, kTuple);
  }
}

/// All of it. The usual page fits in the kernel's buffer, and then nobody waits.
Task<bool> Connection::write(asio::const_buffer head, asio::const_buffer middle, asio::const_buffer end) {
  std::array<asio::const_buffer, 3> buffers = {head, middle, end};
  error_code failed;
  auto size = socket_.write_some(buffers, failed);
  if (failed && failed != asio::error::would_block) co_return false;
  for (auto& buffer : buffers) {
    auto const part = std::min(size, buffer.size());
    buffer += part;
    size -= part;
  }
  if (asio::buffer_size(buffers) == 0) co_return true;
  auto const [broken, rest] = co_await asio::async_write(socket_, buffers, kTuple);
  co_return !broken;
}

void Connection::log(const Page& page, Instant since) const {
  auto const& out = loop_.common.options.log;
  if (!out) return;
  std::chrono::duration<double, std::milli> const took = std::chrono::steady_clock::now() - since;
  auto const& id = receiver_.request().id;
  out({.id = id.empty() ? "-" : id,
       .route = page.route,
       .status = page.status,
       .milliseconds = took.count(),
       .bytes = sent_});
}

/// Threads share a port (SO_REUSEPORT), and so could another program of the same person without either
/// noticing: binding once without sharing tells.
void make_sure_nobody_listens(const tcp::endpoint& at) {
  asio::io_context context;
  Acceptor probe(context);
  probe.open(at.protocol());
  probe.set_option(asio::socket_base::reuse_address(true));
  probe.bind(at);
  probe.listen(1);
}

}  // namespace

struct Server::Impl {
  Impl(const Site& site, ServeOptions options) : common(site, std::move(options)) {
    auto const& given = common.options;
    make_room_for_descriptors(given.max_connections);
    tcp::endpoint at(asio::ip::make_address(given.address), given.port);
    if (given.port != 0) make_sure_nobody_listens(at);
    unsigned const count =
        given.threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : given.threads;
    for (unsigned i = 0; i < count; ++i) {
      loops.push_back(std::make_unique<Loop>(common, at));
      at = loops.front()->address();
    }
    for (auto& loop : loops) threads.emplace_back([&l = *loop] { l.run(); });
  }

  ~Impl() {
    common.stopping = true;
    for (auto& loop : loops) loop->stop();
    for (auto& thread : threads) thread.join();
    common.database.finish();
    common.secret.finish();
  }

  Common common;
  std::vector<std::unique_ptr<Loop>> loops{};
  std::vector<std::thread> threads{};
};

Server::Server(const Site& site, ServeOptions options) {
  try {
    impl_ = std::make_unique<Impl>(site, std::move(options));
  } catch (const boost::system::system_error& e) {
    throw std::system_error(std::error_code(e.code()), "cannot listen");
  }
}
Server::~Server() = default;
Figures Server::figures() const {
  auto& common = impl_->common;
  return {.connections = common.connections,
          .turned_away = common.refused_seats,
          .database_waiting = common.database.taken(),
          .secret_waiting = common.secret.taken(),
          .cache_hits = common.desk.hits(),
          .cache_misses = common.desk.misses(),
          .cache_bytes = common.desk.cached_bytes()};
}
std::uint16_t Server::port() const { return impl_->loops.front()->address().port(); }

}  // namespace cote::web
