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
    // Two years after a person last had to do with an activity. The row stays, without words, so that what
    // was counted stays right.
    Kind{.name = "participant",
         .table = "activity_participant",
         .since = "seen",
         .where = "erased = 0",
         .days = 730,
         .erase = "update activity_participant set name = '', email = '', phone = '', birth_year = null, "
                  "status = '', erased = 1"},
    Kind{.name = "enrolment_note",
         .table = "activity_enrolment",
         .since = "updated",
         .where = "note <> ''",
         .days = 365,
         .erase = "update activity_enrolment set note = ''"},
    // A paper that somebody may have to prove years later, in a file about nationality or work.
    Kind{.name = "certificate",
         .table = "activity_certificate",
         .since = "issued",
         .where = "name <> ''",
         .days = 3650,
         .erase = "update activity_certificate set name = ''"},
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
    Holding{"activity_trainer", "session_id, name, minutes", "account_id = :id"},
    Holding{"activity_participant", "name, email, phone, birth_year, sex, nis, lang, created, seen",
            "email = :email"},
    Holding{"activity_enrolment", "edition_id, size, state, requested, level, channel, reason, note",
            "unit_id in (select m.unit_id from activity_unit_member m join activity_participant p on p.id = "
            "m.participant_id where p.email = :email)"},
    Holding{"activity_attendance", "session_id, state, minutes, at",
            "participant_id in (select id from activity_participant where email = :email)"},
    Holding{"activity_certificate", "year, number, code, name, title, minutes, expected, issued, state",
            "participant_id in (select id from activity_participant where email = :email)"},
    Holding{"ledger", "seq, at, action, subject, subject_id, detail, purpose", "account_id = :id"},
};

constexpr std::array<std::string_view, 12> kLeavings = {
    "update guide_draft set author = '' where author_id = :id",
    "update guide_draft set answered_by = '' where answered_by = :name",
    "update guide_version set author = '' where author_id = :id",
    "update guide_version set approved_by = '' where approved_by = :name",
    "update desk_import set author = '' where author_id = :id",
    "update verification set verified_by = '' where account_id = :id",
    "update activity_trainer set name = '' where account_id = :id",
    "update activity_enrolment set note = '' where unit_id in (select m.unit_id from activity_unit_member m "
    "join activity_participant p on p.id = m.participant_id where p.email = :email)",
    "update activity_certificate set name = '' where participant_id in (select id from activity_participant "
    "where email = :email)",
    "update activity_participant set name = '', email = '', phone = '', birth_year = null, status = '', "
    "erased = 1 where email = :email",
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
