// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "web/http.h"
#include "web/percent.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cote::web;
  std::string_view const bytes(reinterpret_cast<const char*>(data), size);
  auto const fields = Fields::parse(bytes);
  if (fields.pairs().size() > 1000) std::abort();
  // What was read is plain text, so writing and reading it again changes nothing.
  if (Fields::parse(fields.encode()).pairs() != fields.pairs()) std::abort();
  for (auto const& [name, value] : fields.pairs()) {
    if (decode_field(value).find('\0') != std::string::npos) std::abort();
    if (!fields.has(name) || fields.all(name).empty()) std::abort();
  }
  if (auto const path = decode_path(bytes); path && path->find('\n') != std::string::npos) std::abort();
  return 0;
}
