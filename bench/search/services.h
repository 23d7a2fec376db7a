// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

/// Services and questions made for the search bench, the same at every run.
namespace cote::bench {

struct Service {
  std::string name{};
  std::string french{};
  std::string english{};   // 40 % have one
  std::string arabic{};    // 40 % have one
  std::string rubric{};    // of 24
  std::string commune{};   // of 38
  std::string language{};  // of 18
  float lat = 0;
  float lon = 0;
  bool open = false;
};

enum class Kind : std::uint8_t { text, typo, geo, arabic, prefix };

struct Question {
  Kind kind = Kind::text;
  std::string words{};
  std::string meant{};   // a typo's words before the mistake
  std::string rubric{};  // a filter on every fourth
  float lat = 0;         // geo: within 15 km and open
  float lon = 0;
};

/// French words from `lexicon` (one a line, as in Debian's wfrench) when it is there, else made of
/// syllables; used by rank as languages use them. About 0.9 kB a service.
std::vector<Service> make_services(std::size_t count, const std::filesystem::path& lexicon);
/// 50 % text of one to three words of a service, 15 % typo, 15 % geo, 10 % Arabic, 10 % prefix.
std::vector<Question> make_questions(std::size_t count, const std::vector<Service>& services);

}  // namespace cote::bench
