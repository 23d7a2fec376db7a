// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/links/link_store.h"

namespace cote::people::store {
namespace {

std::string_view word(LinkKind kind) {
  switch (kind) {
    case LinkKind::invitation:
      return "invitation";
    case LinkKind::reset:
      return "reset";
    case LinkKind::email:
      return "email";
  }
  return "";
}
LinkKind kind_of(std::string_view text) {
  if (text == "invitation") return LinkKind::invitation;
  return text == "reset" ? LinkKind::reset : LinkKind::email;
}

constexpr auto kRemember = std::chrono::days(30);  // so that the page of an old link can say what it was
constexpr auto kDevice = std::chrono::days(400);   // as long as its cookie

}  // namespace

void add_link(db::Tx& tx, const Link& link, std::string_view hash, Time now) {
  tx.run(
      "insert into one_time_link (hash, kind, account_id, email, created, expires) "
      "values (:hash, :kind, :account, :email, :now, :expires)",
      {{"hash", hash},
       {"kind", word(link.kind)},
       {"account", link.account.text},
       {"email", link.email},
       {"now", iso(now)},
       {"expires", iso(link.expires)}});
}

std::optional<Link> link(db::Session& session, std::string_view hash) {
  auto const row = session.one<std::string, std::string, std::string, std::string, std::string>(
      "select kind, account_id, email, expires, used from one_time_link where hash = :hash",
      {{"hash", hash}});
  if (!row) return std::nullopt;
  auto const& [kind, account, email, expires, used] = *row;
  return Link{.kind = kind_of(kind),
              .account = {account},
              .email = email,
              .expires = parse_time(expires).value_or(Time{}),
              .used = !used.empty()};
}

bool use_link(db::Tx& tx, std::string_view hash, Time now) {
  return tx.run("update one_time_link set used = :now where hash = :hash and used is null",
                {{"now", iso(now)}, {"hash", hash}}) == 1;
}

bool recent_link(db::Session& session, const AccountId& id, LinkKind kind, Time since) {
  return session
      .one<std::string>(
          "select hash from one_time_link where account_id = :id and kind = :kind "
          "and used is null and created > :since limit 1",
          {{"id", id.text}, {"kind", word(kind)}, {"since", iso(since)}})
      .has_value();
}

void retire_links(db::Tx& tx, const AccountId& id, LinkKind kind, Time now) {
  tx.run("update one_time_link set used = :now where account_id = :id and kind = :kind and used is null",
         {{"now", iso(now)}, {"id", id.text}, {"kind", word(kind)}});
}

void want_link(db::Tx& tx, std::string_view email, std::string_view origin, Time now) {
  tx.run(
      "insert into wanted_link (email, origin, asked) values (:email, :origin, :now) "
      "on conflict (email) do update set asked = excluded.asked",
      {{"email", email}, {"origin", origin}, {"now", iso(now)}});
}

std::vector<Wanted> take_wanted(db::Tx& tx) {
  std::vector<Wanted> out;
  for (auto& [email, origin] :
       tx.all<std::string, std::string>("select email, origin from wanted_link order by asked limit 100")) {
    tx.run("delete from wanted_link where email = :email", {{"email", email}});
    out.push_back({std::move(email), std::move(origin)});
  }
  return out;
}

void know_device(db::Tx& tx, const AccountId& id, std::string_view hash, Time now) {
  tx.run(
      "insert into known_device (hash, account_id, seen) values (:hash, :id, :now) "
      "on conflict (hash, account_id) do update set seen = excluded.seen",
      {{"hash", hash}, {"id", id.text}, {"now", iso(now)}});
}
bool knows_device(db::Session& session, const AccountId& id, std::string_view hash) {
  return session
      .one<std::string>("select hash from known_device where hash = :hash and account_id = :id",
                        {{"hash", hash}, {"id", id.text}})
      .has_value();
}

std::int64_t tidy(db::Tx& tx, const SessionLimits& limits, Time now) {
  auto gone = tx.run("delete from session where created < :before or seen < :idle",
                     {{"before", iso(now - limits.absolute)}, {"idle", iso(now - limits.idle)}});
  gone += tx.run("delete from one_time_link where expires < :before", {{"before", iso(now - kRemember)}});
  gone += tx.run("delete from known_device where seen < :before", {{"before", iso(now - kDevice)}});
  gone += tx.run("delete from provider_visit where created < :before",
                 {{"before", iso(now - std::chrono::hours(1))}});
  return gone;
}

}  // namespace cote::people::store
