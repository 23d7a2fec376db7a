// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cote::csv {

/// A table read whole: `head` names the columns, `rows` hold as many cells as the line had.
struct Row {
  std::size_t line = 0;  // where it began in the file, from 1: for messages
  std::vector<std::string> cells{};
};
struct Table {
  std::vector<std::string> head{};
  std::vector<Row> rows{};

  /// The index of a column, by exact name.
  [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;
};

/// Reads RFC 4180 text (UTF-8, a byte-order mark is skipped; "\r\n" or "\n"; separator ',' or ';',
/// guessed from the first line). A quote that never closes gives what was read before it and sets
/// `error` to a sentence with the line. Linear.
Table parse(std::string_view text, std::string* error = nullptr);

/// One line, quoted where needed, ended by "\r\n".
std::string line(const std::vector<std::string>& cells);

}  // namespace cote::csv
