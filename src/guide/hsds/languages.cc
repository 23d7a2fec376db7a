// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cctype>
#include <mutex>
#include <string>
#include <unordered_map>

#include <unicode/locid.h>
#include <unicode/uloc.h>

#include "guide/hsds/names.h"

namespace cote::guide::hsds {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](unsigned char c) {
    return c < 128 ? static_cast<char>(std::tolower(c)) : static_cast<char>(c);
  });
  return out;
}

std::string display(const icu::Locale& of, const icu::Locale& in) {
  icu::UnicodeString name;
  of.getDisplayName(in, name);
  std::string utf8;
  name.toUTF8String(utf8);
  return utf8;
}

/// Names of every language ICU knows, English and French, to its tag.
const std::unordered_map<std::string, std::string>& by_name() {
  static const auto names = [] {
    std::unordered_map<std::string, std::string> out;
    for (auto const* const* code = uloc_getISOLanguages(); *code != nullptr; ++code)
      for (auto const& in : {icu::Locale::getEnglish(), icu::Locale::getFrench()})
        out.emplace(lower(display(icu::Locale(*code), in)), *code);
    // CLDR names Dari as a Persian of Afghanistan; files name the language people say they speak.
    out.insert_or_assign("dari", "prs");
    out.insert_or_assign("farsi", "fa");
    out.insert_or_assign("kurmanji", "kmr");
    out.insert_or_assign("sorani", "ckb");
    return out;
  }();
  return names;
}

/// What `make` gives for `key`, asked of ICU once. Files repeat the same few languages ten thousand times.
template <class T, class Make>
T remembered(const std::string& key, Make make) {
  static std::mutex guard;
  static std::unordered_map<std::string, T> known;
  {
    std::scoped_lock const lock(guard);
    if (auto const found = known.find(key); found != known.end()) return found->second;
  }
  auto made = make();
  std::scoped_lock const lock(guard);
  if (known.size() > 10'000) known.clear();
  return known.emplace(key, std::move(made)).first->second;
}

bool is_tag_shaped(std::string_view text) {
  if (text.size() < 2 || text.size() > 35) return false;
  return std::ranges::all_of(text, [](unsigned char c) { return c < 128 && (std::isalnum(c) || c == '-'); });
}

std::optional<std::string> find_tag(std::string_view code_or_name) {
  auto const first = code_or_name.find_first_not_of(" \t\"");
  if (first == std::string_view::npos) return std::nullopt;
  auto const last = code_or_name.find_last_not_of(" \t\"");
  auto const given = code_or_name.substr(first, last - first + 1);
  if (auto const found = by_name().find(lower(given)); found != by_name().end()) return found->second;
  if (!is_tag_shaped(given)) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  auto const locale =
      icu::Locale::forLanguageTag(icu::StringPiece(given.data(), static_cast<int>(given.size())), status);
  if (U_FAILURE(status) || locale.isBogus()) return std::nullopt;
  // A language is known when it has an ISO 639-2 code or a name of its own.
  std::string const language = locale.getLanguage();
  if (language.empty()) return std::nullopt;
  bool const named = display(icu::Locale(language.c_str()), icu::Locale::getEnglish()) != language;
  if (*locale.getISO3Language() == '\0' && !named) return std::nullopt;
  auto tag = locale.toLanguageTag<std::string>(status);
  if (U_FAILURE(status) || tag == "und") return std::nullopt;
  return tag;
}

std::string find_name(std::string_view tag, std::string_view lang) {
  UErrorCode status = U_ZERO_ERROR;
  auto const of =
      icu::Locale::forLanguageTag(icu::StringPiece(tag.data(), static_cast<int>(tag.size())), status);
  auto const in =
      icu::Locale::forLanguageTag(icu::StringPiece(lang.data(), static_cast<int>(lang.size())), status);
  if (U_FAILURE(status)) return std::string(tag);
  auto name = display(of, in);
  return name.empty() ? std::string(tag) : name;
}

}  // namespace

std::optional<std::string> language_tag(std::string_view code_or_name) {
  if (code_or_name.size() > 100) return std::nullopt;
  return remembered<std::optional<std::string>>(std::string(code_or_name),
                                                [&] { return find_tag(code_or_name); });
}

std::string language_name(std::string_view tag, std::string_view lang) {
  auto key = std::string(tag) + '\n' + std::string(lang);
  return remembered<std::string>(key, [&] { return find_name(tag, lang); });
}

}  // namespace cote::guide::hsds
