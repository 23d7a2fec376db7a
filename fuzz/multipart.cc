// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/multipart.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

// The first line is the content type, the rest the body.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cote::web;
  std::string_view const bytes(reinterpret_cast<const char*>(data), size);
  auto const line = std::min(bytes.find('\n'), bytes.size());
  auto const body = bytes.substr(std::min(line + 1, bytes.size()));
  MultipartLimits const limits;
  auto const parts = parse_multipart(bytes.substr(0, line), body, limits);
  if (!parts) return 0;
  if (parts->size() > limits.parts) std::abort();
  for (auto const& part : *parts) {
    if (part.name.empty()) std::abort();
    if (part.body.data() < body.data() || part.body.data() + part.body.size() > body.data() + body.size())
      std::abort();
  }
  if (fields_of_multipart(bytes.substr(0, line), body).pairs().size() < parts->size()) std::abort();
  return 0;
}
