// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "guide/model.h"

/// Records that may be one and the same, and why: rules of ours on name, address, phone and distance. A
/// score is a sum of reasons, each of which a person can check.
namespace cote::guide::desk {

/// What a record is compared by.
struct Likeness {
  std::string id{};
  std::string name{};
  OrganisationId organisation{};
  std::vector<std::string> words{};                 // of the name, folded
  std::vector<std::string> addresses{};             // folded: "rue-inventee-1-5000"
  std::vector<std::string> phones{};                // the last eight digits
  std::vector<std::string> sites{};                 // hosts and paths of web pages; of e-mail addresses
  std::vector<std::pair<double, double>> points{};  // where the precision is a street or better
};
Likeness likeness(const Service& service, const Organisation* organisation,
                  const std::vector<const Place*>& places);

struct Reason {
  std::string
      key{};  // "duplicate.name", "duplicate.address", "duplicate.phone", "duplicate.web", "duplicate.near"
  int points = 0;
  std::string detail{};  // the number, the address, the share of common words, the metres
  bool operator==(const Reason&) const = default;
};
struct Pair {
  std::string a{};
  std::string b{};
  int score = 0;  // 0 to 100
  std::vector<Reason> reasons{};
};

/// Names: up to 45 points by the share of common words (from one half); the same address 25; the same phone
/// 20; the same web page or e-mail address 15; within 150 m 10, when the addresses do not already agree.
/// Only names that share half their words, or an equal phone and address, make a pair at all. Two services
/// of one organisation with different names are its two services, and lose 25.
Pair compare(const Likeness& a, const Likeness& b);

/// Scores from which a pair is shown.
inline constexpr int kLikely = 50;
/// Pairs of at least kLikely, the best first, at most `most`. Only records that share an address, a phone, a
/// page or a rare word of their names are compared, so it is near linear in records.
std::vector<Pair> duplicates(std::span<const Likeness> records, std::size_t most);

}  // namespace cote::guide::desk
