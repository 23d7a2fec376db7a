// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>

#include "activities/attendance/codes.h"
#include "activities/attendance/door.h"
#include "activities/attendance/rules.h"
#include "activities/code.h"
#include "activities/enrolment/store.h"
#include "activities/store.h"
#include "people/ledger.h"
#include "people/sign_in/secret.h"

namespace cote::activities {
namespace {

using people::Action;
using people::Compartment;

bool may(db::Session& session, const people::Actor& who, const EditionId& id) {
  if (who.scope(Compartment::participants, Action::certify) == people::Scope::none) return false;
  auto const organisation = store::organisation_of(session, id);
  return organisation && who.may(Compartment::participants, Action::certify, *organisation);
}

Date day_of(LocalMinute at) { return Date{std::chrono::floor<std::chrono::days>(at)}; }

void step(db::Tx& tx, const people::Actor& who, const Certificate& c, std::string_view what,
          std::string_view reason, Time now) {
  store::add_step(
      tx, c.id,
      {.what = std::string(what), .at = now, .account = who.account.text, .reason = std::string(reason)});
  people::ledger::note(
      tx, who,
      {.action = fmt::format("activities.certificate_{}", what),
       .subject = "certificate",
       .subject_id = c.id.text,
       .detail = fmt::format(R"({{"edition":"{}","number":"{}-{}","minutes":{},"expected":{},"state":"{}"}})",
                             c.edition.text, c.year, c.number, c.attended.count(), c.expected.count(),
                             code(c.state))},
      now);
}

/// A paper of what stands in the ledger of minutes now; not stored yet.
Result<Certificate> drawn_up(db::Tx& tx, const CertificateDoor::Wanted& wanted, Time now) {
  auto const edition = store::edition(tx, wanted.edition);
  auto const person = store::participant(tx, wanted.participant);
  auto const no = [](std::string key) { return Problems{{.field = "participant", .key = std::move(key)}}; };
  if (!edition || !person) return Refusal{Fault::missing};
  if (person->erased || person->name.empty()) return no("activities.certificate.no_name");
  auto const sessions = store::sessions_of(tx, wanted.edition);
  auto const marks = store::marks_of(tx, wanted.participant, wanted.edition);
  auto stays = store::stays(tx, wanted.edition);
  auto const sums = rules::tally(sessions, marks, stays[wanted.participant]);
  if (sums.attended.count() == 0) return no("activities.certificate.no_minutes");
  auto const reached = rules::threshold(sums, edition->threshold_percent);
  if (reached == Threshold::possible || reached == Threshold::out_of_reach)
    return no("activities.certificate.below");
  // The tables are asked once more in their own words: a paper is a proof.
  if (store::attended(tx, wanted.participant, wanted.edition) != sums.attended)
    throw db::Error(db::Error::Kind::other, "two sums of one attendance differ");
  auto const today = std::chrono::floor<std::chrono::days>(to_local(now));
  Certificate c{.id = {people::secret::uuid()}, .code = codes::of_certificate()};
  c.year = static_cast<int>(std::chrono::year_month_day(today).year());
  c.number = store::next_number(tx, c.year);
  c.participant = wanted.participant;
  c.edition = wanted.edition;
  c.name = person->name;
  c.title = store::title(tx, wanted.edition, wanted.lang);
  c.lang = wanted.lang;
  c.attended = sums.attended;
  c.expected = sums.expected;
  c.level_out = wanted.level_out;
  c.issued = now;
  bool any = false;
  for (auto const& session : sessions) {
    auto const mark = std::ranges::find(marks, session.id, &Mark::session);
    if (mark == marks.end() || mark->length.count() == 0) continue;
    if (!any) c.first_day = day_of(session.starts);
    c.last_day = day_of(session.starts);
    any = true;
  }
  return c;
}

bool says_the_same(const Certificate& a, const Certificate& b) {
  return a.name == b.name && a.attended == b.attended && a.expected == b.expected &&
         a.first_day == b.first_day && a.last_day == b.last_day && a.level_out == b.level_out &&
         a.lang == b.lang;
}

/// A verb on a paper that is there and valid. A reason is always asked.
template <class F>
Result<Certificate> on_valid(db::Db& db, const people::Actor& who, const CertificateId& id,
                             std::string_view reason, F work) {
  return db.write_together([&](db::Tx& tx) -> Result<Certificate> {
    auto const c = store::certificate(tx, id);
    if (!c || !may(tx, who, c->edition)) return Refusal{Fault::missing};
    if (reason.empty()) return Problems{{.field = "reason", .key = "activities.enrol.reason_missing"}};
    if (c->state != CertificateState::valid) return Refusal{Fault::conflict};
    return work(tx, *c);
  });
}

}  // namespace

Result<Certificate> CertificateDoor::issue(const people::Actor& who, const Wanted& wanted, Time now) const {
  return db.write_together([&](db::Tx& tx) -> Result<Certificate> {
    if (!may(tx, who, wanted.edition)) return Refusal{Fault::missing};
    auto made = drawn_up(tx, wanted, now);
    if (!made) return made;
    for (auto const& held : store::certificates_of(tx, wanted.participant, wanted.edition)) {
      if (held.state != CertificateState::valid) continue;
      if (!says_the_same(held, *made))
        return Problems{{.field = "participant", .key = "activities.certificate.correct_it"}};
      step(tx, who, held, "duplicated", {}, now);
      return held;
    }
    store::add(tx, *made);
    step(tx, who, *made, "issued", {}, now);
    return made;
  });
}

Result<Certificate> CertificateDoor::duplicate(const people::Actor& who, const CertificateId& id,
                                               std::string_view reason, Time now) const {
  return on_valid(db, who, id, reason, [&](db::Tx& tx, const Certificate& c) -> Result<Certificate> {
    step(tx, who, c, "duplicated", reason, now);
    return c;
  });
}

Result<Certificate> CertificateDoor::correct(const people::Actor& who, const CertificateId& id,
                                             std::string_view reason, Time now) const {
  return on_valid(db, who, id, reason, [&](db::Tx& tx, const Certificate& c) -> Result<Certificate> {
    auto made = drawn_up(
        tx, {.participant = c.participant, .edition = c.edition, .lang = c.lang, .level_out = c.level_out},
        now);
    if (!made) return made;
    auto old = c;
    old.state = CertificateState::corrected;
    auto fresh = *made;
    fresh.replaces = c.id;
    store::set_state(tx, c.id, old.state);
    step(tx, who, old, "corrected", reason, now);
    store::add(tx, fresh);
    step(tx, who, fresh, "issued", reason, now);
    return fresh;
  });
}

Result<Certificate> CertificateDoor::withdraw(const people::Actor& who, const CertificateId& id,
                                              std::string_view reason, Time now) const {
  return on_valid(db, who, id, reason, [&](db::Tx& tx, const Certificate& c) -> Result<Certificate> {
    auto old = c;
    old.state = CertificateState::withdrawn;
    store::set_state(tx, c.id, old.state);
    step(tx, who, old, "withdrawn", reason, now);
    return old;
  });
}

Result<Paper> CertificateDoor::read(const people::Actor& who, const CertificateId& id,
                                    std::string_view purpose, Time now) const {
  auto out = db.read([&](db::Session& s) -> Result<Paper> {
    auto c = store::certificate(s, id);
    if (!c || !may(s, who, c->edition)) return Refusal{Fault::missing};
    return Paper{.certificate = std::move(*c), .steps = store::certificate_steps(s, id)};
  });
  if (out) people::ledger::read_of(db, who, "certificate", id.text, purpose, now);
  return out;
}

Result<Certificate> CertificateDoor::verify(std::string_view typed) const {
  auto const code = codes::read_certificate(typed);
  if (!code) return Refusal{Fault::missing};
  auto found = db.read([&](db::Session& s) { return store::certificate_by_code(s, *code); });
  if (!found) return Refusal{Fault::missing};
  found->id = {};
  found->participant = {};
  found->edition = {};
  found->replaces = {};
  if (found->state == CertificateState::valid) return std::move(*found);
  return Certificate{
      .year = found->year, .number = found->number, .code = found->code, .state = found->state};
}

}  // namespace cote::activities
