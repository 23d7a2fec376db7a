// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "guide/record.h"
#include "kernel/result.h"
#include "web/http.h"

/// What a service is shown of its record, and what it may correct, field by field.
namespace cote::guide::freshness {

/// One field that a service may correct: where it is (guide/record.h), how it is called, what it says.
struct Fact {
  std::string path{};
  std::string label{};  // text key: "freshness.field.phone"
  std::string value{};
  bool longer = false;  // wants several lines
  bool operator==(const Fact&) const = default;
};
/// The facts of a record in the order of its page; those that hold nothing are there too, once each. Where a
/// confidential place is, is not among them.
std::vector<Fact> facts_of(const Record& record);

/// What was typed into the form of a correction.
struct Correction {
  std::vector<FieldValue> changes{};
  bool gone = false;  // "this service no longer exists"
  std::string note{};
};
/// Reads it: a field counts as changed when it differs from what its page showed ("was:" and the path).
/// Unknown fields are ignored. A Problem names the field: nothing changed at all, more than 2,000 letters,
/// an address without '@'.
Result<Correction> read_correction(const std::vector<Fact>& facts, const web::Fields& form);

/// The changes as they are kept: [{"path":"phones/0/number","value":"…"}], and back. What is no such JSON
/// gives none.
std::string to_json(const std::vector<FieldValue>& changes);
std::vector<FieldValue> changes_from(std::string_view json);

}  // namespace cote::guide::freshness
