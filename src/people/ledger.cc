// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/ledger.h"

#include <array>

#include <fmt/format.h>
#include <sodium.h>

namespace cote::people::ledger {
namespace {

/// BLAKE2b-256 of the entry before and of every field of this one, each preceded by its length.
std::string link(std::string_view before, std::int64_t seq, std::string_view at, const Actor& who,
                 const Entry& entry) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, 32);
  auto const add = [&](std::string_view field) {
    auto const size = fmt::format("{}:", field.size());
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(size.data()), size.size());
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(field.data()), field.size());
  };
  auto const number = std::to_string(seq);
  for (std::string_view const field :
       {before, std::string_view(number), at, std::string_view(who.account.text), std::string_view(who.name),
        std::string_view(entry.action), std::string_view(entry.subject), std::string_view(entry.subject_id),
        std::string_view(entry.detail), std::string_view(entry.purpose)})
    add(field);
  std::array<unsigned char, 32> hash{};
  crypto_generichash_final(&state, hash.data(), hash.size());
  std::string out;
  for (auto const byte : hash) out += fmt::format("{:02x}", byte);
  return out;
}

}  // namespace

std::int64_t note(db::Tx& tx, const Actor& who, const Entry& entry, Time now) {
  // Takes the row of the head: whoever writes next, in whatever process, waits for this commit.
  tx.run("update ledger_head set seq = seq + 1 where id = 1");
  auto const head = tx.one<std::int64_t, std::string>("select seq, hash from ledger_head where id = 1");
  if (!head) throw db::Error(db::Error::Kind::other, "the ledger has no head");
  auto const& [seq, before] = *head;
  auto const at = iso(now);
  auto const hash = link(before, seq, at, who, entry);
  tx.run(
      "insert into ledger (seq, at, account_id, actor, action, subject, subject_id, detail, purpose, hash) "
      "values (:seq, :at, :account, :actor, :action, :subject, :subject_id, :detail, :purpose, :hash)",
      {{"seq", seq},
       {"at", at},
       {"account", who.account.text},
       {"actor", who.name},
       {"action", entry.action},
       {"subject", entry.subject},
       {"subject_id", entry.subject_id},
       {"detail", entry.detail},
       {"purpose", entry.purpose},
       {"hash", hash}});
  tx.run("update ledger_head set hash = :hash where id = 1", {{"hash", hash}});
  return seq;
}

}  // namespace cote::people::ledger
