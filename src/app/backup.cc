// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/backup.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <vector>

#include <fmt/format.h>
#include <sys/stat.h>

#include "app/root_key.h"
#include "db/db.h"
#include "kernel/json.h"
#include "people/ledger.h"
#include "people/seal/keys.h"
#include "people/seal/stream.h"

namespace cote::app {
namespace {

using people::KeyError;

constexpr std::string_view kFirst = "coteacote-";
constexpr std::string_view kLast = ".backup";

bool is_postgresql(std::string_view address) { return !address.starts_with("sqlite:"); }

/// "coteacote-20261123T020000Z.backup": sorts by time.
std::string name_at(Time now) {
  auto text = iso(now);
  std::erase(text, '-');
  std::erase(text, ':');
  return fmt::format("{}{}{}", kFirst, text, kLast);
}

/// While it is being written.
constexpr std::string_view kUnfinished = ".part";

bool has_our_name(std::string_view name) {
  return name.starts_with(kFirst) && name.ends_with(kLast) && name.size() == name_at(Time{}).size();
}

/// First line of what is sealed: what it is, and the key without which the rest stays shut.
std::string manifest(const Settings& settings, Time now) {
  json::object out{{"form", 1},
                   {"engine", is_postgresql(settings.database.address) ? "postgresql" : "sqlite"},
                   {"made", iso(now)}};
  auto const root = root_key_file(settings);
  if (std::filesystem::exists(root)) out["root"] = people::RootFile::read(root).text();
  return boost::json::serialize(out) + "\n";
}

/// A file that goes away unless it is kept.
class Temporary {
 public:
  explicit Temporary(std::filesystem::path path) : path_(std::move(path)) {}
  ~Temporary() {
    std::error_code ignored;
    for (auto const* end : {"", "-wal", "-shm"}) std::filesystem::remove(path_.string() + end, ignored);
  }
  Temporary(const Temporary&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Splits what a backup holds into its first line and the copy, which goes to a file.
class Unpacking {
 public:
  explicit Unpacking(const std::filesystem::path& to) : out_(to, std::ios::binary) {}
  void take(std::string_view piece) {
    if (!begun_) {
      first_ += piece;
      auto const end = first_.find('\n');
      if (end == std::string::npos) return;
      begun_ = true;
      out_ << std::string_view(first_).substr(end + 1);
      first_.resize(end);
      return;
    }
    out_ << piece;
  }
  json::object finish() {
    out_.close();
    if (!out_) throw KeyError("no room to unpack the backup");
    auto const read = json::parse(first_);
    if (!begun_ || !read || !read->is_object() || read->as_object().if_contains("form") == nullptr)
      throw KeyError("this sealed file is not a backup");
    return read->as_object();
  }

 private:
  std::ofstream out_;
  std::string first_{};
  bool begun_ = false;
};

/// The first entry of the ledger in the copy that does not hold; none when all do.
std::optional<std::int64_t> ledger_breaks_at(std::string_view address, const std::filesystem::path& copy) {
  static constexpr std::array<std::string_view, 2> kTables = {"ledger", "ledger_head"};
  std::optional<std::int64_t> out;
  db::look_into_copy(address, copy, kTables, [&](db::Session& session) {
    if (auto const verdict = people::ledger::verify(session); verdict.broken) out = verdict.broken->seq;
  });
  return out;
}

/// What stands in the way of the backup's root key.
enum class RootThere { none, same, another };
RootThere root_there(const std::filesystem::path& path, const std::vector<people::Key>& keys) {
  if (!std::filesystem::exists(path)) return RootThere::none;
  return people::RootFile::read(path).keys() == keys ? RootThere::same : RootThere::another;
}

/// Puts the root key where it belongs; another one that is there is kept beside.
bool place_root(const std::filesystem::path& path, const std::vector<people::Key>& keys) {
  auto const there = root_there(path, keys);
  if (there == RootThere::same) return false;
  if (there == RootThere::another) std::filesystem::rename(path, path.string() + ".before-restore");
  people::RootFile::create(path, keys);
  return true;
}

}  // namespace

std::filesystem::path make_backup(const Settings& settings, const std::filesystem::path& file, Time now,
                                  const db::CopyProgress& progress) {
  if (settings.keys.offline.empty())
    throw KeyError(
        "keys.offline names no file: backups are sealed, make the pair with coteacote keys offline");
  auto const reader = people::OfflinePublic::read(settings.keys.offline);
  auto const path = std::filesystem::is_directory(file) ? file / name_at(now) : file;
  Temporary const part(path.string() + std::string(kUnfinished));
  {
    std::ofstream out(part.path(), std::ios::binary | std::ios::trunc);
    if (!out) throw KeyError(fmt::format("cannot write {}", part.path().string()));
    ::chmod(part.path().c_str(), 0600);
    people::SealedWriter sealed(out, reader);
    sealed.write(manifest(settings, now));
    db::copy_out(
        settings.database.address, [&](std::string_view piece) { sealed.write(piece); }, progress);
    sealed.finish();
  }
  std::filesystem::rename(part.path(), path);
  return path;
}

std::size_t prune_backups(const std::filesystem::path& folder, const Keeping& keeping, Time now) {
  auto const oldest = name_at(now - keeping.term);
  std::vector<std::filesystem::path> whole;
  std::vector<std::filesystem::path> going;
  for (auto const& entry : std::filesystem::directory_iterator(folder)) {
    auto name = entry.path().filename().string();
    bool const unfinished = name.ends_with(kUnfinished);
    if (unfinished) name.resize(name.size() - kUnfinished.size());
    if (!entry.is_regular_file() || !has_our_name(name)) continue;
    if (name < oldest)
      going.push_back(entry.path());
    else if (!unfinished)
      whole.push_back(entry.path());
  }
  std::ranges::sort(whole, std::greater());
  if (keeping.newest != 0 && whole.size() > keeping.newest)
    going.insert(going.end(), whole.begin() + static_cast<std::ptrdiff_t>(keeping.newest), whole.end());
  std::size_t gone = 0;
  for (auto const& path : going) gone += std::filesystem::remove(path) ? 1U : 0U;
  return gone;
}

Restored restore_backup(const Settings& settings, const std::filesystem::path& file,
                        const std::filesystem::path& secret, bool force, const db::CopyProgress& progress,
                        const std::function<void(std::string_view)>& warn) {
  auto const& address = settings.database.address;
  auto const key = people::OfflineSecret::read(secret);
  std::ifstream in(file, std::ios::binary);
  if (!in) throw KeyError(fmt::format("cannot read {}", file.string()));
  if (!force && !db::nothing_there(address))
    throw KeyError("there is a database already; --force replaces everything in it");
  Temporary const copy(db::private_file_near(address, "restore"));
  Unpacking unpacking(copy.path());
  people::open_sealed(in, key, [&](std::string_view piece) { unpacking.take(piece); });
  auto const about = unpacking.finish();
  if ((json::text(about, "engine") == "postgresql") != is_postgresql(address))
    throw KeyError("this backup is of the other kind of database (SQLite, PostgreSQL)");
  db::check_copy(address, copy.path());
  auto const root = people::RootFile::parse(json::text(about, "root"));  // none: nothing was sealed yet
  auto const root_file = root_key_file(settings);
  if (root && !force && root_there(root_file, *root) == RootThere::another)
    throw KeyError(fmt::format("another root key is in {}; --force keeps it beside", root_file.string()));
  auto const broken = ledger_breaks_at(address, copy.path());
  if (broken) {
    auto const words = fmt::format(
        "the ledger in this backup breaks at entry {}: it was broken when the backup was made", *broken);
    if (!force) throw KeyError(words + "; --force restores it all the same");
    if (warn) warn(words);
  }
  db::copy_in(address, copy.path(), progress);
  Restored out{.made = parse_time(json::text(about, "made")).value_or(Time{})};
  out.root_key_written = root && place_root(root_file, *root);
  out.ledger_breaks_at = broken;
  return out;
}

}  // namespace cote::app
