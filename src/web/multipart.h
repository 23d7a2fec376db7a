// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "web/http.h"

/// Forms with files (multipart/form-data, RFC 7578), from a body that is whole in memory: its size is
/// limited before (Route::max_body).
namespace cote::web {

struct Part {
  std::string name{};
  std::optional<std::string> filename{};  // set: a file, even an empty one
  std::string_view body{};                // points into what was parsed
};

struct MultipartLimits {
  std::size_t parts = 200;
  std::size_t header = 2048;  // bytes of one part's header
};

/// The parts in order, or none when the body is no such form: no or a wrong boundary (RFC 2046: 1 to 70
/// characters), a part without a name, a header too long, too many parts, no closing boundary. Nested
/// forms are not read. Linear.
std::optional<std::vector<Part>> parse_multipart(std::string_view content_type, std::string_view body,
                                                 MultipartLimits limits = {});

/// The parts as fields: a file is the field of its name with its bytes as they came, and its own name is in
/// "name.filename". Text is kept as UTF-8 like other forms'. Nothing for what is no such form.
Fields fields_of_multipart(std::string_view content_type, std::string_view body);

}  // namespace cote::web
