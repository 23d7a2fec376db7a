// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace cote::web {

/// The bytes of a connection that came and were not consumed. Starts at two kilobytes, because most
/// connections are idle ones, and doubles when a request needs more.
class Inbox {
 public:
  [[nodiscard]] std::string_view unread() const { return {bytes_.data() + begin_, end_ - begin_}; }
  void consume(std::size_t count) {
    begin_ += count;
    if (begin_ == end_) begin_ = end_ = 0;
  }
  /// Where more may be put; never empty. `received` says how much was.
  std::span<char> room() {
    if (end_ == bytes_.size() && begin_ > 0) {
      std::memmove(bytes_.data(), bytes_.data() + begin_, end_ - begin_);
      end_ -= begin_;
      begin_ = 0;
    }
    if (end_ == bytes_.size()) bytes_.resize(bytes_.size() * 2);
    return std::span(bytes_).subspan(end_);
  }
  void received(std::size_t count) { end_ += count; }

 private:
  std::vector<char> bytes_ = std::vector<char>(2048);
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace cote::web
