// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "guide/snapshot.h"

namespace cote::guide::exporting {

/// The columns of the table for people: one row for a service at a place, one row for a service without.
std::span<const std::string_view> flat_columns();
std::vector<std::vector<std::string>> flat_rows(const Snapshot& snapshot, const Service& service,
                                                std::string_view lang);

/// A cell as spreadsheets may open it: text that they would run as a formula ("=", "@", or a sign before
/// anything but a number) is led by an apostrophe.
std::string safe_cell(std::string cell);

/// Topic labels, spoken languages, phone numbers: joined by "; ".
std::string joined_topics(const Snapshot& snapshot, const Service& service, std::string_view lang);
std::string joined_phones(const Service& service, const AtPlace* at);

}  // namespace cote::guide::exporting
