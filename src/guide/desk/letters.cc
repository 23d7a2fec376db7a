// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/desk/letters.h"

#include "guide/rules.h"
#include "kernel/lang.h"
#include "kernel/text.h"
#include "people/store.h"
#include "post/outbox.h"

namespace cote::guide::desk::letters {

void tell_author(db::Tx& tx, const people::Actor& who, const Draft& draft, About about,
                 std::string_view origin, Time now) {
  if (draft.author_id == who.account.text || !is_uuid(draft.author_id)) return;
  auto const to = people::store::account(tx, {draft.author_id});
  if (!to || to->state != people::AccountState::active || !post::is_address(to->email)) return;
  auto const* lang = find_language(to->lang);
  auto const& t = Text::in(lang == nullptr ? languages().front() : *lang);
  bool const back = about == About::returned;
  auto const key = std::string(back ? "desk.mail.returned" : "desk.mail.published");
  auto const link =
      std::string(origin) + (back ? "/desk/drafts/" + draft.id : "/desk/services/" + draft.service.text);
  auto const record = rules::text(draft.record.service.name, t.lang().tag);
  post::put(
      tx,
      {.kind = back ? "desk.returned" : "desk.published",
       .to = to->email,
       .lang = t.lang().tag,
       .subject = t(key),
       .text = t(key + ".text", {{"name", to->name}, {"who", who.name}, {"record", record}, {"link", link}}),
       .about = "account",
       .about_id = to->id.text},
      now);
}

}  // namespace cote::guide::desk::letters
