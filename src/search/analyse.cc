// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/analyse.h"

#include <algorithm>
#include <map>
#include <span>
#include <stdexcept>

#include <libstemmer.h>
#include <unicode/locid.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include "search/kin.h"
#include "search/search.h"
#include "search/words.h"

namespace cote::search {
namespace {

struct CloseStemmer {
  void operator()(sb_stemmer* s) const { sb_stemmer_delete(s); }
};
using Stemmer = std::unique_ptr<sb_stemmer, CloseStemmer>;

// The stemmer for a word in this script of a text in this language; empty for none.
std::string_view stemmer_for(Script script, std::string_view lang) {
  const std::string_view primary = lang.substr(0, lang.find('-'));
  switch (script) {
    case Script::arabic: {
      const bool other =
          primary == "fa" || primary == "prs" || primary == "ps" || primary == "ur" || primary == "ckb";
      return other ? "" : "ar";
    }
    case Script::cyrillic:
      return primary == "uk" ? "" : "ru";
    case Script::latin:
      return primary == "ar" || primary == "ru" ? "" : primary;
    default:
      return primary == "el" || primary == "hy" || primary == "yi" || primary == "ta" ? primary : "";
  }
}

using Romanisation = std::unique_ptr<icu::Transliterator>;

std::span<const char* const> romanisations_of(Script script) {
  static constexpr const char* kCyrillic[] = {"Cyrillic-Latin", "Russian-Latin/BGN", "Ukrainian-Latin/BGN"};
  static constexpr const char* kArabic[] = {"Arabic-Latin"};
  static constexpr const char* kOther[] = {"Any-Latin"};
  switch (script) {
    case Script::cyrillic:
      return kCyrillic;
    case Script::arabic:
      return kArabic;
    case Script::other:
      return kOther;
    default:
      return {};
  }
}

bool is_plain_latin(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

struct Analyser::Impl {
  std::map<std::string, Stemmer, std::less<>> stemmers{};
  std::map<std::string, Romanisation, std::less<>> romanisers{};

  sb_stemmer* stemmer(std::string_view lang) {
    if (lang.empty()) return nullptr;
    auto at = stemmers.find(lang);
    if (at == stemmers.end()) {
      const std::string name(lang);
      at = stemmers.emplace(name, Stemmer(sb_stemmer_new(name.c_str(), "UTF_8"))).first;
    }
    return at->second.get();
  }

  // Made when first asked for: ICU takes a tenth of a second to open its rules.
  const icu::Transliterator& romaniser(const char* id) {
    auto at = romanisers.find(id);
    if (at == romanisers.end()) {
      UErrorCode status = U_ZERO_ERROR;
      Romanisation made(icu::Transliterator::createInstance(id, UTRANS_FORWARD, status));
      if (U_FAILURE(status) || made == nullptr)
        throw std::runtime_error(std::string("ICU has no transliterator ") + id);
      at = romanisers.emplace(id, std::move(made)).first;
    }
    return *at->second;
  }
};

Analyser::Analyser() : impl_(std::make_unique<Impl>()) {}
Analyser::~Analyser() = default;

std::string Analyser::lower(std::string_view written) const {
  icu::UnicodeString text =
      icu::UnicodeString::fromUTF8(icu::StringPiece(written.data(), static_cast<int>(written.size())));
  text.toLower(icu::Locale::getRoot());
  std::string out;
  text.toUTF8String(out);
  return out;
}

std::string Analyser::stem(std::string_view written, std::string_view form, std::string_view lang) {
  const Script script = script_of(form);
  if (script == Script::cyrillic && lang.substr(0, 2) == "uk") return light_stem(form);
  sb_stemmer* stemmer = impl_->stemmer(stemmer_for(script, lang));
  if (stemmer == nullptr || script == Script::digits) return std::string(form);
  const std::string low = lower(written);
  const auto* stem =
      sb_stemmer_stem(stemmer, reinterpret_cast<const sb_symbol*>(low.data()), static_cast<int>(low.size()));
  if (stem == nullptr) throw std::bad_alloc();
  const auto length = static_cast<std::size_t>(sb_stemmer_length(stemmer));
  const std::string root = fold(std::string_view(reinterpret_cast<const char*>(stem), length));
  return root.empty() ? std::string(form) : root;
}

std::vector<std::string> Analyser::latin(std::string_view written) const {
  std::vector<std::string> out;
  const std::string form = fold(written);
  const Script script = script_of(form);
  for (const char* id : romanisations_of(script)) {
    icu::UnicodeString text =
        icu::UnicodeString::fromUTF8(icu::StringPiece(written.data(), static_cast<int>(written.size())));
    impl_->romaniser(id).transliterate(text);
    // Marks for soft signs and glottal stops are left out by whoever types.
    for (const char16_t* mark :
         {u"'", u"\u2019", u"\u02B9", u"\u02BA", u"\u02BF", u"\u02BE", u"\u02BC", u"\u00B7", u"\u201D"}) {
      text.findAndReplace(icu::UnicodeString(mark), icu::UnicodeString());
    }
    std::string spelled;
    text.toUTF8String(spelled);
    spelled = fold(spelled);
    const bool usable = spelled.size() > 2 && is_plain_latin(spelled);
    if (usable && std::find(out.begin(), out.end(), spelled) == out.end()) out.push_back(std::move(spelled));
  }
  return out;
}

}  // namespace cote::search
