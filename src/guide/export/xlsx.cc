// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "guide/export/flat.h"
#include "guide/export/write.h"
#include "kernel/lang.h"

namespace cote::guide::exporting {
namespace {

// What a cell may hold (Excel's limit, in UTF-16 units; bytes are never fewer).
constexpr std::size_t kLongestCell = 32767;
constexpr double kColumnWidth = 24;

/// A file of our own that goes away: the library writes to names, not to memory.
class TemporaryFile {
 public:
  TemporaryFile() {
    auto const pattern = (std::filesystem::temp_directory_path() / "coteacote-XXXXXX").string();
    path_ = pattern;
    auto const descriptor = mkstemp(path_.data());
    if (descriptor < 0) throw std::runtime_error("no temporary file can be made for a spreadsheet");
    close(descriptor);
  }
  ~TemporaryFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_{};
};

/// `text` cut at a character's beginning.
std::string cell_text(std::string text) {
  if (text.size() <= kLongestCell) return text;
  auto end = kLongestCell;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
  text.resize(end);
  return text;
}

void fill(lxw_worksheet* sheet, lxw_format* bold, const Snapshot& snapshot, std::string_view lang) {
  auto const columns = flat_columns();
  for (std::size_t i = 0; i < columns.size(); ++i)
    worksheet_write_string(sheet, 0, static_cast<lxw_col_t>(i), std::string(columns[i]).c_str(), bold);
  worksheet_freeze_panes(sheet, 1, 2);
  worksheet_set_column(sheet, 0, static_cast<lxw_col_t>(columns.size() - 1), kColumnWidth, nullptr);
  if (is_rtl(lang)) worksheet_right_to_left(sheet);
  lxw_row_t at = 1;
  for (auto const& service : snapshot.catalogue.services)
    for (auto const& row : flat_rows(snapshot, service, lang)) {
      // Always as text: nothing in a cell is a formula.
      for (std::size_t i = 0; i < row.size(); ++i)
        if (!row[i].empty())
          worksheet_write_string(sheet, at, static_cast<lxw_col_t>(i), cell_text(row[i]).c_str(), nullptr);
      ++at;
    }
}

}  // namespace

void write_xlsx(const Snapshot& snapshot, std::string_view lang, const Sink& sink) {
  TemporaryFile const file;
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  auto* const book = workbook_new_opt(file.path().c_str(), &options);
  if (book == nullptr) throw std::runtime_error("a spreadsheet cannot be made");
  auto* const bold = workbook_add_format(book);
  format_set_bold(bold);
  fill(workbook_add_worksheet(book, "services"), bold, snapshot, lang);
  if (auto const error = workbook_close(book); error != LXW_NO_ERROR)
    throw std::runtime_error(fmt::format("a spreadsheet cannot be written: {}", lxw_strerror(error)));
  std::ifstream in(file.path(), std::ios::binary);
  std::string piece(64 * 1024, '\0');
  while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() > 0)
    sink(std::string_view(piece).substr(0, static_cast<std::size_t>(in.gcount())));
}

}  // namespace cote::guide::exporting
