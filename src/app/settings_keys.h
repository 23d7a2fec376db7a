// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "app/settings.h"

namespace cote::app {

using KeyValue = std::variant<bool, std::int64_t, std::string, std::vector<std::string>>;

/// One key of the configuration: what it is called, what it means, what may stand in it, and where it goes.
struct Key {
  enum class Kind { yes_no, number, text, list };
  std::string_view name{};  // "mail.smtp"
  std::string_view help{};  // whole sentences, for the example file and the option's help
  Kind kind = Kind::text;
  std::int64_t least = 0;  // of a number
  std::int64_t most = 0;
  std::vector<std::string_view> words{};  // when not empty: a text must be one of these
  bool secret = false;                    // never shown
  std::function<KeyValue(const Settings&)> get{};
  std::function<void(Settings&, const KeyValue&)> set{};

  [[nodiscard]] std::string_view section() const { return name.substr(0, name.find('.')); }
  [[nodiscard]] std::string_view bare_name() const { return name.substr(name.find('.') + 1); }
};

/// Every key, in the order of the example file.
std::span<const Key> settings_keys();
/// Null when there is no such key.
const Key* find_key(std::string_view name);

/// What is wrong with `value` for `key` in words for the operator, or empty.
std::string wrong_with(const Key& key, const KeyValue& value);

/// As TOML writes it. `shown`: for other eyes, with secrets and passwords inside addresses covered.
std::string written(const KeyValue& value);
std::string shown(const Key& key, const Settings& settings);

/// The commented file of all keys at their defaults: docs/coteacote.example.toml.
std::string example_file();

}  // namespace cote::app
