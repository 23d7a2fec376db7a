// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "guide/reading.h"
#include "kernel/html.h"

namespace cote::guide::corrections {

/// One thing that a service's page says, as a reader may report it.
struct Field {
  std::string path{};       // as in guide/record.h; "other" for all that has no field
  std::string_view part{};  // rules::kParts
  Html shown{};             // as the page shows it; empty: nothing is written
  std::string before{};     // the same as plain text, for the desk
};

/// The fields of a service that readers see, in the order of its page, and for lists one more: what is
/// missing there. Taken from the public snapshot, so nothing secret can be among them, and for a
/// confidential place nothing at all of where it is.
std::vector<Field> reportable(const Reading& r, const Service& service);

/// The one at `path`, or null: what is not shown cannot be reported.
const Field* field_at(const std::vector<Field>& fields, std::string_view path);

/// The name of a field for readers: "Numéro de téléphone".
std::string field_label(const Text& t, std::string_view path);
/// The name of a part of the page: "Horaires".
std::string part_label(const Text& t, std::string_view part);

}  // namespace cote::guide::corrections
