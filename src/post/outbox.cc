// SPDX-License-Identifier: AGPL-3.0-or-later
#include "post/outbox.h"

namespace cote::post {

std::int64_t put(db::Tx& tx, const Message& message, Time now) {
  auto const row = tx.one<std::int64_t>("select coalesce(max(id), 0) + 1 from outbox");
  auto const id = row ? std::get<0>(*row) : 1;
  auto const once = message.once.empty() ? std::optional<std::string>() : std::optional(message.once);
  auto const added = tx.run(
      "insert into outbox (id, kind, recipient, lang, subject, body, once, about, about_id, state, attempts, "
      "created, next_attempt) values (:id, :kind, :recipient, :lang, :subject, :body, :once, :about, "
      ":about_id, 'queued', 0, :now, :now) on conflict (once) do nothing",
      {{"id", id},
       {"kind", message.kind},
       {"recipient", message.to},
       {"lang", message.lang},
       {"subject", message.subject},
       {"body", message.text},
       {"once", once},
       {"about", message.about},
       {"about_id", message.about_id},
       {"now", iso(now)}});
  return added == 0 ? 0 : id;
}

}  // namespace cote::post
