// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <concepts>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "kernel/lang.h"

namespace cote {

/// A value for a sentence: text as it is, numbers written and pluralised by the rules of the language.
struct Arg {
  std::string_view name;
  std::variant<std::string_view, long long, double> value;
  Arg(std::string_view n, std::string_view v) : name(n), value(v) {}
  Arg(std::string_view n, const std::string& v) : name(n), value(std::string_view(v)) {}
  Arg(std::string_view n, const char* v) : name(n), value(std::string_view(v)) {}
  Arg(std::string_view n, std::integral auto v) : name(n), value(static_cast<long long>(v)) {}
  Arg(std::string_view n, double v) : name(n), value(v) {}
};

/// The sentences of one language, from text/<tag>.json (ICU MessageFormat, digits always Western). Those of
/// the work pages are in text/desk, in French and English.
/// A sentence without arguments costs a hash look-up; with arguments about 1 µs, from a pattern parsed
/// when loaded. Safe to use from several threads.
class Text {
 public:
  /// The text of a shipped language. Loaded on first use, kept for the life of the program.
  static const Text& in(const Lang& lang);

  /// The sentence of `key`. An unknown key throws std::out_of_range when COTE_STRICT_TEXT is set (all
  /// tests), and otherwise falls back to French, then to the key itself.
  std::string operator()(std::string_view key, std::initializer_list<Arg> args = {}) const;
  [[nodiscard]] bool has(std::string_view key) const;
  [[nodiscard]] const Lang& lang() const;

  ~Text();
  Text(const Text&) = delete;

 private:
  struct Impl;
  explicit Text(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace cote
