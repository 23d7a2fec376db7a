// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/json.h"

#include <fmt/format.h>

namespace cote::json {

std::optional<value> parse(std::string_view text, std::string* error) {
  boost::json::parse_options options;
  options.max_depth = 32;
  boost::json::stream_parser parser({}, options);
  boost::system::error_code failure;
  std::size_t const read = parser.write_some(text.data(), text.size(), failure);
  if (!failure && !parser.done()) parser.finish(failure);  // a number may end with the text
  if (!failure && text.find_first_not_of(" \t\r\n", read) != std::string_view::npos)
    failure = boost::json::error::extra_data;
  if (!failure) {
    if (error) error->clear();
    return parser.release();
  }
  if (error) *error = fmt::format("{} at byte {}", failure.message(), read);
  return std::nullopt;
}

std::string text(const object& from, std::string_view key) {
  auto const* found = from.if_contains(key);
  if (found == nullptr || !found->is_string()) return {};
  return std::string(found->get_string());
}

std::optional<double> number(const object& from, std::string_view key) {
  auto const* found = from.if_contains(key);
  if (found == nullptr || !found->is_number()) return std::nullopt;
  return found->to_number<double>();
}

void put(object& into, std::string_view key, std::string_view text) {
  if (!text.empty()) into[key] = text;
}

}  // namespace cote::json
