// SPDX-License-Identifier: AGPL-3.0-or-later
// Whoever can send us mail decides what `coteacote bounces` reads.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "post/report.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cote::post;
  auto const report = read_report({reinterpret_cast<const char*>(data), size});
  if (!report) return 0;
  if (report->id <= 0 || report->token.size() != 16 || report->action.empty()) std::abort();
  // What reaches the database is a code, whatever the mail said.
  bool const coded =
      std::ranges::all_of(report->status, [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
  if (!coded || report->status.size() > 12) std::abort();
  return 0;
}
