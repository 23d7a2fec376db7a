// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <istream>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include "people/seal/keys.h"

/// Files that only the holder of a key kept elsewhere can open: a backup is written by a machine that cannot
/// read it. A random key, sealed to the public half (X25519 sealed box), runs a stream of XChaCha20-Poly1305
/// (libsodium's secretstream) whose end is marked, so a file that was cut or changed anywhere is refused.
namespace cote::people {

/// The pair. The secret half is written down and kept offline; the public half stays on the machine.
struct OfflinePair {
  std::string public_text{};  // one line each, as files hold them
  std::string secret_text{};
};
OfflinePair make_offline_pair();

/// The public half, as a file or a setting holds it.
class OfflinePublic {
 public:
  /// None for anything that is not a public half; the secret half is refused, as it must not be here.
  static std::optional<OfflinePublic> parse(std::string_view text);
  static OfflinePublic read(const std::filesystem::path& path);  // throws KeyError
  /// Tells keys apart: 16 hexadecimal digits.
  [[nodiscard]] std::string name() const;
  [[nodiscard]] const std::string& raw() const { return raw_; }

 private:
  std::string raw_{};
};

/// The secret half, and the public one that goes with it.
class OfflineSecret {
 public:
  static std::optional<OfflineSecret> parse(std::string_view text);
  static OfflineSecret read(const std::filesystem::path& path);  // throws KeyError
  [[nodiscard]] const Key& key() const { return key_; }

 private:
  Key key_{};
};

/// Writes one sealed file. What is given to `write` leaves in pieces of 64 KB; without `finish` the file
/// cannot be opened.
class SealedWriter {
 public:
  SealedWriter(std::ostream& out, const OfflinePublic& reader);
  ~SealedWriter();
  SealedWriter(const SealedWriter&) = delete;
  void write(std::string_view bytes);
  /// Seals the end and flushes; throws KeyError when the stream did not take it all.
  void finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Opens a sealed file from its beginning to its end, giving what is in it piece by piece. Throws KeyError
/// when it is no such file, is sealed to another key, was changed, or stops before its end: what came
/// before must not be trusted then.
void open_sealed(std::istream& in, const OfflineSecret& secret,
                 const std::function<void(std::string_view)>& each);

}  // namespace cote::people
