// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "guide/import/gather.h"

namespace cote::guide::import {
namespace {

constexpr std::size_t kSayEvery = 256;

/// A page, an array or one record.
void document(Gather& gather, const json::value& value, const std::string& where, const Progress& progress) {
  auto const* list = value.is_array() ? &value.get_array() : nullptr;
  std::string prefix;
  if (value.is_object()) {
    auto const& object = value.get_object();
    if (auto const* const contents = object.if_contains("contents");
        contents != nullptr && contents->is_array()) {
      list = &contents->get_array();
      prefix = "contents";
    } else {
      if (!gather.any(object, where))
        gather.refuse(where, {}, {}, "is not a service, organisation, location or taxonomy term");
      return;
    }
  }
  if (list == nullptr) {
    gather.refuse(where, {}, {}, "is neither an object nor a list of objects");
    return;
  }
  for (std::size_t i = 0; i < list->size(); ++i) {
    auto const at = fmt::format("{}: {}[{}]", where, prefix, i);
    if (!(*list)[i].is_object())
      gather.refuse(at, {}, {}, "is not an object");
    else if (!gather.any((*list)[i].get_object(), at))
      gather.refuse(at, {}, {}, "is not a service, organisation, location or taxonomy term");
    if (progress && i % kSayEvery == 0) progress(i, list->size());
  }
}

/// One record a line: among the first lines, one is a whole object and another line follows it.
bool is_ndjson(std::string_view text) {
  for (int line = 0; line < 3; ++line) {
    auto const end = text.find('\n');
    if (end == std::string_view::npos) return false;
    bool const more = text.find_first_not_of(" \t\r\n", end) != std::string_view::npos;
    if (text.starts_with('{') && more && json::parse(text.substr(0, end))) return true;
    text.remove_prefix(end + 1);
  }
  return false;
}

void lines(Gather& gather, std::string_view text, std::string_view where, const Progress& progress) {
  auto const whole = text.size();
  std::size_t done = 0;
  for (std::size_t number = 1; done < whole; ++number) {
    auto const end = std::min(text.find('\n', done), whole);
    auto const line = text.substr(done, end - done);
    done = end + 1;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    auto const at = fmt::format("{}:{}", where, number);
    std::string error;
    if (auto const value = json::parse(line, &error))
      document(gather, *value, at, {});
    else
      gather.refuse(at, {}, {}, "is not JSON: " + error);
    if (progress && number % kSayEvery == 0) {
      // The number of lines is not known before the end: as many as fit the bytes left.
      auto const guess = static_cast<double>(number) * static_cast<double>(whole) / static_cast<double>(done);
      progress(number, static_cast<std::size_t>(guess));
    }
  }
}

}  // namespace

Read read_hsds_json(std::string_view text, std::string_view where, std::string_view lang,
                    const Progress& progress) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  Gather gather(lang);
  if (is_ndjson(text)) {
    lines(gather, text, where, progress);
    return gather.take(Format::hsds_ndjson);
  }
  std::string error;
  if (auto const value = json::parse(text, &error))
    document(gather, *value, std::string(where), progress);
  else
    gather.refuse(std::string(where), {}, {}, "is not JSON: " + error);
  return gather.take(Format::hsds_json);
}

}  // namespace cote::guide::import
