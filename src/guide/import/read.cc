// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "guide/import.h"
#include "guide/import/files.h"
#include "guide/own_format.h"
#include "kernel/csv.h"

namespace cote::guide::import {
namespace {

constexpr std::pair<std::string_view, Format> kFormats[] = {
    {"guess", Format::guess},       {"hsds-json", Format::hsds_json}, {"hsds-ndjson", Format::hsds_ndjson},
    {"hsds-csv", Format::hsds_csv}, {"hsds1-csv", Format::hsds1_csv}, {"own", Format::own}};

bool has_any(const Files& files, std::initializer_list<std::string_view> names) {
  return std::ranges::any_of(names, [&](auto name) { return files.contains(name); });
}

bool services_have(const Files& files, std::initializer_list<std::string_view> columns) {
  auto const found = files.find("services.csv");
  if (found == files.end()) return false;
  auto const& text = found->second;
  auto const head = csv::parse(std::string_view(text).substr(0, text.find('\n')));
  return std::ranges::any_of(columns, [&](auto column) { return head.column(column).has_value(); });
}

/// Our own services.csv names each row by a slug, and texts by language.
bool is_own(const Files& files) { return services_have(files, {"slug"}) && !services_have(files, {"id"}); }

/// Told apart by the files and columns that only one of the formats has.
Format guess_package(const Files& files) {
  if (has_any(files,
              {"services_at_location.csv", "regular_schedules.csv", "physical_addresses.csv",
               "postal_addresses.csv", "taxonomy.csv", "holiday_schedules.csv", "mail_addresses.csv"}) ||
      services_have(files, {"taxonomy_ids", "website"}))
    return Format::hsds1_csv;
  if (has_any(files, {"services.csv", "organizations.csv"})) return Format::hsds_csv;
  return Format::guess;
}

Read read_known(const Files& files, Format format, const std::string& name, const Progress& progress,
                std::string_view lang) {
  if (format == Format::guess) format = guess_package(files);
  switch (format) {
    case Format::hsds_csv:
      return read_hsds_csv(files, lang, progress);
    case Format::hsds1_csv:
      return read_hsds1_csv(files, name, lang, progress);
    default:
      throw std::runtime_error(fmt::format("{}: holds no tables that are known here", name));
  }
}

std::string package_name(const std::filesystem::path& path) {
  auto const clean = std::filesystem::weakly_canonical(path);
  auto const name = clean.has_filename() ? clean.filename() : clean.parent_path().filename();
  return name.extension() == ".zip" ? name.stem().string() : name.string();
}

Read read_package(const std::filesystem::path& path, Format format, const Progress& progress,
                  std::string_view lang) {
  auto const files = package_files(path);
  if (format == Format::own || (format == Format::guess && is_own(files))) {
    // What several regions share stands beside a folder; a zip holds all of it.
    auto out = std::filesystem::is_directory(path) ? read_own(path, progress)
                                                   : read_own(files, path.filename().string(), progress);
    out.format = Format::own;
    return out;
  }
  return read_known(files, format, package_name(path), progress, lang);
}

}  // namespace

bool is_own_package(const Files& files) { return is_own(files); }

Read read_tables(const Files& files, const std::string& package, std::string_view lang) {
  return read_known(files, Format::guess, package, {}, lang);
}

std::optional<Format> format_named(std::string_view name) {
  auto const* const found = std::ranges::find(kFormats, name, &std::pair<std::string_view, Format>::first);
  if (found == std::end(kFormats)) return std::nullopt;
  return found->second;
}

Read read(const std::filesystem::path& path, Format format, const Progress& progress, std::string_view lang) {
  if (!std::filesystem::exists(path))
    throw std::runtime_error(fmt::format("{}: there is no such file or folder", path.string()));
  if (std::filesystem::is_directory(path)) return read_package(path, format, progress, lang);
  if (format != Format::hsds_json && format != Format::hsds_ndjson) {
    auto const bytes = file_bytes(path);
    if (is_zip(bytes)) return read_package(path, format, progress, lang);
    auto const first = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (format != Format::guess || first == std::string::npos || (bytes[first] != '{' && bytes[first] != '['))
      throw std::runtime_error(
          path.extension() == ".csv"
              ? fmt::format("{}: tables are read together: give their folder, or a zip of it", path.string())
              : fmt::format("{}: is neither JSON, nor a folder or zip of tables", path.string()));
    return read_hsds_json(bytes, path.filename().string(), lang, progress);
  }
  return read_hsds_json(file_bytes(path), path.filename().string(), lang, progress);
}

std::string rejects_csv(const std::vector<Reject>& rejects) {
  auto out = csv::line({"where", "id", "field", "reason", "kept"});
  for (auto const& each : rejects)
    out += csv::line({each.where, each.id, each.field, each.reason, each.dropped_record ? "no" : "yes"});
  return out;
}

}  // namespace cote::guide::import
