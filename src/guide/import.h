// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
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
  std::string where{};  // "services.csv:14", "contents[3]"
  std::string id{};     // of the record, when it has one
  std::string field{};
  std::string reason{};        // a sentence in English
  bool dropped_record = true;  // false: only the value was
};

enum class Format { guess, hsds_json, hsds_ndjson, hsds_csv, hsds1_csv, own };
/// By its name on the command line ("guess", "hsds-json", "hsds-ndjson", "hsds-csv", "hsds1-csv", "own").
std::optional<Format> format_named(std::string_view name);

struct Read {
  Catalogue catalogue{};
  std::vector<Reject> rejects{};
  std::size_t records = 0;  // seen: services, organisations, locations and terms that stand by themselves
  Format format = Format::guess;  // what it was
};

/// Called with records done and the total if known (0 otherwise).
using Progress = std::function<void(std::size_t done, std::size_t total)>;

/// Reads a file, a folder or a zip. Formats are told apart by name and content: HSDS 3 JSON (one
/// service or organisation, an array, or a page with `contents`), NDJSON, HSDS 3 tabular CSV folder,
/// HSDS 1.x CSV package, or our own files (data/namur). Throws std::runtime_error with a sentence for
/// the shell when the path cannot be read or is none of these. `lang` is the language the texts are
/// written in where the file does not say.
Read read(const std::filesystem::path& path, Format format = Format::guess, const Progress& progress = {},
          std::string_view lang = "en");

/// The reader of HSDS 3 JSON by itself, for the fuzzer and the tests: one document or NDJSON.
Read read_hsds_json(std::string_view text, std::string_view where, std::string_view lang = "en",
                    const Progress& progress = {});

/// The readers of CSV, from a set of files by name ("services.csv"): the same as a folder or a zip.
using Files = std::map<std::string, std::string, std::less<>>;
Read read_hsds_csv(const Files& files, std::string_view lang = "en", const Progress& progress = {});
/// HSDS 1.x. Ids that are not UUIDs become UUIDs of `package`, table and id: the same package read again
/// gives the same ids.
Read read_hsds1_csv(const Files& files, std::string_view package, std::string_view lang = "en",
                    const Progress& progress = {});

/// HSDS tables of either kind, told apart as `read` does. Throws std::runtime_error when they are neither.
Read read_tables(const Files& files, const std::string& package, std::string_view lang = "en");
/// True when these are tables of our own format.
bool is_own_package(const Files& files);

/// `read` and `rejected` count records; the others count rows of the database, as the store does.
struct Summary {
  std::size_t read = 0;
  std::size_t added = 0;
  std::size_t changed = 0;
  std::size_t unchanged = 0;
  std::size_t rejected = 0;
  std::vector<Reject> dropped{};  // links to what is neither in the file nor in the database
};
/// Saves what was read, in one transaction. With `all_or_nothing` and any rejected record, saves nothing.
/// A record of another's file that we have already is brought up to date, not replaced: it keeps its
/// address on our site, its texts in other languages, and a place stays confidential. Files in our own
/// format replace.
Summary load_into(db::Db& db, const Read& read, Time now, bool all_or_nothing);

/// What load_into would save of `read` into what is `stored`: for a look before it is done. Links to what
/// is in neither are left out and told in `dropped`.
Catalogue as_saved(const Catalogue& stored, const Read& read, std::vector<Reject>& dropped);

/// The rejects as CSV: where,id,field,reason,kept.
std::string rejects_csv(const std::vector<Reject>& rejects);

}  // namespace cote::guide::import
