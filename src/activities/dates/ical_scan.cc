// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/dates/ical_scan.h"

#include <algorithm>
#include <string>

namespace cote::activities::dates::ical {
namespace {

constexpr int kDeepest = 4;

// The length of the character that begins here, 0 when it is none: no overlong forms, no surrogates.
std::size_t character(std::string_view from) {
  auto const byte = [&](std::size_t at) { return static_cast<unsigned char>(from[at]); };
  auto const first = byte(0);
  if (first < 0x80) return first == 0 ? 0 : 1;
  std::size_t const size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || from.size() < size) return 0;
  for (std::size_t at = 1; at < size; ++at)
    if ((byte(at) & 0xc0) != 0x80) return 0;
  if ((first == 0xe0 && byte(1) < 0xa0) || (first == 0xed && byte(1) > 0x9f)) return 0;
  if ((first == 0xf0 && byte(1) < 0x90) || (first == 0xf4 && byte(1) > 0x8f)) return 0;
  return size;
}

std::optional<std::size_t> not_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    auto const size = character(bytes.substr(at));
    if (size == 0) return at;
    at += size;
  }
  return std::nullopt;
}

bool has_huge_number(std::string_view text) {
  int run = 0;
  for (char const each : text) {
    run = each >= '0' && each <= '9' ? run + 1 : 0;
    if (run > 6) return true;
  }
  return false;
}

std::string upper(std::string_view text) {
  std::string out(text.substr(0, 40));
  while (!out.empty() && (out.back() == '\r' || out.back() == ' ')) out.pop_back();
  for (auto& each : out)
    if (each >= 'a' && each <= 'z') each = static_cast<char>(each - 'a' + 'A');
  return out;
}

}  // namespace

std::optional<Refused> scan(std::string_view bytes, const Limits& limits) {
  if (bytes.size() > limits.bytes) return Refused{"dates.ical.large", "the file is too large", limits.bytes};
  if (auto const at = not_utf8(bytes)) return Refused{"dates.ical.encoding", "not UTF-8", *at};
  if (upper(bytes.substr(0, std::min(bytes.find('\n'), bytes.size()))) != "BEGIN:VCALENDAR")
    return Refused{"dates.ical.form", "does not begin with BEGIN:VCALENDAR", 0};
  std::size_t events = 0, line = 0;
  int depth = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    auto const end = std::min(bytes.find('\n', at), bytes.size());
    auto const text = bytes.substr(at, end - at);
    bool const folded = text.starts_with(' ') || text.starts_with('\t');
    line = folded ? line + text.size() : text.size();
    if (line > limits.line) return Refused{"dates.ical.line", "a line is too long", at};
    auto const head = upper(text);
    if (head.starts_with("BEGIN:") && ++depth > kDeepest) return Refused{"dates.ical.deep", "too deep", at};
    if (head.starts_with("END:")) --depth;
    if (head == "BEGIN:VEVENT" && ++events > limits.events)
      return Refused{"dates.ical.events", "too many events", at};
    at = end + 1;
  }
  return std::nullopt;
}

std::vector<Raw> raw_events(std::string_view bytes) {
  std::vector<Raw> out;
  for (std::size_t at = 0; at < bytes.size();) {
    std::string line;
    do {  // a line and what is folded behind it
      auto const end = std::min(bytes.find('\n', at), bytes.size());
      auto text = bytes.substr(at, end - at);
      if (text.ends_with('\r')) text.remove_suffix(1);
      if (!line.empty()) text.remove_prefix(1);
      line += text;
      at = end + 1;
    } while (at < bytes.size() && !line.empty() && (bytes[at] == ' ' || bytes[at] == '\t'));
    auto const name =
        upper(std::string_view(line).substr(0, std::min(line.find_first_of(";:"), line.size())));
    if (upper(line) == "BEGIN:VEVENT") out.emplace_back();
    if (out.empty()) continue;
    if (name == "RRULE")
      out.back().rules.push_back(line.substr(std::min(line.find(':'), line.size() - 1) + 1));
    if (name == "DURATION" && has_huge_number(line)) out.back().huge = true;
  }
  return out;
}

}  // namespace cote::activities::dates::ical
