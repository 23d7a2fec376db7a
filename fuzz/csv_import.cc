// SPDX-License-Identifier: AGPL-3.0-or-later
// Bytes that claim to be a package of tables. "== services.csv" on a line of its own begins a file;
// without one, all is services.csv.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>

#include "guide/import.h"
#include "guide/import/files.h"
#include "kernel/csv.h"
#include "kernel/id.h"

namespace {

using namespace cote::guide::import;

Files split(std::string_view text) {
  Files out;
  std::string name = "services.csv";
  while (!text.empty()) {
    auto const end = std::min(text.find('\n'), text.size());
    auto const line = text.substr(0, end);
    if (line.starts_with("== "))
      name = line.substr(3);
    else
      out[name].append(line).push_back('\n');
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

/// What was written as a table reads back as it was.
void check_rejects(const Read& read) {
  auto const table = cote::csv::parse(rejects_csv(read.rejects));
  if (table.rows.size() != read.rejects.size()) std::abort();
  for (auto const& service : read.catalogue.services)
    if (!cote::is_uuid(service.id.text) || service.name.empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view const text(reinterpret_cast<const char*>(data), size);
  if (is_zip(text)) {
    try {
      check_rejects(read_hsds_csv(zip_files(text, "fuzz.zip")));
    } catch (const std::runtime_error&) {
      // A zip that cannot be read is said so in one sentence.
    }
    return 0;
  }
  auto const files = split(text);
  check_rejects(read_hsds_csv(files));
  check_rejects(read_hsds1_csv(files, "fuzz"));
  return 0;
}
