// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "guide/model.h"
#include "kernel/result.h"

/// A service with all that its page shows, as one thing an editor edits, a partner corrects, a reader
/// reports a mistake in, a translator translates and a version keeps: and as a flat list of named fields,
/// which is what forms, differences and corrections speak.
namespace cote::guide {

struct Record {
  Service service{};
  Organisation organisation{};
  std::vector<Place> places{};  // those of service.places, in that order
  bool operator==(const Record&) const = default;
};

/// One field: where it is and what it says, as text.
///   "name", "summary", "documents/0"      a wording in the record's source language
///   "name@ar"                             its translation
///   "phones/0/number", "places/0/hours"   hours are OSM opening_hours text
///   "at/0/address", "at/0/confidential"   of the place itself
///   "organisation/name", "organisation/url"
///   "topics", "audiences", "territory"    codes, separated by blanks
///   "languages/0/lang", "languages/0/how"
///   "status", "status_from", "cost", …    the words of the enums (guide/codes.h); days as 2026-11-23
struct FieldValue {
  std::string path{};
  std::string value{};
  bool operator==(const FieldValue&) const = default;
};

/// Every field of `record` that holds something, and every single one an editor may fill, in the order of
/// the page. Linear.
std::vector<FieldValue> fields_of(const Record& record);

/// `record` with these fields changed. A path "phones/2/number" one past the end adds a phone; emptying all
/// fields of an item takes it away. A path nobody knows, a word that is no code, hours that cannot be read,
/// a day that does not exist are each one Problem with the path as its field, and nothing is changed.
Result<Record> with(const Record& record, const std::vector<FieldValue>& changes);

struct Difference {
  std::string path{};
  std::string before{};  // empty: there was nothing
  std::string after{};
  bool operator==(const Difference&) const = default;
};
/// What differs, field by field, in the order of the page.
std::vector<Difference> differences(const Record& before, const Record& after);

/// The key of the name people use for a field: "phones/0/number" gives "field.phones.number".
std::string label_key(std::string_view path);

/// A record as JSON, for versions and drafts, and back: nothing is lost (tested by random records). A text
/// that is no such JSON throws std::invalid_argument.
std::string to_json(const Record& record);
Record from_json(std::string_view json);

}  // namespace cote::guide
