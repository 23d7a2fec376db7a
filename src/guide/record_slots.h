// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "guide/record.h"

/// A record's fields one by one, with what each may hold: what record.h is made of, and what forms ask to
/// know which box to draw.
namespace cote::guide::record {

enum class Kind {
  line,       // words on one line
  text,       // words on several
  choice,     // one of `choices`
  yes,        // "yes" or nothing
  day,        // 2026-11-23
  number,     // whole, from `least` to `most`
  degrees,    // a decimal number from `least` to `most`
  codes,      // separated by blanks
  languages,  // BCP 47, separated by blanks
  language,   // one of them
  hours,      // opening_hours
  phone,
  email,
  url,
  id,  // a UUID
};

struct Slot {
  std::string path{};
  Kind kind = Kind::line;
  std::span<const std::string_view> choices{};  // of a choice, the first being "unknown" or the usual one
  int least = 0;
  int most = 0;
  Words* wordings = nullptr;  // of a wording in the language of the record: may be said in others as well
  std::function<std::string()> get{};
  /// Takes a value that was checked; see `trouble`.
  std::function<void(const std::string&)> set{};
};

/// The fields of `record`, in the order of the page, bound to it: it must outlive them and keep its lists.
std::vector<Slot> slots(Record& record);

/// The key of the sentence that says why `value` cannot stand in the slot, or nothing.
std::string trouble(const Slot& slot, std::string_view value);

/// `value` as it is kept: lines end in \n, no control characters, no blanks around; one line where one is.
std::string tidy(const Slot& slot, std::string_view value);

/// "name@ar" is "name" and "ar"; without '@' the language is empty.
struct Named {
  std::string_view path{};
  std::string_view lang{};
};
Named split(std::string_view path);

}  // namespace cote::guide::record
