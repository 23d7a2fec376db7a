// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>

#include "web/http.h"

namespace cote::web {

struct ReceiveLimits {
  std::size_t header = 8 * 1024;  // request line and fields together
  std::size_t body = 64 * 1024;
  /// Asked once the header is read and judged: the limit of this request's body. Empty: always `body`.
  std::function<std::size_t(const Request&)> body_of{};
};

/// Turns the bytes of a connection into requests, and refuses what two servers could read differently.
/// No network and no clock in here. Parsing is Beast's; on top of it we refuse, with the status to answer:
/// Transfer-Encoding in HTTP/1.0, with Content-Length, or other than "chunked" (501); Host missing or
/// twice; two lengths; lines that end in a bare LF; folded fields; control characters; too many fields
/// (431), a long target (414), a long header (431) or body (413); other versions (505).
class Receiver {
 public:
  explicit Receiver(ReceiveLimits limits);
  ~Receiver();
  Receiver(const Receiver&) = delete;

  /// Looks at all bytes that came and were not consumed yet; gives how many are consumed now. Call again
  /// with the rest, and more, until `complete` or `refusal`. Linear in what came, however it was cut.
  std::size_t take(std::string_view bytes);

  /// The status of a refusal, or 0. After one nothing more can be read from this connection.
  [[nodiscard]] int refusal() const;
  /// A whole request is here: `request` may be used until `next`.
  [[nodiscard]] bool complete() const;
  [[nodiscard]] const Request& request() const;
  [[nodiscard]] Request& request();
  /// The sender waits for "100 Continue" before the body.
  [[nodiscard]] bool expects_continue() const;
  [[nodiscard]] bool header_complete() const;
  /// Bytes the body of this request may have, once its header is complete.
  [[nodiscard]] std::size_t body_limit() const;
  [[nodiscard]] bool keep_alive() const;
  /// The sender speaks HTTP/1.0: no chunks for it.
  [[nodiscard]] bool old_protocol() const;
  /// Forgets the request and is ready for the one after it.
  void next();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace cote::web
