// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/translation/difference.h"

#include <algorithm>

namespace cote::guide::translation {
namespace {

constexpr std::size_t kMost = 1500;

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

/// Words and the spaces between them, each a token; together they are the text.
std::vector<std::string_view> tokens(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < text.size();) {
    auto end = at + 1;
    while (end < text.size() && is_space(text[end]) == is_space(text[at])) ++end;
    out.push_back(text.substr(at, end - at));
    at = end;
  }
  return out;
}

class Pieces {
 public:
  void add(Piece::Kind kind, std::string_view text) {
    if (text.empty()) return;
    if (!out.empty() && out.back().kind == kind) {
      out.back().text += text;
    } else {
      out.push_back({kind, std::string(text)});
    }
  }
  std::vector<Piece> out{};
};

using Table = std::vector<std::vector<std::uint16_t>>;

/// lengths[i][j]: of the longest common tokens from a[i] and b[j] on.
Table lengths(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
  Table out(a.size() + 1, std::vector<std::uint16_t>(b.size() + 1, 0));
  for (std::size_t i = a.size(); i-- > 0;)
    for (std::size_t j = b.size(); j-- > 0;)
      out[i][j] = a[i] == b[j] ? static_cast<std::uint16_t>(out[i + 1][j + 1] + 1)
                               : std::max(out[i + 1][j], out[i][j + 1]);
  return out;
}

}  // namespace

std::vector<Piece> difference(std::string_view before, std::string_view after) {
  auto const a = tokens(before);
  auto const b = tokens(after);
  Pieces pieces;
  if (a.size() > 2 * kMost || b.size() > 2 * kMost) {
    pieces.add(Piece::Kind::removed, before);
    pieces.add(Piece::Kind::added, after);
    return std::move(pieces.out);
  }
  auto const common = lengths(a, b);
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      pieces.add(Piece::Kind::same, a[i]);
      ++i, ++j;
    } else if (i < a.size() && (j == b.size() || common[i + 1][j] >= common[i][j + 1])) {
      pieces.add(Piece::Kind::removed, a[i++]);
    } else {
      pieces.add(Piece::Kind::added, b[j++]);
    }
  }
  return std::move(pieces.out);
}

}  // namespace cote::guide::translation
