// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/api/downloads.h"

#include <algorithm>
#include <iterator>

#include "guide/export/write.h"

namespace cote::guide::api {
namespace {

struct File {
  std::string_view name;
  exporting::Format format;
  std::string_view content_type;
};
constexpr File kFiles[] = {{"guide.geojson", exporting::Format::geojson, "application/geo+json"},
                           {"guide.csv", exporting::Format::csv, "text/csv; charset=utf-8"},
                           {"guide.xlsx", exporting::Format::xlsx,
                            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
                           {"guide.hsds.json", exporting::Format::hsds_json, "application/json"},
                           {"guide.hsds.ndjson", exporting::Format::hsds_ndjson, "application/x-ndjson"},
                           {"guide.hsds.zip", exporting::Format::hsds_csv_zip, "application/zip"}};
constexpr std::size_t kPiece = 32 * 1024;

/// Head, services, tail; an empty piece only at the end.
std::function<std::string()> stream(Held held, exporting::Pieces parts) {
  return [held = std::move(held), parts = std::move(parts), at = std::size_t(0)]() mutable {
    std::string out;
    if (at == 0) out = parts.head;
    while (at < parts.count && out.size() < kPiece) out += parts.piece(at++);
    if (at < parts.count) return out;
    if (at++ == parts.count) out += parts.tail;
    return out;
  };
}

}  // namespace

web::Reply download(const Held& held, const Asked& asked, const web::Visit& visit) {
  auto const* const file = std::ranges::find(kFiles, visit.segments.at(0), &File::name);
  if (file == std::end(kFiles)) return missing();
  auto out = json_reply({});
  out.content_type = file->content_type;
  out.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + std::string(file->name) + "\"");
  if (auto parts = exporting::pieces(*held, file->format, asked.lang))
    out.stream = stream(held, std::move(*parts));
  else
    exporting::write(*held, file->format, asked.lang, [&](std::string_view piece) { out.body += piece; });
  return out;
}

}  // namespace cote::guide::api
