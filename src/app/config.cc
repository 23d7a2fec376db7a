// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/config.h"

#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <toml++/toml.h>

#include "app/settings_keys.h"
#include "web/forwarded.h"

namespace cote::app {
namespace {

/// Reads, and remembers where each key came from, so that every complaint can say it.
class Reading {
 public:
  void read(std::string_view text, std::string_view name) {
    file_ = name;
    try {
      auto const document = toml::parse(text, name);
      for (auto const& [section, node] : document) read_section(section.str(), node);
    } catch (const toml::parse_error& error) {
      complain(place(error.source()), error.description());
    }
  }

  void apply(const Override& given) {
    auto const* const key = find_key(given.key);
    if (key == nullptr) return complain(given.option, fmt::format("there is no key {}", given.key));
    auto const value = parsed(*key, given.text);
    if (!value) return complain(given.option, fmt::format("\"{}\" is not a whole number", given.text));
    put(*key, *value, given.option);
  }

  Settings finish() {
    check();
    if (!wrong_.empty()) throw ConfigError(fmt::format("{}", fmt::join(wrong_, "\n")));
    return std::move(settings_);
  }

 private:
  void complain(std::string_view where, std::string_view what) {
    wrong_.push_back(fmt::format("{}: {}", where, what));
  }
  [[nodiscard]] std::string place(const toml::source_region& at) const {
    return fmt::format("{}:{}", file_, at.begin.line);
  }

  void read_section(std::string_view section, const toml::node& node) {
    auto const* const table = node.as_table();
    if (table == nullptr) return complain(place(node.source()), fmt::format("{} is no section", section));
    bool known = false;
    for (auto const& key : settings_keys()) known = known || key.section() == section;
    if (!known) return complain(place(node.source()), fmt::format("there is no section [{}]", section));
    for (auto const& [bare, child] : *table) {
      auto const name = fmt::format("{}.{}", section, bare.str());
      auto const where = fmt::format("{}: {}", place(child.source()), name);
      if (auto const* const key = find_key(name))
        put(*key, value_of(child), where);
      else
        complain(where, "there is no such key");
    }
  }

  static KeyValue value_of(const toml::node& node) {
    if (auto const yes = node.value_exact<bool>()) return *yes;
    if (auto const number = node.value_exact<std::int64_t>()) return *number;
    if (auto const text = node.value_exact<std::string>()) return *text;
    std::vector<std::string> list;
    if (auto const* const array = node.as_array())
      for (auto const& item : *array)
        if (auto const text = item.value_exact<std::string>()) list.push_back(*text);
    auto const whole = node.is_array() && list.size() == node.as_array()->size();
    // Any other kind of value is no text: a table's place is taken by a truth no key of text accepts.
    return whole ? KeyValue(std::move(list)) : KeyValue(false);
  }

  /// A word of the command line as the value of this key: lists are separated by commas.
  static std::optional<KeyValue> parsed(const Key& key, const std::string& text) {
    if (key.kind == Key::Kind::text) return text;
    if (key.kind == Key::Kind::yes_no) {
      bool const yes = text == "true" || text == "yes" || text == "1";
      bool const no = text == "false" || text == "no" || text == "0";
      return yes || no ? KeyValue(yes) : KeyValue(text);
    }
    if (key.kind == Key::Kind::number) {
      std::int64_t number = 0;
      auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
      if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
      return number;
    }
    std::vector<std::string> list;
    for (std::size_t at = 0; at < text.size();) {
      auto const comma = std::min(text.find(',', at), text.size());
      list.push_back(text.substr(at, comma - at));
      at = comma + 1;
    }
    return list;
  }

  void put(const Key& key, const KeyValue& value, std::string_view where) {
    if (auto const wrong = wrong_with(key, value); !wrong.empty()) return complain(where, wrong);
    key.set(settings_, value);
    origin_[std::string(key.name)] = where;
  }

  void need(bool good, const char* key, std::string_view what) {
    if (good) return;
    auto const at = origin_.find(key);
    complain(at == origin_.end() ? std::string(key) : at->second, what);
  }

  static bool is_web_address(std::string_view text) {
    return text.starts_with("https://") || text.starts_with("http://");
  }

  /// What types and ranges cannot tell.
  void check() {
    auto const& s = settings_;
    auto const& origin = s.server.origin;
    need(origin.empty() || (is_web_address(origin) && origin.find('/', 8) == std::string::npos &&
                            origin.find_first_of(" ?#") == std::string::npos),
         "server.origin", "must be a scheme and a host, https://guide.example.org, with nothing after it");
    need(s.database.address.starts_with("sqlite:") || s.database.address.starts_with("postgresql://"),
         "database.address", "must begin with sqlite: or postgresql://");
    try {
      web::Proxies const proxies(s.server.trusted_proxies);
    } catch (const std::invalid_argument& error) {
      need(false, "server.trusted_proxies", error.what());
    }
    auto const& smtp = s.mail.smtp;
    need(smtp.empty() || smtp.starts_with("smtp://") || smtp.starts_with("smtps://"), "mail.smtp",
         "must begin with smtp:// or smtps://");
    bool const mail = !smtp.empty() || !s.mail.folder.empty();
    auto const at = s.mail.from.find('@');
    need(s.mail.from.empty() || (at != 0 && at + 1 < s.mail.from.size()), "mail.from",
         "must be an address, guide@example.org");
    need(!mail || !s.mail.from.empty(), "mail.from", "is needed to send mail");
    need(s.mail.bounces.empty() || s.mail.bounces.find('@') != std::string::npos, "mail.bounces",
         "must be an address, bounces@example.org");
    need(s.mail.password_file.empty() == s.mail.user.empty(), "mail.user",
         "mail.user and mail.password_file go together");
    need(s.freshness.remind_days < s.freshness.warn_days && s.freshness.warn_days < s.freshness.withdraw_days,
         "freshness.warn_days", "reminder, warning and withdrawal must come in this order");
    need(s.translation.url.empty() || is_web_address(s.translation.url), "translation.url",
         "must begin with http:// or https://");
    need(s.oidc.issuer.empty() || (is_web_address(s.oidc.issuer) && !s.oidc.client_id.empty()), "oidc.issuer",
         "must begin with https://, and needs oidc.client_id");
  }

  std::string file_{};
  Settings settings_{};
  std::map<std::string, std::string, std::less<>> origin_{};
  std::vector<std::string> wrong_{};
};

std::optional<std::string> text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

Settings parse_settings(std::string_view toml, std::string_view name,
                        const std::vector<Override>& overrides) {
  Reading reading;
  if (!toml.empty()) reading.read(toml, name);
  for (auto const& given : overrides) reading.apply(given);
  return reading.finish();
}

Settings read_settings(const std::string& path, const std::vector<Override>& overrides) {
  if (!path.empty()) {
    auto const text = text_of(path);
    if (!text) throw ConfigError("--config " + path + ": cannot be read");
    return parse_settings(*text, path, overrides);
  }
  for (auto const* const usual : {"coteacote.toml", "/etc/coteacote/coteacote.toml"}) {
    if (!std::filesystem::exists(usual)) continue;
    auto const text = text_of(usual);
    if (!text) throw ConfigError(std::string(usual) + ": cannot be read");
    return parse_settings(*text, usual, overrides);
  }
  return parse_settings({}, {}, overrides);
}

std::string read_secret(const std::string& path, std::string_view key) {
  auto const text = text_of(path);
  if (!text) throw ConfigError(fmt::format("{}: {} cannot be read", key, path));
  return text->substr(0, text->find_first_of("\r\n"));
}

}  // namespace cote::app
