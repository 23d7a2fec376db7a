// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/collate.h"

#include <map>
#include <memory>

#include <unicode/coll.h>
#include <unicode/unistr.h>

namespace cote {
namespace {

// Opening a collator costs far more than using one, and one must not be used by two threads at once.
icu::Collator* collator(std::string_view tag) {
  thread_local std::map<std::string, std::unique_ptr<icu::Collator>, std::less<>> open;
  auto at = open.find(tag);
  if (at == open.end()) {
    UErrorCode error = U_ZERO_ERROR;
    std::unique_ptr<icu::Collator> made(
        icu::Collator::createInstance(icu::Locale(std::string(tag).c_str()), error));
    if (U_FAILURE(error)) made.reset();
    at = open.emplace(std::string(tag), std::move(made)).first;
  }
  return at->second.get();
}

}  // namespace

std::string sort_key(std::string_view text, std::string_view tag) {
  auto const* const by = collator(tag);
  if (!by) return std::string(text);
  auto const u =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  std::string key(static_cast<std::size_t>(by->getSortKey(u, nullptr, 0)), '\0');
  by->getSortKey(u, reinterpret_cast<std::uint8_t*>(key.data()), static_cast<int32_t>(key.size()));
  return key;
}

}  // namespace cote
