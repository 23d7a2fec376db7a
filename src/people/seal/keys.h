// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"
#include "kernel/time.h"

/// Two floors of keys. Data keys seal fields, one a purpose, and lie in the table data_key, wrapped. The root
/// key wraps them and lies in a file outside the database, so that neither a copy of the database nor a dump
/// opens anything.
namespace cote::people {

/// A key file or a key that cannot be used; a sentence for the operator, never key material.
struct KeyError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// 256 bits, wiped when it goes.
class Key {
 public:
  Key() = default;
  ~Key();
  Key(const Key&) = default;
  Key& operator=(const Key&) = default;

  static Key random();
  /// From standard base64 of exactly 32 bytes; none otherwise.
  static std::optional<Key> from_base64(std::string_view text);
  [[nodiscard]] std::string base64() const;
  /// 16 hexadecimal digits that tell keys apart and give nothing away (keyed BLAKE2b of a constant).
  [[nodiscard]] std::string name() const;
  [[nodiscard]] const unsigned char* data() const { return bytes_.data(); }
  bool operator==(const Key& other) const;

 private:
  std::array<unsigned char, 32> bytes_{};
};

/// The file of root keys: one, or two while a rotation is under way; the last one wraps.
class RootFile {
 public:
  /// Where it is when the operator named no place: beside a SQLite database ("PATH.key"), else var/root.key.
  static std::filesystem::path beside(std::string_view database_address);
  /// Throws KeyError when the file is missing, is not ours, may be read by others (mode beyond 0600) or holds
  /// something else.
  static RootFile read(const std::filesystem::path& path);
  /// A new file with a new key, mode 0600. Throws KeyError when there is one already.
  static RootFile make(const std::filesystem::path& path);

  [[nodiscard]] const std::vector<Key>& keys() const { return keys_; }
  [[nodiscard]] const Key& current() const { return keys_.back(); }
  [[nodiscard]] const Key* named(std::string_view name) const;
  /// Replaces what the file holds, whole or not at all: written beside, flushed to the disk, renamed.
  void write(std::vector<Key> keys);
  [[nodiscard]] std::string text() const;
  /// The keys in a text of the file's form; none when it is not one.
  static std::optional<std::vector<Key>> parse(std::string_view text);
  /// Writes `keys` to a file that is not there yet, mode 0600.
  static void create(const std::filesystem::path& path, const std::vector<Key>& keys);

 private:
  std::filesystem::path path_{};
  std::vector<Key> keys_{};
};

/// The data keys, unwrapped and in memory. Safe to use from several threads.
class Keyring {
 public:
  struct DataKey {
    std::string id{};
    std::string purpose{};
    std::int64_t generation = 0;
    Key key{};
  };

  /// Loads the data keys and makes those still missing, one for each purpose of `purposes()`. When no file is
  /// at `root_file` and nothing was ever wrapped, makes the file; when something was, throws KeyError.
  static std::shared_ptr<Keyring> open(db::Db& db, const std::filesystem::path& root_file, Time now);

  /// The key that seals now for `purpose`. Throws std::logic_error for a purpose that is not in the list.
  [[nodiscard]] DataKey current(std::string_view purpose) const;
  /// The key of this id, looked for once more in the database when it is new; throws KeyError when unknown.
  [[nodiscard]] DataKey by_id(std::string_view id) const;

  /// One key a purpose; ":blind" ones make blind indexes and are never replaced.
  static std::span<const std::string_view> purposes();

 private:
  Keyring(db::Db& db, std::filesystem::path root_file) : db_(db), root_file_(std::move(root_file)) {}
  void load() const;

  db::Db& db_;
  std::filesystem::path root_file_;
  mutable std::mutex mutex_{};
  mutable std::vector<DataKey> keys_{};
};

/// Steps of a rotation, for whoever watches one or interrupts it.
enum class RotationStep { root_added, key_wrapped, root_dropped };

/// A new root key, and every data key wrapped by it; no sealed field is touched. The file holds the old root
/// and the new one until all keys are wrapped anew, so at every moment each key can be unwrapped; run again
/// after an interruption it completes what was begun. Gives the number of keys wrapped anew. `told` is called
/// after each step.
std::size_t rotate_root(db::Db& db, const std::filesystem::path& root_file,
                        const std::function<void(RotationStep)>& told = {});
/// A new data key for each purpose that seals: fields written from now on use it, older ones stay readable.
std::size_t rotate_data_keys(db::Db& db, const std::filesystem::path& root_file, Time now);

}  // namespace cote::people
