// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/seal/stream.h"

#include <array>
#include <fstream>
#include <vector>

#include <fmt/format.h>
#include <sodium.h>

#include "people/seal/box.h"

namespace cote::people {
namespace {

constexpr std::string_view kPublic = "coteacote-offline-public-1 ";
constexpr std::string_view kSecret = "coteacote-offline-secret-1 ";
constexpr std::string_view kMagic = "coteacote sealed file 1\n";
constexpr std::size_t kPiece = std::size_t{64} * 1024;
constexpr std::size_t kStreamKey = crypto_secretstream_xchacha20poly1305_KEYBYTES;
constexpr std::size_t kStreamHead = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr std::size_t kExtra = crypto_secretstream_xchacha20poly1305_ABYTES;

unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

/// The line that begins with `mark`, without it; other lines may be remarks.
std::optional<std::string> marked_line(std::string_view text, std::string_view mark) {
  auto const at = text.find(mark);
  if (at == std::string_view::npos || (at > 0 && text[at - 1] != '\n')) return std::nullopt;
  text.remove_prefix(at + mark.size());
  return std::string(text.substr(0, text.find_first_of("\r\n")));
}

std::string file_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw KeyError(fmt::format("cannot read the key file {}", path.string()));
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string take(std::istream& in, std::size_t size) {
  std::string out(size, '\0');
  in.read(out.data(), static_cast<std::streamsize>(size));
  out.resize(static_cast<std::size_t>(in.gcount()));
  return out;
}

}  // namespace

OfflinePair make_offline_pair() {
  auto const secret = Key::random();
  std::string open(32, '\0');
  crypto_scalarmult_base(bytes(open), secret.data());
  return {.public_text = fmt::format("{}{}\n", kPublic, to_base64(open)),
          .secret_text = fmt::format("{}{}\n", kSecret, secret.base64())};
}

std::optional<OfflinePublic> OfflinePublic::parse(std::string_view text) {
  auto const line = marked_line(text, kPublic);
  auto const raw = line ? from_base64(*line) : std::nullopt;
  if (!raw || raw->size() != crypto_box_PUBLICKEYBYTES || marked_line(text, kSecret)) return std::nullopt;
  OfflinePublic out;
  out.raw_ = *raw;
  return out;
}

OfflinePublic OfflinePublic::read(const std::filesystem::path& path) {
  auto const text = file_text(path);
  if (marked_line(text, kSecret))
    throw KeyError(fmt::format("{} holds the secret half of the offline key: it must not lie on this machine",
                               path.string()));
  auto out = parse(text);
  if (!out) throw KeyError(fmt::format("{} does not hold the public half of an offline key", path.string()));
  return std::move(*out);
}

std::string OfflinePublic::name() const {
  std::array<unsigned char, 16> hash{};
  crypto_generichash(hash.data(), hash.size(), bytes(std::string_view(raw_)), raw_.size(), nullptr, 0);
  std::string out;
  for (std::size_t i = 0; i < 8; ++i) out += fmt::format("{:02x}", hash.at(i));
  return out;
}

std::optional<OfflineSecret> OfflineSecret::parse(std::string_view text) {
  auto const line = marked_line(text, kSecret);
  auto const key = line ? Key::from_base64(*line) : std::nullopt;
  if (!key) return std::nullopt;
  OfflineSecret out;
  out.key_ = *key;
  return out;
}

OfflineSecret OfflineSecret::read(const std::filesystem::path& path) {
  auto out = parse(file_text(path));
  if (!out) throw KeyError(fmt::format("{} does not hold the secret half of an offline key", path.string()));
  return *out;
}

struct SealedWriter::Impl {
  std::ostream& out;
  crypto_secretstream_xchacha20poly1305_state state{};
  std::string waiting{};

  void push(std::string_view piece, unsigned char tag) {
    std::string sealed(piece.size() + kExtra, '\0');
    crypto_secretstream_xchacha20poly1305_push(&state, bytes(sealed), nullptr, bytes(piece), piece.size(),
                                               bytes(kMagic), kMagic.size(), tag);
    out << sealed;
  }
};

SealedWriter::SealedWriter(std::ostream& out, const OfflinePublic& reader)
    : impl_(std::make_unique<Impl>(Impl{.out = out})) {
  auto const key = Key::random();
  static_assert(kStreamKey == 32);
  std::string sealed_key(kStreamKey + crypto_box_SEALBYTES, '\0');
  crypto_box_seal(bytes(sealed_key), key.data(), kStreamKey, bytes(std::string_view(reader.raw())));
  std::string head(kStreamHead, '\0');
  crypto_secretstream_xchacha20poly1305_init_push(&impl_->state, bytes(head), key.data());
  out << kMagic << sealed_key << head;
}

SealedWriter::~SealedWriter() { sodium_memzero(&impl_->state, sizeof impl_->state); }

void SealedWriter::write(std::string_view more) {
  auto& waiting = impl_->waiting;
  while (!more.empty()) {
    auto const room = std::min(kPiece - waiting.size(), more.size());
    waiting += more.substr(0, room);
    more.remove_prefix(room);
    if (waiting.size() < kPiece) continue;
    impl_->push(waiting, 0);
    waiting.clear();
  }
}

void SealedWriter::finish() {
  impl_->push(impl_->waiting, crypto_secretstream_xchacha20poly1305_TAG_FINAL);
  impl_->out.flush();
  if (!impl_->out) throw KeyError("the sealed file could not be written");
}

void open_sealed(std::istream& in, const OfflineSecret& secret,
                 const std::function<void(std::string_view)>& each) {
  if (take(in, kMagic.size()) != kMagic) throw KeyError("this is not a sealed file of Côte à Côte");
  auto const sealed_key = take(in, kStreamKey + crypto_box_SEALBYTES);
  auto const head = take(in, kStreamHead);
  std::string open(crypto_box_PUBLICKEYBYTES, '\0');
  crypto_scalarmult_base(bytes(open), secret.key().data());
  std::string key(kStreamKey, '\0');
  if (head.size() != kStreamHead ||
      crypto_box_seal_open(bytes(key), bytes(std::string_view(sealed_key)), sealed_key.size(),
                           bytes(std::string_view(open)), secret.key().data()) != 0)
    throw KeyError("this file is sealed to another offline key, or its beginning is damaged");
  crypto_secretstream_xchacha20poly1305_state state;
  bool const begun = crypto_secretstream_xchacha20poly1305_init_pull(&state, bytes(std::string_view(head)),
                                                                     bytes(std::string_view(key))) == 0;
  sodium_memzero(key.data(), key.size());
  for (unsigned char tag = 0; tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL;) {
    auto const sealed = take(in, kPiece + kExtra);
    std::string piece(sealed.size() < kExtra ? 0 : sealed.size() - kExtra, '\0');
    if (!begun || sealed.size() < kExtra ||
        crypto_secretstream_xchacha20poly1305_pull(&state, bytes(piece), nullptr, &tag,
                                                   bytes(std::string_view(sealed)), sealed.size(),
                                                   bytes(kMagic), kMagic.size()) != 0)
      throw KeyError("the file is damaged, or stops before its end");
    each(piece);
  }
  sodium_memzero(&state, sizeof state);
  if (in.peek() != std::istream::traits_type::eof()) throw KeyError("the file goes on past its end");
}

}  // namespace cote::people
