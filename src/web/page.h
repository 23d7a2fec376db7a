// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "web/compress.h"
#include "web/http.h"

namespace cote::web {

/// An answer written out, ready to be sent any number of times.
struct Page {
  int status = 200;
  std::string route{};
  std::string head{};       // status line and headers; lacks Date, Connection and the blank line
  std::string unchanged{};  // the same for a reader who holds this copy (304); empty without a tag
  std::string etag{};
  std::string body{};
  std::function<std::string()> stream{};  // instead of a body of known length
  bool lasting = false;                   // may be sent to others too
  [[nodiscard]] std::size_t bytes() const {
    return head.size() + unchanged.size() + etag.size() + body.size();
  }
};

/// Writes out a reply to a GET, compressed when its type and size are worth it. A header that would break
/// the lines of the head is left out.
Page make_page(Reply reply, std::string_view route, Coding coding, Effort effort);

}  // namespace cote::web
