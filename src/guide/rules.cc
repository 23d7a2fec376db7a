// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/rules.h"

#include <algorithm>
#include <memory>
#include <stdexcept>

#include <fmt/format.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace cote::guide::rules {
namespace {

using std::chrono::sys_days;

icu::UnicodeString from_utf8(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

/// What a character counts as when texts are compared: 0 for those that do not count.
UChar32 as_it_reads(UChar32 c) {
  switch (c) {
    case '"':
    case '\'':
    case '`':
    case 0x00B4:
    case 0x00AB:
    case 0x00BB:
    case 0x02BC:
    case 0x2039:
    case 0x203A:
      return '\'';
    case 0x2212:
    case 0x00AF:
      return '-';
    case 0x00AD:
    case 0x2060:
    case 0xFEFF:
      return 0;
    default:
      break;
  }
  if (c >= 0x2018 && c <= 0x201F) return '\'';
  if (c >= 0x2010 && c <= 0x2015) return '-';
  if (c >= 0x200B && c <= 0x200F) return 0;
  return u_isUWhiteSpace(c) ? 0 : c;
}

struct Fnv1a {
  std::uint64_t value = 14695981039346656037ULL;
  void add(UChar32 c) {
    for (int shift = 0; shift < 24; shift += 8) {
      value ^= static_cast<std::uint64_t>(c >> shift) & 0xFF;
      value *= 1099511628211ULL;
    }
  }
};

const Wording* find(const Words& words, std::string_view lang) {
  auto const found = std::ranges::find(words.in, lang, &Wording::lang);
  return found == words.in.end() ? nullptr : &*found;
}

const Wording* source_of(const Words& words) {
  auto const found = std::ranges::find(words.in, Origin::source, &Wording::origin);
  return found == words.in.end() ? nullptr : &*found;
}

/// The last day that counts; a year alone is taken at its end, as the kindest reading.
std::optional<sys_days> day_of(const Provenance& p) {
  if (p.verified_on) return sys_days(*p.verified_on);
  if (p.as_of) return sys_days(*p.as_of);
  if (p.as_of_year) return sys_days(std::chrono::year(*p.as_of_year) / std::chrono::December / 31);
  return std::nullopt;
}

}  // namespace

std::string source_hash(std::string_view text) {
  Fnv1a hash;
  auto const wide = from_utf8(text);
  for (std::int32_t at = 0; at < wide.length(); at = wide.moveIndex32(at, 1)) {
    auto const c = wide.char32At(at);
    if (c == 0x2026) {
      for (int dot = 0; dot < 3; ++dot) hash.add('.');
    } else if (auto const read = as_it_reads(c); read != 0) {
      hash.add(read);
    }
  }
  return fmt::format("{:016x}", hash.value);
}

TranslationState state(const Words& words, std::string_view lang) {
  auto const* found = find(words, lang);
  if (found == nullptr) return TranslationState::missing;
  if (found->origin == Origin::source) return TranslationState::source;
  auto const* source = source_of(words);
  if (source != nullptr && found->source_hash != source_hash(source->text)) return TranslationState::outdated;
  return found->origin == Origin::human ? TranslationState::human : TranslationState::machine;
}

const Wording* shown(const Words& words, std::string_view lang) {
  if (auto const* found = find(words, lang)) return found;
  if (auto const* source = source_of(words)) return source;
  return words.empty() ? nullptr : &words.in.front();
}

std::string_view text(const Words& words, std::string_view lang) {
  auto const* found = shown(words, lang);
  return found == nullptr ? std::string_view() : std::string_view(found->text);
}

Words source_words(std::string_view lang, std::string_view text) {
  if (text.empty()) return {};
  return {{{.lang = std::string(lang), .text = std::string(text)}}};
}

Freshness freshness(const Provenance& p, Date today) {
  auto const day = day_of(p);
  if (!day) return Freshness::unknown;
  auto const years_after = [&](int n) { return sys_days(Date(*day) + std::chrono::years(n)); };
  if (sys_days(today) <= years_after(1)) return Freshness::fresh;
  if (sys_days(today) <= years_after(5)) return Freshness::to_confirm;
  return Freshness::old;
}

float freshness_score(const Provenance& p, Date today) {
  auto const day = day_of(p);
  if (!day) return 0;
  auto const days = static_cast<float>((sys_days(today) - *day).count());
  return std::clamp(1 - days / 3652.5F, 0.0F, 1.0F);
}

std::string slug(std::string_view name, std::size_t longest) {
  // Not shared between threads: ICU does not promise that a transliterator may be.
  thread_local auto const to_ascii = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> made(
        icu::Transliterator::createInstance("Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no Latin transliterator");
    return made;
  }();
  auto folded = from_utf8(name);
  to_ascii->transliterate(folded);
  std::string out;
  for (std::int32_t i = 0; i < folded.length(); ++i) {
    auto const c = folded.charAt(i);
    bool const kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (kept) {
      out += static_cast<char>(c);
    } else if (c < 0x80 && !out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  if (out.size() > longest) {
    auto const cut = out.rfind('-', longest);
    out.resize(cut == std::string::npos ? longest : cut);
  }
  while (out.ends_with('-')) out.pop_back();
  return out;
}

}  // namespace cote::guide::rules
