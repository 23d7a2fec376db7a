// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "guide/codes.h"
#include "guide/import.h"
#include "kernel/csv.h"

/// A CSV file of ours, read line by line. For own_format.cc only.
namespace cote::guide::import {

class Sheet;

/// One line: its cells by column name, trimmed. What cannot be understood is noted among the rejects
/// and comes back empty.
class Line {
 public:
  Line(const Sheet& sheet, const csv::Row& row, std::vector<Reject>& rejects)
      : sheet_(sheet), row_(row), rejects_(rejects) {}

  [[nodiscard]] const std::string& file() const;
  /// Empty when the column or the cell is missing.
  [[nodiscard]] std::string_view cell(std::string_view column) const;
  /// The parts of a cell between '|', empty ones left out.
  [[nodiscard]] std::vector<std::string> list(std::string_view column) const;
  /// The columns `name.fr`, `name.en`… as one text, French the source; a column without language counts
  /// as French. `reviewed`: languages whose wording a person has checked.
  [[nodiscard]] Words words(std::string_view name, const std::vector<std::string>& reviewed = {}) const;
  /// The same for lists: the first part in every language, then the second…
  [[nodiscard]] std::vector<Words> words_list(std::string_view name,
                                              const std::vector<std::string>& reviewed) const;
  /// Every part of `name.xx`, each in its language.
  [[nodiscard]] std::vector<Wording> wordings(std::string_view name) const;

  std::optional<Date> date(std::string_view column);
  std::optional<int> integer(std::string_view column, int least, int most);
  std::optional<double> number(std::string_view column, double least, double most);
  std::string email(std::string_view column);
  std::string url(std::string_view column);
  /// Anything but empty and "no" is a yes: it is asked where the safe answer is yes.
  bool yes(std::string_view column);
  template <class E>
  E choice(std::string_view column, E otherwise) {
    auto const word = cell(column);
    if (word.empty()) return otherwise;
    auto const found = from_code<E>(word);
    if (!found) drop(column, "is not one of the words allowed here");
    return found.value_or(otherwise);
  }

  /// Notes a value that was left out.
  void drop(std::string_view column, std::string_view reason);
  /// Notes that the whole line was.
  void refuse(std::string_view column, std::string_view reason);

 private:
  [[nodiscard]] Reject note(std::string_view column, std::string_view reason) const;

  const Sheet& sheet_;
  const csv::Row& row_;
  std::vector<Reject>& rejects_;
};

class Sheet {
 public:
  /// Reads what the file of this name holds; none: there is no such file and the sheet is empty. A text
  /// that is not UTF-8, or whose quotes do not close, is noted in `rejects`; lines with zero bytes or other
  /// encodings are left out.
  Sheet(std::string_view name, const std::optional<std::string>& text, std::vector<Reject>& rejects);

  [[nodiscard]] bool exists() const { return exists_; }
  [[nodiscard]] const std::vector<csv::Row>& rows() const { return table_.rows; }
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;
  /// The columns "name.xx" with their language, French first.
  using Languages = std::vector<std::pair<std::string, std::size_t>>;
  [[nodiscard]] const Languages& languages(std::string_view name) const;

 private:
  std::string name_;
  bool exists_ = false;
  csv::Table table_{};
  std::unordered_map<std::string, std::size_t> columns_{};
  std::unordered_map<std::string, Languages> languages_{};
};

}  // namespace cote::guide::import
