// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "people/seal/box.h"
#include "people/seal/keys.h"

namespace cote::people {
namespace {

constexpr std::string_view kMark = "coteacote-root-1 ";
constexpr std::string_view kHead =
    "# Root key of Côte à Côte. It opens every sealed field of the database: keep it apart from the "
    "database\n"
    "# and from its copies, readable by the program alone (mode 0600). Encrypted backups carry a copy.\n";

void start_sodium() {
  static int const started = sodium_init();
  if (started < 0) throw KeyError("libsodium does not start on this machine");
}

std::string text_of(const std::vector<Key>& keys) {
  std::string out(kHead);
  for (auto const& key : keys) out += fmt::format("{}{}\n", kMark, key.base64());
  return out;
}

[[noreturn]] void refuse(const std::filesystem::path& path, std::string_view what) {
  throw KeyError(fmt::format("root key {}: {}", path.string(), what));
}

/// Makes `path`, which must not be there, and waits until the disk has it.
void write_new(const std::filesystem::path& path, std::string_view text) {
  int const file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) refuse(path, std::strerror(errno));
  bool const written =
      ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
  ::close(file);
  if (!written) {
    ::unlink(path.c_str());
    refuse(path, "cannot be written");
  }
}

void flush_folder(const std::filesystem::path& path) {
  auto const folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
  int const file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return;
  ::fsync(file);
  ::close(file);
}

}  // namespace

Key::~Key() { sodium_memzero(bytes_.data(), bytes_.size()); }

Key Key::random() {
  start_sodium();
  Key key;
  randombytes_buf(key.bytes_.data(), key.bytes_.size());
  return key;
}

std::optional<Key> Key::from_base64(std::string_view text) {
  auto bytes = people::from_base64(text);
  if (!bytes || bytes->size() != 32) return std::nullopt;
  Key key;
  std::memcpy(key.bytes_.data(), bytes->data(), 32);
  sodium_memzero(bytes->data(), bytes->size());
  return key;
}

std::string Key::base64() const {
  return to_base64({reinterpret_cast<const char*>(bytes_.data()), bytes_.size()});
}

std::string Key::name() const {
  constexpr std::string_view kWords = "name of a key";
  std::array<unsigned char, 16> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(kWords.data()),
                     kWords.size(), bytes_.data(), bytes_.size());
  std::string out;
  for (std::size_t i = 0; i < 8; ++i) out += fmt::format("{:02x}", hash.at(i));
  return out;
}

bool Key::operator==(const Key& other) const { return sodium_memcmp(data(), other.data(), 32) == 0; }

std::filesystem::path RootFile::beside(std::string_view address) {
  constexpr std::string_view kSqlite = "sqlite:";
  if (address.starts_with(kSqlite)) return std::string(address.substr(kSqlite.size())) + ".key";
  return "var/root.key";
}

std::optional<std::vector<Key>> RootFile::parse(std::string_view text) {
  std::vector<Key> keys;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line.starts_with('#')) continue;
    if (!line.starts_with(kMark)) return std::nullopt;
    auto const key = Key::from_base64(std::string_view(line).substr(kMark.size()));
    if (!key) return std::nullopt;
    keys.push_back(*key);
  }
  return keys.empty() || keys.size() > 2 ? std::nullopt : std::optional(std::move(keys));
}

RootFile RootFile::read(const std::filesystem::path& path) {
  start_sodium();
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0)
    refuse(path, "is not there; make one with coteacote keys init, or restore it from a backup");
  if (!S_ISREG(about.st_mode)) refuse(path, "is not a file");
  if ((about.st_mode & 077) != 0) refuse(path, "may be used by others than its owner: chmod 600");
  if (about.st_uid != ::geteuid()) refuse(path, "belongs to another user than the one who runs this program");
  std::ifstream in(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(in)), {});
  auto keys = parse(text);
  sodium_memzero(text.data(), text.size());
  if (!in || !keys) refuse(path, "does not hold a root key");
  RootFile out;
  out.path_ = path;
  out.keys_ = std::move(*keys);
  return out;
}

RootFile RootFile::make(const std::filesystem::path& path) {
  create(path, {Key::random()});
  return read(path);
}

void RootFile::create(const std::filesystem::path& path, const std::vector<Key>& keys) {
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path());
  write_new(path, text_of(keys));
  flush_folder(path);
}

const Key* RootFile::named(std::string_view name) const {
  auto const at = std::ranges::find_if(keys_, [&](const Key& key) { return key.name() == name; });
  return at == keys_.end() ? nullptr : &*at;
}

void RootFile::write(std::vector<Key> keys) {
  auto const beside = path_.string() + ".new";
  ::unlink(beside.c_str());  // left by somebody who was interrupted before anything used it
  write_new(beside, text_of(keys));
  std::filesystem::rename(beside, path_);
  flush_folder(path_);
  keys_ = std::move(keys);
}

std::string RootFile::text() const { return text_of(keys_); }

}  // namespace cote::people
