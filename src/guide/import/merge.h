// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "guide/model.h"

namespace cote::guide::import {

/// What we have, brought up to date with what somebody else's file says of the same record. HSDS carries
/// less than we know: what it has no word for stays. Texts are taken over when they are in the language
/// the record is written in, and its other languages stay. A confidential place stays confidential and
/// keeps what its file leaves out.
Organisation merged(const Organisation& stored, Organisation incoming);
Place merged(const Place& stored, Place incoming);
Service merged(const Service& stored, Service incoming);

/// The commune of a postal code, when it has only one.
class CommuneOf {
 public:
  explicit CommuneOf(const std::vector<Commune>& communes);
  /// Its NIS code, or empty.
  [[nodiscard]] std::string operator()(const std::string& postal_code) const;

 private:
  std::unordered_map<std::string, std::string> nis_{};  // empty: several communes share the code
};

}  // namespace cote::guide::import
