// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/ledger.h"

#include "people/ledger/link.h"

namespace cote::people::ledger {

std::int64_t note(db::Tx& tx, const Actor& who, const Entry& entry, Time now) {
  // Takes the row of the head: whoever writes next, in whatever process, waits for this commit.
  auto const head = tx.one<std::int64_t, std::string>(
      "update ledger_head set seq = seq + 1 where id = 1 returning seq, hash");
  if (!head) throw db::Error(db::Error::Kind::other, "the ledger has no head");
  auto const& [seq, before] = *head;
  auto const at = iso(now);
  auto const actor = who.account.empty() ? who.name : std::string();
  auto const hash = link({.before = before,
                          .seq = seq,
                          .at = at,
                          .account = who.account.text,
                          .actor = actor,
                          .action = entry.action,
                          .subject = entry.subject,
                          .subject_id = entry.subject_id,
                          .detail = entry.detail,
                          .purpose = entry.purpose});
  tx.run(
      "insert into ledger (seq, at, account_id, actor, action, subject, subject_id, detail, purpose, hash) "
      "values (:seq, :at, :account, :actor, :action, :subject, :subject_id, :detail, :purpose, :hash)",
      {{"seq", seq},
       {"at", at},
       {"account", who.account.text},
       {"actor", actor},
       {"action", entry.action},
       {"subject", entry.subject},
       {"subject_id", entry.subject_id},
       {"detail", entry.detail},
       {"purpose", entry.purpose},
       {"hash", hash}});
  tx.run("update ledger_head set hash = :hash where id = 1", {{"hash", hash}});
  return seq;
}

std::int64_t read_of(db::Db& db, const Actor& who, std::string_view subject, std::string_view subject_id,
                     std::string_view purpose, Time now) {
  return db.write([&](db::Tx& tx) {
    return note(tx, who,
                {.action = "personal.read",
                 .subject = std::string(subject),
                 .subject_id = std::string(subject_id),
                 .purpose = std::string(purpose)},
                now);
  });
}

}  // namespace cote::people::ledger
