// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "guide/corrections/fields.h"
#include "guide/corrections/model.h"
#include "guide/reading.h"
#include "kernel/result.h"

/// What reporters see.
namespace cote::guide::corrections::views {

/// Every field of a service with what it says now and a link to report it; those of one part only when
/// `part` is not empty.
Html choose(const Reading& r, const Service& service, const std::vector<Field>& fields,
            std::string_view part);

/// The form about one field, with the words and mistakes of the last attempt.
struct Form {
  const Field& field;
  Draft draft{};
  Problems problems{};
  std::string token{};
  unsigned bits = 0;
  bool trapped = false;  // the box for machines was filled
};
Html form(const Reading& r, const Service& service, const Form& form);

/// Where a code is typed in.
Html enter(const Reading& r, std::string_view typed, const Problems& problems);
/// What became of a report. `code` is shown so that it can be copied; `fresh`: just sent.
Html answer(const Reading& r, const Correction& correction, std::string_view code, bool fresh,
            std::string_view typed = {}, const Problems& problems = {});
/// No report has this code.
Html unknown_code(const Reading& r);

}  // namespace cote::guide::corrections::views
