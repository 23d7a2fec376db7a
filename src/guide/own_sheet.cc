// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/own_sheet.h"

#include <algorithm>
#include <charconv>

#include <unicode/ustring.h>

#include "guide/rules.h"

namespace cote::guide::import {
namespace {

constexpr std::string_view kSourceLanguage = "fr";

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpaces = " \t\r\n";
  auto const first = text.find_first_not_of(kSpaces);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpaces) - first + 1);
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    auto const end = std::min(text.find('|'), text.size());
    if (auto const part = trimmed(text.substr(0, end)); !part.empty()) out.emplace_back(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

/// UTF-8 without zero bytes: what both databases can hold.
bool storable(const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t length = 0;
  u_strFromUTF8(nullptr, 0, &length, text.data(), static_cast<std::int32_t>(text.size()), &status);
  return status != U_INVALID_CHAR_FOUND && text.find('\0') == std::string::npos;
}

Wording wording(const std::string& lang, std::string_view text, std::string_view source,
                const std::vector<std::string>& reviewed) {
  if (lang == kSourceLanguage) return {.lang = lang, .text = std::string(text)};
  bool const checked = std::ranges::count(reviewed, lang) > 0;
  return {.lang = lang,
          .text = std::string(text),
          .origin = checked ? Origin::human : Origin::machine,
          .source_hash = source.empty() ? "" : rules::source_hash(source)};
}

}  // namespace

Sheet::Sheet(std::string_view name, const std::optional<std::string>& text, std::vector<Reject>& rejects)
    : name_(name), exists_(text.has_value()) {
  if (!exists_) return;
  std::string error;
  table_ = csv::parse(*text, &error);
  if (!error.empty()) rejects.push_back({.where = name_, .reason = error});
  std::erase_if(table_.rows, [&](const csv::Row& row) {
    if (std::ranges::all_of(row.cells, storable)) return false;
    rejects.push_back({.where = name_ + ':' + std::to_string(row.line), .reason = "is not clean UTF-8 text"});
    return true;
  });
  for (std::size_t i = 0; i < table_.head.size(); ++i) {
    auto const head = std::string(trimmed(table_.head[i]));
    columns_.emplace(head, i);
    if (auto const dot = head.find('.'); dot != std::string::npos)
      languages_[head.substr(0, dot)].emplace_back(head.substr(dot + 1), i);
  }
  for (auto& [field, list] : languages_)
    std::stable_partition(list.begin(), list.end(),
                          [](auto const& column) { return column.first == kSourceLanguage; });
}

std::optional<std::size_t> Sheet::column(std::string_view name) const {
  auto const found = columns_.find(std::string(name));
  return found == columns_.end() ? std::nullopt : std::optional(found->second);
}

const Sheet::Languages& Sheet::languages(std::string_view name) const {
  static const Languages none;
  auto const found = languages_.find(std::string(name));
  return found == languages_.end() ? none : found->second;
}

const std::string& Line::file() const { return sheet_.name(); }

std::string_view Line::cell(std::string_view column) const {
  auto const at = sheet_.column(column);
  return at && *at < row_.cells.size() ? trimmed(row_.cells[*at]) : std::string_view();
}

std::vector<std::string> Line::list(std::string_view column) const { return split(cell(column)); }

Words Line::words(std::string_view name, const std::vector<std::string>& reviewed) const {
  auto source = cell(std::string(name) + '.' + std::string(kSourceLanguage));
  auto const& languages = sheet_.languages(name);
  if (languages.empty()) return rules::source_words(kSourceLanguage, cell(name));
  Words out;
  for (auto const& [lang, at] : languages) {
    auto const text = at < row_.cells.size() ? trimmed(row_.cells[at]) : std::string_view();
    if (!text.empty()) out.in.push_back(wording(lang, text, source, reviewed));
  }
  return out;
}

std::vector<Words> Line::words_list(std::string_view name, const std::vector<std::string>& reviewed) const {
  std::vector<Words> out;
  auto const sources = list(std::string(name) + '.' + std::string(kSourceLanguage));
  for (auto const& [lang, at] : sheet_.languages(name)) {
    if (at >= row_.cells.size()) continue;
    auto const parts = split(row_.cells[at]);
    if (out.size() < parts.size()) out.resize(parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i)
      out[i].in.push_back(wording(lang, parts[i], i < sources.size() ? sources[i] : "", reviewed));
  }
  return out;
}

std::vector<Wording> Line::wordings(std::string_view name) const {
  std::vector<Wording> out;
  for (auto const& [lang, at] : sheet_.languages(name))
    if (at < row_.cells.size())
      for (auto& part : split(row_.cells[at])) out.push_back({.lang = lang, .text = std::move(part)});
  return out;
}

std::optional<Date> Line::date(std::string_view column) {
  auto const text = cell(column);
  auto const read = parse_date(text);
  if (!read && !text.empty()) drop(column, "is not a day like 2026-11-23");
  return read;
}

std::optional<int> Line::integer(std::string_view column, int least, int most) {
  auto const read = number(column, least, most);
  if (!read) return std::nullopt;
  if (*read == static_cast<int>(*read)) return static_cast<int>(*read);
  drop(column, "is not a whole number");
  return std::nullopt;
}

std::optional<double> Line::number(std::string_view column, double least, double most) {
  auto const text = cell(column);
  if (text.empty()) return std::nullopt;
  double value = 0;
  auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure == std::errc() && end == text.data() + text.size() && value >= least && value <= most)
    return value;
  drop(column, "is not a number, or out of range");
  return std::nullopt;
}

std::string Line::email(std::string_view column) {
  auto const text = cell(column);
  auto const at = text.find('@');
  bool const fits = at != 0 && at != std::string_view::npos && text.find('.', at) != std::string_view::npos &&
                    text.find('@', at + 1) == std::string_view::npos &&
                    text.find_first_of(" ,;|<>\"") == std::string_view::npos;
  if (fits) return std::string(text);
  if (!text.empty()) drop(column, "is not an e-mail address");
  return {};
}

std::string Line::url(std::string_view column) {
  auto const text = cell(column);
  bool const web = text.starts_with("https://") || text.starts_with("http://");
  if (web && text.find_first_of(" \"<>\n") == std::string_view::npos) return std::string(text);
  if (!text.empty()) drop(column, "is not an address that begins with https:// or http://");
  return {};
}

bool Line::yes(std::string_view column) {
  auto const text = cell(column);
  if (!text.empty() && text != "yes" && text != "no") drop(column, "is neither yes nor no: taken as yes");
  return !text.empty() && text != "no";
}

Reject Line::note(std::string_view column, std::string_view reason) const {
  auto id = cell("slug");
  for (auto const* other : {"id", "nis"})
    if (id.empty()) id = cell(other);
  return {.where = sheet_.name() + ':' + std::to_string(row_.line),
          .id = std::string(id),
          .field = std::string(column),
          .reason = std::string(reason)};
}

void Line::drop(std::string_view column, std::string_view reason) {
  rejects_.push_back(note(column, reason));
  rejects_.back().dropped_record = false;
}

void Line::refuse(std::string_view column, std::string_view reason) {
  rejects_.push_back(note(column, reason));
}

}  // namespace cote::guide::import
