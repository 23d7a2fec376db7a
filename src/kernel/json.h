// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <boost/json.hpp>

/// JSON is Boost.JSON; these few functions are what every room asked of it.
namespace cote::json {

using boost::json::array;
using boost::json::object;
using boost::json::value;

/// Reads one document, at most 32 levels deep. On failure none, and `error` says what and where.
std::optional<value> parse(std::string_view text, std::string* error = nullptr);

/// The string at `key`, or empty when absent or of another type.
std::string text(const object& from, std::string_view key);
std::optional<double> number(const object& from, std::string_view key);

/// Sets `key` unless `text` is empty: absent beats empty in open data.
void put(object& into, std::string_view key, std::string_view text);

}  // namespace cote::json
