// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <charconv>

#include "guide/hours/hours.h"
#include "guide/record_slots.h"
#include "kernel/id.h"
#include "kernel/time.h"

namespace cote::guide::record {
namespace {

constexpr std::size_t kLongestLine = 500;
constexpr std::size_t kLongestText = 10'000;

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool digit(char c) { return c >= '0' && c <= '9'; }

bool is_language(std::string_view tag) {
  return tag.size() >= 2 && tag.size() <= 35 && letter(tag[0]) && letter(tag[1]) &&
         std::ranges::all_of(tag, [](char c) { return letter(c) || digit(c) || c == '-'; });
}

bool is_code(std::string_view word) {
  return std::ranges::all_of(
      word, [](char c) { return (c >= 'a' && c <= 'z') || digit(c) || c == '.' || c == '_' || c == '-'; });
}

template <class Test>
bool every_word(std::string_view text, Test test) {
  while (!text.empty()) {
    auto const end = std::min(text.find_first_of(" \n"), text.size());
    if (end > 0 && !test(text.substr(0, end))) return false;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return true;
}

bool is_phone(std::string_view number) {
  auto const digits = std::ranges::count_if(number, digit);
  return digits >= 3 && digits <= 15 && std::ranges::all_of(number, [](char c) {
           return digit(c) || std::string_view(" +()./-").find(c) != std::string_view::npos;
         });
}

bool is_email(std::string_view address) {
  auto const at = address.find('@');
  return at != std::string_view::npos && at > 0 && at == address.rfind('@') && at + 3 < address.size() &&
         address.find('.', at) != std::string_view::npos && address.back() != '.' &&
         address.find_first_of(" \t\n<>,;\"") == std::string_view::npos;
}

bool is_url(std::string_view address) {
  auto const scheme = address.starts_with("https://") ? 8U : address.starts_with("http://") ? 7U : 0U;
  return scheme > 0 && address.size() > scheme &&
         address.find_first_of(" \t\n<>\"") == std::string_view::npos && address[scheme] != '/';
}

template <class Number>
bool is_number(std::string_view text, double least, double most) {
  Number number{};
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return false;
  // Written so that "nan" is outside.
  return static_cast<double>(number) >= least && static_cast<double>(number) <= most;
}

/// Codes of five digits stand for communes, wherever one is asked for.
bool is_nis(std::string_view text) { return text.size() == 5 && std::ranges::all_of(text, digit); }

std::string trouble_by_path(const Slot& slot, std::string_view value) {
  auto const& path = slot.path;
  if (path.ends_with("/nis") && !is_nis(value)) return "field.problem.nis";
  if (path == "territory" && !every_word(value, [](std::string_view w) {
        return is_nis(w) || w == "province" || w == "wallonia" || w == "belgium";
      }))
    return "field.problem.territory";
  return {};
}

}  // namespace

std::string trouble(const Slot& slot, std::string_view value) {
  if (value.size() > (slot.kind == Kind::text ? kLongestText : kLongestLine)) return "field.problem.too_long";
  if (slot.kind == Kind::choice)
    return std::ranges::find(slot.choices, value) == slot.choices.end() ? "field.problem.choice" : "";
  if (value.empty()) return {};
  switch (slot.kind) {
    case Kind::line:
    case Kind::text:
    case Kind::choice:
      break;
    case Kind::yes:
      if (value != "yes") return "field.problem.choice";
      break;
    case Kind::day:
      if (!parse_date(value)) return "field.problem.day";
      break;
    case Kind::number:
      if (!is_number<int>(value, slot.least, slot.most)) return "field.problem.number";
      break;
    case Kind::degrees:
      if (!is_number<double>(value, slot.least, slot.most)) return "field.problem.number";
      break;
    case Kind::codes:
      if (!every_word(value, is_code)) return "field.problem.codes";
      break;
    case Kind::languages:
      if (!every_word(value, is_language)) return "field.problem.language";
      break;
    case Kind::language:
      if (!is_language(value)) return "field.problem.language";
      break;
    case Kind::hours:
      if (auto const read = hours::parse(value); !read.schedule) return read.refused.key;
      break;
    case Kind::phone:
      if (!is_phone(value)) return "field.problem.phone";
      break;
    case Kind::email:
      if (!is_email(value)) return "field.problem.email";
      break;
    case Kind::url:
      if (!is_url(value)) return "field.problem.url";
      break;
    case Kind::id:
      if (!is_uuid(value)) return "field.problem.id";
      break;
  }
  return trouble_by_path(slot, value);
}

std::string tidy(const Slot& slot, std::string_view value) {
  std::string out;
  bool const lines = slot.kind == Kind::text;
  for (char const c : value) {
    if (c == '\r') continue;
    bool const control = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    if (!control) {
      out += c;
    } else if (c == '\n' && lines) {
      out += c;
    } else if (c == '\n' || c == '\t') {
      out += ' ';
    }
  }
  auto const from = out.find_first_not_of(" \n");
  if (from == std::string::npos) return {};
  return out.substr(from, out.find_last_not_of(" \n") - from + 1);
}

}  // namespace cote::guide::record
