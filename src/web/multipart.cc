// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/multipart.h"

#include <algorithm>

#include "web/percent.h"

namespace cote::web {
namespace {

constexpr std::size_t kLongestBoundary = 70;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool same(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}
std::string_view trimmed(std::string_view text) {
  auto const from = text.find_first_not_of(" \t");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

/// The value of a parameter: ; name="va\"lue" or ; name=value. None when it is not there.
std::optional<std::string> parameter(std::string_view header, std::string_view wanted) {
  for (std::size_t at = header.find(';'); at != std::string_view::npos;) {
    auto const equals = header.find('=', at);
    if (equals == std::string_view::npos) return std::nullopt;
    auto const name = trimmed(header.substr(at + 1, equals - at - 1));
    std::string value;
    auto next = equals + 1;
    if (next < header.size() && header[next] == '"') {
      for (++next; next < header.size() && header[next] != '"'; ++next) {
        // Browsers write %22 for a quote; older ones a backslash.
        if (header[next] == '\\' && next + 1 < header.size()) ++next;
        value += header[next];
      }
      if (next >= header.size()) return std::nullopt;
      next = header.find(';', next);
    } else {
      auto const end = header.find(';', next);
      value = trimmed(header.substr(next, end == std::string_view::npos ? end : end - next));
      next = end;
    }
    if (same(name, wanted)) return value;
    at = next;
  }
  return std::nullopt;
}

/// Name and file name from the lines of a part's header; false when there is no name.
bool read_header(std::string_view header, Part& part) {
  bool named = false;
  while (!header.empty()) {
    auto const end = std::min(header.find("\r\n"), header.size());
    auto const line = header.substr(0, end);
    header.remove_prefix(std::min(end + 2, header.size()));
    auto const colon = line.find(':');
    if (colon == std::string_view::npos || !same(line.substr(0, colon), "content-disposition")) continue;
    auto const value = trimmed(line.substr(colon + 1));
    if (!same(trimmed(value.substr(0, value.find(';'))), "form-data")) return false;
    auto name = parameter(value, "name");
    if (!name || name->empty() || named) return false;
    part.name = *std::move(name);
    part.filename = parameter(value, "filename");
    named = true;
  }
  return named;
}

}  // namespace

std::optional<std::vector<Part>> parse_multipart(std::string_view content_type, std::string_view body,
                                                 MultipartLimits limits) {
  if (!same(trimmed(content_type.substr(0, content_type.find(';'))), "multipart/form-data"))
    return std::nullopt;
  auto const boundary = parameter(content_type, "boundary");
  if (!boundary || boundary->empty() || boundary->size() > kLongestBoundary) return std::nullopt;
  auto const mark = "\r\n--" + *boundary;
  std::vector<Part> parts;
  // The first boundary may stand at the very beginning, without the line end before it.
  if (!body.starts_with(std::string_view(mark).substr(2))) return std::nullopt;
  std::size_t at = mark.size() - 2;
  while (true) {
    auto const rest = body.substr(at);
    if (rest.starts_with("--")) return parts;
    if (!rest.starts_with("\r\n") || parts.size() == limits.parts) return std::nullopt;
    auto const header_end = body.substr(at, limits.header + 6).find("\r\n\r\n");
    if (header_end == std::string_view::npos) return std::nullopt;
    Part part;
    if (header_end == 0 || !read_header(body.substr(at + 2, header_end - 2), part)) return std::nullopt;
    auto const from = at + header_end + 4;
    auto const end = body.find(mark, from);
    if (end == std::string_view::npos) return std::nullopt;
    part.body = body.substr(from, end - from);
    parts.push_back(std::move(part));
    at = end + mark.size();
  }
}

Fields fields_of_multipart(std::string_view content_type, std::string_view body) {
  Fields out;
  auto const parts = parse_multipart(content_type, body);
  if (!parts) return out;
  for (auto const& part : *parts) {
    if (part.filename) {
      out.add(part.name, std::string(part.body));
      out.add(part.name + ".filename", as_utf8(*part.filename));
    } else {
      out.add(part.name, as_utf8(part.body));
    }
  }
  return out;
}

}  // namespace cote::web
