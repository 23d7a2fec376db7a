// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/settings_keys.h"

namespace cote::app {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (char const c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20)
      out += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
    else
      out += c;
  }
  return out + '"';
}

/// "postgresql://anna:•••@host/name": an address may hold a password between ':' and '@'.
std::string without_password(std::string text) {
  auto const scheme = text.find("://");
  if (scheme == std::string::npos) return text;
  auto const end = std::min(text.find('/', scheme + 3), text.size());
  auto const at = text.rfind('@', end);
  auto const colon = text.find(':', scheme + 3);
  if (at != std::string::npos && colon < at) text.replace(colon + 1, at - colon - 1, "•••");
  auto const parameter = text.find("password=");
  if (parameter != std::string::npos) {
    auto const from = parameter + 9;
    text.replace(from, std::min(text.find('&', from), text.size()) - from, "•••");
  }
  return text;
}

/// Comment lines of at most 100 characters.
std::string comment(std::string_view help) {
  std::string out;
  std::string line = "#";
  while (!help.empty()) {
    auto const word = help.substr(0, help.find(' '));
    help.remove_prefix(std::min(word.size() + 1, help.size()));
    if (line.size() + 1 + word.size() > 100) {
      out += line + '\n';
      line = "#";
    }
    line += ' ';
    line += word;
  }
  return out + line + '\n';
}

std::string limits(const Key& key) {
  if (key.kind == Key::Kind::number) return fmt::format(" ({} to {})", key.least, key.most);
  return {};
}

}  // namespace

std::string wrong_with(const Key& key, const KeyValue& value) {
  auto const kind = static_cast<Key::Kind>(value.index());
  static constexpr std::string_view kWanted[] = {"true or false", "a whole number", "a text in quotes",
                                                 "a list of texts, [\"…\"]"};
  if (kind != key.kind) return fmt::format("must be {}", kWanted[static_cast<std::size_t>(key.kind)]);
  if (auto const* const number = std::get_if<std::int64_t>(&value);
      number != nullptr && (*number < key.least || *number > key.most))
    return fmt::format("{} is not between {} and {}", *number, key.least, key.most);
  auto const* const text = std::get_if<std::string>(&value);
  if (text != nullptr && !key.words.empty() && std::ranges::find(key.words, *text) == key.words.end())
    return fmt::format("{} is none of {}", quoted(*text), fmt::join(key.words, ", "));
  if (text != nullptr && text->find_first_of("\r\n") != std::string::npos) return "must be one line";
  return {};
}

std::string written(const KeyValue& value) {
  if (auto const* const yes = std::get_if<bool>(&value)) return *yes ? "true" : "false";
  if (auto const* const number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (auto const* const text = std::get_if<std::string>(&value)) return quoted(*text);
  std::vector<std::string> parts;
  for (auto const& part : std::get<std::vector<std::string>>(value)) parts.push_back(quoted(part));
  return fmt::format("[{}]", fmt::join(parts, ", "));
}

std::string shown(const Key& key, const Settings& settings) {
  auto value = key.get(settings);
  auto* const text = std::get_if<std::string>(&value);
  if (text != nullptr && !text->empty()) *text = key.secret ? "•••" : without_password(*text);
  return written(value);
}

std::string example_file() {
  std::string out =
      "# Every key the program knows, at its default. Read from --config FILE, otherwise from\n"
      "# ./coteacote.toml or /etc/coteacote/coteacote.toml. Options of the command line come after it.\n"
      "# `coteacote config` shows what holds; a key that is not in here is refused at start.\n";
  std::string_view section;
  Settings const defaults;
  for (auto const& key : settings_keys()) {
    if (key.section() != section) {
      section = key.section();
      out += fmt::format("\n[{}]\n", section);
    }
    out += comment(std::string(key.help) + limits(key));
    out += fmt::format("{} = {}\n", key.bare_name(), written(key.get(defaults)));
  }
  return out;
}

}  // namespace cote::app
