// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/csv.h"

#include <algorithm>

#include <csv.h>
#include <fmt/format.h>

namespace cote::csv {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

struct Gather {
  Table table{};
  Row row{};
  bool has_head = false;

  static void cell(void* bytes, std::size_t size, void* self) {
    auto& cells = static_cast<Gather*>(self)->row.cells;
    cells.emplace_back(static_cast<const char*>(bytes), size);
  }
  static void end(int, void* self) {
    auto& g = *static_cast<Gather*>(self);
    if (g.has_head) {
      g.table.rows.push_back(std::move(g.row));
    } else {
      g.table.head = std::move(g.row.cells);
      g.has_head = true;
    }
    g.row = {};
  }
};

class Parser {
 public:
  explicit Parser(char separator) {
    if (csv_init(&parser_, 0) != 0) throw std::bad_alloc();
    csv_set_delim(&parser_, static_cast<unsigned char>(separator));
    // Spaces belong to the cell (RFC 4180, section 2.4); libcsv would trim them.
    csv_set_space_func(&parser_, [](unsigned char) { return 0; });
  }
  ~Parser() { csv_free(&parser_); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  void feed(std::string_view part) {
    if (csv_parse(&parser_, part.data(), part.size(), Gather::cell, Gather::end, &gather_) != part.size())
      throw std::bad_alloc();  // not in strict mode: memory is all that can fail
  }
  /// False when a quote is still open.
  bool finish() {
    csv_set_opts(&parser_, CSV_STRICT | CSV_STRICT_FINI);
    if (csv_fini(&parser_, Gather::cell, Gather::end, &gather_) == 0) return true;
    csv_set_opts(&parser_, 0);
    csv_fini(&parser_, Gather::cell, Gather::end, &gather_);
    return false;
  }
  [[nodiscard]] bool between_rows() const { return gather_.row.cells.empty() && parser_.quoted == 0; }
  void begin_row(std::size_t line) { gather_.row.line = line; }
  [[nodiscard]] std::size_t row_line() const { return gather_.row.line; }
  Table take() { return std::move(gather_.table); }

 private:
  csv_parser parser_{};
  Gather gather_{};
};

char guess_separator(std::string_view text) {
  std::size_t commas = 0;
  std::size_t semicolons = 0;
  bool quoted = false;
  for (char const c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') break;
    commas += c == ',';
    semicolons += c == ';';
  }
  return semicolons > commas ? ';' : ',';
}

}  // namespace

std::optional<std::size_t> Table::column(std::string_view name) const {
  auto const found = std::ranges::find(head, name);
  if (found == head.end()) return std::nullopt;
  return static_cast<std::size_t>(found - head.begin());
}

Table parse(std::string_view text, std::string* error) {
  if (error) error->clear();
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  Parser parser(guess_separator(text));
  std::size_t line = 0;
  // One line at a time, because libcsv does not say where a row began.
  while (!text.empty()) {
    ++line;
    if (parser.between_rows()) parser.begin_row(line);
    auto const size = std::min(text.find('\n'), text.size() - 1) + 1;
    parser.feed(text.substr(0, size));
    text.remove_prefix(size);
  }
  std::size_t const open_row = parser.row_line();
  if (!parser.finish() && error) *error = fmt::format("line {}: a quote opens and never closes", open_row);
  return parser.take();
}

std::string line(const std::vector<std::string>& cells) {
  std::string out;
  for (auto const& cell : cells) {
    if (&cell != &cells.front()) out += ',';
    bool const plain = cell.find_first_of(",;\"\r\n") == std::string::npos && !cell.starts_with(' ') &&
                       !cell.ends_with(' ') &&
                       !(cell.empty() && cells.size() == 1);  // else a blank line, which is no row
    if (plain) {
      out += cell;
      continue;
    }
    out += '"';
    for (char const c : cell) {
      if (c == '"') out += '"';
      out += c;
    }
    out += '"';
  }
  return out + "\r\n";
}

}  // namespace cote::csv
