// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/id.h"

#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/string_generator.hpp>
#include <boost/uuid/uuid_io.hpp>

namespace cote {
namespace {

// Drawn at random once. Changing it would change the id of everything that ships.
constexpr char kNamespace[] = "6f2d8a1e-4b57-4c39-9c0a-2e7f51d3b684";

bool hexadecimal(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

}  // namespace

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    bool const hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    if (hyphen ? text[i] != '-' : !hexadecimal(text[i])) return false;
  }
  return true;
}

std::string uuid_of(std::string_view name) {
  static auto const space = boost::uuids::string_generator()(kNamespace);
  boost::uuids::name_generator_sha1 generate(space);
  return boost::uuids::to_string(generate(name.data(), name.size()));
}

}  // namespace cote
