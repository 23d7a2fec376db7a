// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/import/check.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "guide/hsds/names.h"
#include "kernel/id.h"

namespace cote::guide::import {
namespace {

constexpr std::size_t kLongestText = 64 * 1024;

bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

std::string_view trimmed(std::string_view text) {
  auto const first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// The length of the well-formed UTF-8 sequence at the start of `text`, 0 when there is none.
std::size_t sequence(std::string_view text) {
  auto const at = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  auto const tail = [&](std::size_t i) { return (at(i) & 0xC0u) == 0x80u; };
  auto const lead = at(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return tail(1) ? 2 : 0;
  if (lead >= 0xE0 && lead < 0xF0) {
    bool const overlong = lead == 0xE0 && at(1) < 0xA0;
    bool const surrogate = lead == 0xED && at(1) >= 0xA0;
    return tail(1) && tail(2) && !overlong && !surrogate ? 3 : 0;
  }
  if (lead >= 0xF0 && lead < 0xF5) {
    bool const outside = (lead == 0xF0 && at(1) < 0x90) || (lead == 0xF4 && at(1) >= 0x90);
    return tail(1) && tail(2) && tail(3) && !outside ? 4 : 0;
  }
  return 0;
}

}  // namespace

bool is_uri(std::string_view text) {
  auto const colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || !is_alpha(text[0])) return false;
  for (char const c : text.substr(0, colon))
    if (!is_alpha(c) && !is_digit(c) && !one_of(c, "+-.")) return false;
  auto const rest = text.substr(colon + 1);
  if (rest.empty()) return false;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    char const c = rest[i];
    if (c == '%') {
      auto const hex = [&](std::size_t at) {
        return at < rest.size() && (is_digit(rest[at]) || (rest[at] >= 'a' && rest[at] <= 'f') ||
                                    (rest[at] >= 'A' && rest[at] <= 'F'));
      };
      if (!hex(i + 1) || !hex(i + 2)) return false;
    } else if (!is_alpha(c) && !is_digit(c) && !one_of(c, "-._~:/?#[]@!$&'()*+,;=")) {
      return false;
    }
  }
  auto const scheme = text.substr(0, colon);
  if (scheme != "http" && scheme != "https") return true;
  if (!rest.starts_with("//")) return false;
  auto const host = rest.substr(2, rest.find_first_of("/?#", 2) - 2);
  return !host.empty();
}

bool is_email(std::string_view text) {
  auto const at = text.rfind('@');
  if (at == std::string_view::npos || at == 0 || at > 64 || text.size() > 254) return false;
  auto const atoms = [](std::string_view part, std::string_view extra) {
    if (part.empty() || part.front() == '.' || part.back() == '.' ||
        part.find("..") != std::string_view::npos)
      return false;
    return std::ranges::all_of(part, [&](char c) { return is_alpha(c) || is_digit(c) || one_of(c, extra); });
  };
  if (!atoms(text.substr(0, at), ".!#$%&'*+/=?^_`{|}~-")) return false;
  auto const domain = text.substr(at + 1);
  if (!atoms(domain, ".-") || domain.find('.') == std::string_view::npos) return false;
  return domain.front() != '-' && domain.back() != '-' && domain.find("-.") == std::string_view::npos &&
         domain.find(".-") == std::string_view::npos;
}

bool is_clean_text(std::string_view text) {
  while (!text.empty()) {
    auto const length = sequence(text);
    auto const first = static_cast<unsigned char>(text[0]);
    if (length == 0 || (first < 0x20 && !one_of(text[0], "\n\r\t")) || first == 0x7F) return false;
    text.remove_prefix(length);
  }
  return true;
}

Record::Record(const json::object& from, std::string where, bool strict, std::vector<Reject>& rejects)
    : from_(from), where_(std::move(where)), strict_(strict), rejects_(rejects) {
  where_ = place_of(from);
}

std::string Record::place_of(const json::object& nested) const {
  auto const* const line = nested.if_contains(kWhere);
  return line != nullptr && line->is_string() ? std::string(line->get_string()) : where_;
}

const json::value* Record::find(std::string_view key) const {
  auto const* const found = from_.if_contains(key);
  return found == nullptr || found->is_null() ? nullptr : found;
}

void Record::drop(std::string_view field, std::string reason) {
  rejects_.push_back({where_, id_, std::string(field), std::move(reason), false});
}
void Record::refuse(std::string_view field, std::string reason) {
  refused_ = true;
  rejects_.push_back({where_, id_, std::string(field), std::move(reason), true});
}
void Record::mistake(std::string_view field, std::string reason) {
  if (strict_)
    refuse(field, std::move(reason));
  else
    drop(field, std::move(reason));
}

const std::string& Record::need_id() {
  auto const* const found = find("id");
  if (found == nullptr) {
    refuse("id", "is missing");
  } else if (!found->is_string() || !is_uuid(std::string_view(found->get_string()))) {
    refuse("id", "is not a UUID");
  } else {
    id_ = hsds::uuid_or(std::string_view(found->get_string()), "");
  }
  return id_;
}

std::string Record::need_text(std::string_view key) {
  auto out = text(key);
  // A text that is there but empty satisfies the schema, not the reader of a page.
  if (out.empty() && !refused_) refuse(key, "is missing");
  return out;
}

std::string Record::text(std::string_view key) {
  auto const* const found = find(key);
  if (found == nullptr) return {};
  if (!found->is_string()) {
    mistake(key, "is not text");
    return {};
  }
  auto const value = trimmed(std::string_view(found->get_string()));
  if (value.size() > kLongestText) {
    mistake(key, fmt::format("is longer than {} bytes", kLongestText));
    return {};
  }
  if (!is_clean_text(value)) {
    mistake(key, "is not clean UTF-8 text");
    return {};
  }
  return std::string(value);
}

std::string Record::uri(std::string_view key) {
  auto value = text(key);
  if (value.empty() || is_uri(value)) return value;
  mistake(key, "is not a web address (uri)");
  return {};
}
std::string Record::email(std::string_view key) {
  auto value = text(key);
  if (value.empty() || is_email(value)) return value;
  mistake(key, "is not an email address");
  return {};
}
std::string Record::uuid(std::string_view key) {
  auto value = text(key);
  if (value.empty()) return value;
  if (is_uuid(value)) return hsds::uuid_or(value, "");
  mistake(key, "is not a UUID");
  return {};
}

std::optional<double> Record::number(std::string_view key, double least, double most) {
  auto const* const found = find(key);
  if (found == nullptr) return std::nullopt;
  if (!found->is_number()) {
    if (found->is_string() && found->get_string().empty()) return std::nullopt;
    mistake(key, "is not a number");
    return std::nullopt;
  }
  auto const value = found->to_number<double>();
  if (value >= least && value <= most) return value;
  // The schema knows no bounds: the record is good, the value is not.
  drop(key, fmt::format("{} is not between {} and {}", value, least, most));
  return std::nullopt;
}

std::optional<Date> Record::date(std::string_view key) {
  auto const value = text(key);
  if (value.empty()) return std::nullopt;
  auto const day = parse_date(std::string_view(value).substr(0, std::min<std::size_t>(10, value.size())));
  if (day && (value.size() == 10 || value[10] == 'T' || value[10] == ' ')) return day;
  mistake(key, "is not a date (YYYY-MM-DD)");
  return std::nullopt;
}

std::optional<Time> Record::instant(std::string_view key) {
  auto const value = text(key);
  if (value.empty()) return std::nullopt;
  if (auto const at = parse_time(value)) return at;
  mistake(key, "is not a date and time with its offset (RFC 3339)");
  return std::nullopt;
}

std::vector<const json::object*> Record::objects(std::string_view key) {
  std::vector<const json::object*> out;
  auto const* const found = find(key);
  if (found == nullptr) return out;
  if (!found->is_array()) {
    mistake(key, "is not a list");
    return out;
  }
  for (auto const& each : found->get_array()) {
    if (each.is_object())
      out.push_back(&each.get_object());
    else
      mistake(key, "has an element that is no object");
  }
  return out;
}

const json::object* Record::child(std::string_view key) {
  auto const* const found = find(key);
  if (found == nullptr) return nullptr;
  if (found->is_object()) return &found->get_object();
  mistake(key, "is not an object");
  return nullptr;
}

}  // namespace cote::guide::import
