// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "activities/attendance/model.h"
#include "activities/codes.h"

namespace cote::activities {

template <>
struct Codes<Presence> {
  static constexpr std::string_view words[] = {"present", "late", "excused", "absent"};
};
template <>
struct Codes<Threshold> {
  static constexpr std::string_view words[] = {"none", "met", "possible", "out_of_reach"};
};
template <>
struct Codes<CertificateState> {
  static constexpr std::string_view words[] = {"valid", "corrected", "withdrawn"};
};

}  // namespace cote::activities
