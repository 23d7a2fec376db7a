// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/receive.h"

#include <algorithm>
#include <optional>

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

namespace cote::web {
namespace {

namespace http = boost::beast::http;
using boost::beast::error_code;

constexpr std::size_t kMostFields = 100;
constexpr std::size_t kMostTarget = 4096;
constexpr std::size_t kMostChunkLine = 4096;

bool same_letters(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return out;
}

/// Puts what Beast reads into a Request.
class Parser final : public http::basic_parser<true> {
 public:
  explicit Parser(Request& into) : into_(into) {}
  bool too_many_fields = false;
  bool too_long_target = false;
  int version = 0;

 private:
  void on_request_impl(http::verb, boost::beast::string_view method, boost::beast::string_view target,
                       int http_version, error_code&) override {
    into_.method.assign(method.data(), method.size());
    into_.target.assign(target.data(), target.size());
    version = http_version;
    too_long_target = target.size() > kMostTarget;
  }
  void on_field_impl(http::field, boost::beast::string_view name, boost::beast::string_view value,
                     error_code&) override {
    if (in_body_) return;  // a trailer: nobody asked for one, and it must not pass for a header
    if (into_.headers.size() == kMostFields) {
      too_many_fields = true;
      return;
    }
    into_.headers.emplace_back(lower({name.data(), name.size()}), std::string(value.data(), value.size()));
  }
  void on_header_impl(error_code&) override { in_body_ = true; }
  void on_body_init_impl(boost::optional<std::uint64_t> const&, error_code&) override {}
  std::size_t on_body_impl(boost::beast::string_view body, error_code&) override {
    into_.body.append(body.data(), body.size());
    return body.size();
  }
  void on_chunk_header_impl(std::uint64_t, boost::beast::string_view, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, boost::beast::string_view body, error_code&) override {
    into_.body.append(body.data(), body.size());
    return body.size();
  }
  void on_finish_impl(error_code&) override {}
  void on_response_impl(int, boost::beast::string_view, int, error_code&) override {}

  Request& into_;
  bool in_body_ = false;
};

std::size_t count(const Request& request, std::string_view name) {
  return static_cast<std::size_t>(
      std::ranges::count_if(request.headers, [&](auto const& header) { return header.first == name; }));
}

/// "http://host/path" becomes "/path", and its host is the one that counts (RFC 9112 3.2.2).
bool settle_target(Request& request) {
  auto const& target = request.target;
  if (target.starts_with('/') || target == "*") return target.find('#') == std::string::npos;
  auto const scheme = target.find("://");
  if (scheme == std::string::npos) return request.method == "CONNECT";
  auto const name = std::string_view(target).substr(0, scheme);
  if (!same_letters(name, "http") && !same_letters(name, "https")) return false;
  auto const end = std::min(target.find_first_of("/?", scheme + 3), target.size());
  auto const host = target.substr(scheme + 3, end - scheme - 3);
  auto rest = target.substr(end);
  if (host.empty() || rest.find('#') != std::string::npos) return false;
  for (auto& [header, value] : request.headers)
    if (header == "host") value = host;
  request.target = rest.starts_with('/') ? std::move(rest) : '/' + rest;
  return true;
}

/// What the fields say together. 0, or the status of the refusal.
int judge(const Request& request, int version) {
  auto const hosts = count(request, "host");
  if (hosts > 1 || (version >= 11 && (hosts == 0 || request.header("host").empty()))) return 400;
  auto const lengths = count(request, "content-length");
  auto const encodings = count(request, "transfer-encoding");
  if (lengths > 1 || encodings > 1) return 400;
  // Beast takes "5, 5" for 5, as it may; who forwards it might not.
  auto const digits = [](char c) { return c >= '0' && c <= '9'; };
  if (!std::ranges::all_of(request.header("content-length"), digits)) return 400;
  if (encodings == 1) {
    if (version < 11 || lengths == 1) return 400;
    if (!same_letters(request.header("transfer-encoding"), "chunked")) return 501;
  }
  auto const expect = request.header("expect");
  if (version >= 11 && !expect.empty() && !same_letters(expect, "100-continue")) return 417;
  return 0;
}

int status_of(const error_code& failed, std::string_view head) {
  if (failed == http::error::body_limit) return 413;
  if (failed == http::error::header_limit) return 431;
  if (failed != http::error::bad_version) return 400;
  // Only what looks like a version of HTTP is one we lack; the rest is noise.
  auto const line = head.substr(0, head.find('\r'));
  auto const version = line.substr(std::min(line.rfind(' ') + 1, line.size()));
  bool const shaped = std::ranges::count(line, ' ') == 2 && version.size() == 8 &&
                      version.starts_with("HTTP/") && version[6] == '.' && version[5] >= '0' &&
                      version[5] <= '9' && version[7] >= '0' && version[7] <= '9';
  return shaped ? 505 : 400;
}

}  // namespace

struct Receiver::Impl {
  explicit Impl(ReceiveLimits given) : limits(std::move(given)) { reset(); }

  void reset() {
    request.method.clear();
    request.target.clear();
    request.headers.clear();
    request.body.clear();
    request.id.clear();
    parser.emplace(request);
    parser->header_limit(static_cast<std::uint32_t>(limits.header + 1));
    parser->body_limit(boost::none);  // until it is known what is asked for
    most = limits.body;
    scanned = 0;
    overhead = 0;
    header_done = false;
  }

  std::size_t refuse(int status) {
    refused = status;
    return 0;
  }

  /// Line by line up to the empty one. Gives the size of the header, or 0 when it is not all here.
  std::size_t scan(std::string_view bytes) {
    while (true) {
      auto const newline = bytes.find('\n', scanned);
      if (newline == std::string_view::npos) break;
      if (newline == 0 || bytes[newline - 1] != '\r') return refuse(400);
      bool const empty = newline >= 3 && bytes[newline - 2] == '\n';
      if (empty) return newline + 1;
      if (newline + 1 == bytes.size()) {
        // The next byte decides whether this field is folded, so this line end is looked at again.
        scanned = newline;
        return 0;
      }
      if (bytes[newline + 1] == ' ' || bytes[newline + 1] == '\t') return refuse(400);
      scanned = newline + 1;
    }
    scanned = bytes.size();
    return 0;
  }

  std::size_t take_header(std::string_view bytes) {
    // RFC 9112 2.2: an empty line before the request is passed over; more than one is not a browser's.
    if (!passed_line && bytes.starts_with("\r\n")) {
      passed_line = true;
      return 2;
    }
    if (!looks_like_http(bytes)) return refuse(400);
    // Not a byte further than the limit: what stands there must not decide which refusal it is.
    auto const size = scan(bytes.substr(0, limits.header + 1));
    if (refused != 0) return 0;
    if (std::max(size, bytes.size() * (size == 0)) > limits.header) {
      auto const line = std::min(bytes.find('\n'), bytes.size());
      return refuse(line > kMostTarget + 32 ? 414 : 431);
    }
    if (size == 0) return 0;
    error_code failed;
    auto const head = bytes.substr(0, size);
    auto const used = parser->put(boost::asio::buffer(head.data(), head.size()), failed);
    if (parser->too_long_target) return refuse(414);
    if (parser->too_many_fields) return refuse(431);
    if (failed) return refuse(status_of(failed, head));
    if (int const status = judge(request, parser->version); status != 0) return refuse(status);
    if (!parser->is_header_done() || used != size) return refuse(400);
    if (!settle_target(request)) return refuse(400);
    if (limits.body_of) most = limits.body_of(request);
    if (parser->content_length().value_or(0) > most) return refuse(413);
    parser->body_limit(most);
    parser->eager(true);
    header_done = true;
    return used;
  }

  /// Noise (a TLS hello, say) is told at once rather than after the time for a header is over.
  static bool looks_like_http(std::string_view bytes) {
    return bytes.empty() || (bytes[0] > ' ' && bytes[0] < 0x7F) || bytes[0] == '\r';
  }

  std::size_t take_body(std::string_view bytes) {
    if (bytes.empty()) return 0;
    // Beast 1.81 forgets that a body may begin with its last chunk: given "0\r\n" and then one byte more, it
    // takes that for too little to be possible and aborts where assertions are on. A byte later it does not.
    if (parser->chunked() && bytes == "0\r\n") return 0;
    error_code failed;
    auto const before = request.body.size();
    auto const used = parser->put(boost::asio::buffer(bytes.data(), bytes.size()), failed);
    if (failed && failed != http::error::need_more) return refuse(status_of(failed, {}));
    overhead += used - (request.body.size() - before);
    // Chunks of one byte with long extensions: all weight and no load.
    bool const endless = used == 0 && bytes.size() > kMostChunkLine;
    if (endless || overhead > 4 * most + kMostChunkLine) return refuse(413);
    return used;
  }

  ReceiveLimits limits;
  Request request{};
  std::optional<Parser> parser{};
  std::size_t scanned = 0;   // bytes of the header already looked at
  std::size_t most = 0;      // bytes of this body
  std::size_t overhead = 0;  // bytes of the body that are not its content
  bool header_done = false;
  bool passed_line = false;
  int refused = 0;
};

Receiver::Receiver(ReceiveLimits limits) : impl_(std::make_unique<Impl>(std::move(limits))) {}
Receiver::~Receiver() = default;

std::size_t Receiver::take(std::string_view bytes) {
  if (impl_->refused != 0 || complete()) return 0;
  return impl_->header_done ? impl_->take_body(bytes) : impl_->take_header(bytes);
}

int Receiver::refusal() const { return impl_->refused; }
bool Receiver::complete() const { return impl_->header_done && impl_->parser->is_done(); }
const Request& Receiver::request() const { return impl_->request; }
Request& Receiver::request() { return impl_->request; }
bool Receiver::header_complete() const { return impl_->header_done; }
bool Receiver::expects_continue() const {
  return impl_->header_done && !complete() && !old_protocol() && !impl_->request.header("expect").empty();
}
std::size_t Receiver::body_limit() const { return impl_->most; }
bool Receiver::keep_alive() const { return impl_->header_done && impl_->parser->keep_alive(); }
bool Receiver::old_protocol() const { return impl_->parser->version < 11; }
void Receiver::next() {
  impl_->passed_line = false;
  impl_->reset();
}

}  // namespace cote::web
