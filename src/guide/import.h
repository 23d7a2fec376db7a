// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"
#include "guide/model.h"

/// Open data in. Every reader turns a file into a Catalogue and a list of what it refused; nothing here
/// touches the database but `load_into`.
namespace cote::guide::import {

/// A row or record that was left out, or a value that was dropped from one that was kept.
struct Reject {
  std::string where{};   // "services.csv:14", "contents[3]"
  std::string id{};      // of the record, when it has one
  std::string field{};
  std::string reason{};  // a sentence in English
  bool dropped_record = true;  // false: only the value was
};

struct Read {
  Catalogue catalogue{};
  std::vector<Reject> rejects{};
  std::size_t records = 0;  // seen
};

enum class Format { guess, hsds_json, hsds_ndjson, hsds_csv, hsds1_csv, own };

/// Called with records done and the total if known (0 otherwise).
using Progress = std::function<void(std::size_t done, std::size_t total)>;

/// Reads a file, a folder or a zip. Formats are told apart by name and content: HSDS 3 JSON (one
/// service or organisation, an array, or a page with `contents`), NDJSON, HSDS 3 tabular CSV folder,
/// HSDS 1.x CSV package, or our own folder (data/namur). Throws std::runtime_error with a sentence for
/// the shell when the path cannot be read or is none of these.
Read read(const std::filesystem::path& path, Format format = Format::guess, const Progress& progress = {});

/// The reader of HSDS 3 JSON by itself, for the fuzzer and the tests: one document or NDJSON.
Read read_hsds_json(std::string_view text, std::string_view where);

struct Summary {
  std::size_t read = 0;
  std::size_t added = 0;
  std::size_t changed = 0;
  std::size_t unchanged = 0;
  std::size_t rejected = 0;
};
/// Saves what was read, in one transaction. With `all_or_nothing` and any rejected record, saves nothing.
Summary load_into(db::Db& db, const Read& read, Time now, bool all_or_nothing);

/// The rejects as CSV: where,id,field,reason,kept.
std::string rejects_csv(const std::vector<Reject>& rejects);

}  // namespace cote::guide::import
