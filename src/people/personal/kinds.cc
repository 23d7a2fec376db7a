// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/personal/kinds.h"

#include <algorithm>
#include <array>

#include "people/personal/personal.h"

namespace cote::people::personal {
namespace {

constexpr std::array kKinds = {
    // Two years without signing in: nobody needs it for her work any more.
    Kind{.name = "account",
         .table = "account",
         .since = "coalesce(last_sign_in, created)",
         .where = "state <> 'invited'",
         .days = 730,
         .erase = "account"},
    Kind{.name = "invitation",
         .table = "account",
         .since = "created",
         .where = "state = 'invited'",
         .days = 60,
         .erase = "account"},
    Kind{.name = "session",
         .table = "session",
         .since = "seen",
         .where = "1 = 1",
         .days = 30,
         .erase = "delete from session"},
    Kind{.name = "device",
         .table = "known_device",
         .since = "seen",
         .where = "1 = 1",
         .days = 400,
         .erase = "delete from known_device"},
    Kind{.name = "link",
         .table = "one_time_link",
         .since = "expires",
         .where = "1 = 1",
         .days = 30,
         .erase = "delete from one_time_link"},
    Kind{.name = "brake",
         .table = "sign_in_brake",
         .since = "last",
         .where = "1 = 1",
         .days = 2,
         .erase = "delete from sign_in_brake"},
    Kind{.name = "message",
         .table = "outbox",
         .since = "coalesce(sent, created)",
         .where = "state <> 'queued' and body <> ''",
         .days = 30,
         .job = "post.retention"},
    Kind{.name = "correction",
         .table = "correction",
         .since = "decided",
         .where = "erased is null and decided is not null",
         .days = 180,
         .job = "public.erase"},
};

constexpr std::array kHoldings = {
    Holding{"account", "email, name, lang, team, state, created, last_sign_in", "id = :id"},
    Holding{"account_role", "role", "account_id = :id"},
    Holding{"account_organisation", "organisation_id", "account_id = :id"},
    Holding{"account_identity", "issuer, subject, linked", "account_id = :id"},
    Holding{"session", "browser, created, seen", "account_id = :id"},
    Holding{"known_device", "seen", "account_id = :id"},
    Holding{"one_time_link", "kind, email, created, expires, used", "account_id = :id"},
    Holding{"guide_draft", "service_id, name, state, started, saved, note", "author_id = :id"},
    Holding{"guide_version", "service_id, number, at, what, note", "author_id = :id"},
    Holding{"verification", "service_id, kinds, verified_on, verified_how, at", "account_id = :id"},
    Holding{"outbox", "kind, recipient, lang, subject, state, created, sent", "recipient = :email"},
    Holding{"ledger", "seq, at, action, subject, subject_id, detail, purpose", "account_id = :id"},
};

constexpr std::array<std::string_view, 8> kLeavings = {
    "update guide_draft set author = '' where author_id = :id",
    "update guide_draft set answered_by = '' where answered_by = :name",
    "update guide_version set author = '' where author_id = :id",
    "update guide_version set approved_by = '' where approved_by = :name",
    "update desk_import set author = '' where author_id = :id",
    "update verification set verified_by = '' where account_id = :id",
    "delete from outbox where recipient = :email",
    "delete from outbox where about = 'account' and about_id = :id",
};

}  // namespace

std::span<const Kind> kinds() { return kKinds; }
std::span<const Holding> holdings() { return kHoldings; }
std::span<const std::string_view> leavings() { return kLeavings; }

const Kind* kind(std::string_view name) {
  auto const* const at = std::ranges::find(kKinds, name, &Kind::name);
  return at == kKinds.end() ? nullptr : at;
}

}  // namespace cote::people::personal
