// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/handout/selection.h"

#include <algorithm>
#include <array>

#include <sodium.h>

namespace cote::guide::handout {
namespace {

template <class Find>
Selection gather(std::string_view text, char between, Find find) {
  Selection out;
  while (!text.empty()) {
    auto const end = std::min(text.find(between), text.size());
    auto const* service = find(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!service || service->status == Status::closed || service->status == Status::merged ||
        std::ranges::find(out.services, service) != out.services.end())
      continue;
    if (out.services.size() < kMost) {
      out.services.push_back(service);
    } else {
      ++out.left_out;
    }
  }
  return out;
}

template <class Part>
std::string joined(const Selection& selection, char between, Part part) {
  std::string out;
  for (auto const* service : selection.services) {
    if (!out.empty()) out += between;
    out += part(*service);
  }
  return out;
}

}  // namespace

Selection chosen(const Snapshot& from, std::string_view slugs) {
  return gather(slugs, ',', [&](std::string_view slug) {
    auto const* service = from.service_by_slug(slug);
    return service ? service : from.service_by_old_slug(slug);
  });
}

Selection of_ids(const Snapshot& from, std::string_view ids) {
  return gather(ids, ' ', [&](std::string_view id) { return from.service(id); });
}

std::string slugs_of(const Selection& selection) {
  return joined(selection, ',', [](const Service& s) { return s.slug; });
}

std::string ids_of(const Selection& selection) {
  return joined(selection, ' ', [](const Service& s) { return s.id.text; });
}

std::string code_of(std::string_view ids, std::size_t length) {
  // Without 0 and o, 1, i and l, u and v.
  static constexpr std::string_view kLetters = "23456789abcdefghjkmnpqrstwxyz";
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(ids.data()), ids.size());
  std::string out;
  for (std::size_t i = 0; i < std::min(length, hash.size()); ++i) out += kLetters[hash[i] % kLetters.size()];
  return out;
}

namespace store {

std::string keep(db::Tx& tx, std::string_view ids, Time now) {
  auto const today = iso(now).substr(0, 10);
  for (std::size_t length = 8;; length += 4) {
    auto const code = code_of(ids, length);
    tx.run(
        "insert into selection (code, services, last_used) values (:code, :services, :today) "
        "on conflict (code) do update set last_used = excluded.last_used "
        "where selection.services = excluded.services",
        {{"code", code}, {"services", ids}, {"today", today}});
    if (find(tx, code) == ids || length >= 32) return code;
  }
}

std::string find(db::Session& session, std::string_view code) {
  auto const row =
      session.one<std::string>("select services from selection where code = :code", {{"code", code}});
  return row ? std::get<0>(*row) : std::string();
}

std::int64_t erase(db::Tx& tx, Time before) {
  return tx.run("delete from selection where last_used < :day", {{"day", iso(before).substr(0, 10)}});
}

}  // namespace store
}  // namespace cote::guide::handout
