// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/freshness/store.h"

#include <algorithm>

#include "guide/codes.h"

namespace cote::guide::freshness::store {
namespace {

using Text = std::string;
using Number = std::optional<std::int64_t>;

constexpr std::string_view kSteps[] = {"quiet", "call", "asked", "warned", "withdrawn"};

Step step_of(std::string_view word) {
  auto const found = std::ranges::find(kSteps, word);
  return found == std::end(kSteps) ? Step::quiet : static_cast<Step>(found - std::begin(kSteps));
}
std::string_view word_of(Step step) { return kSteps[static_cast<std::size_t>(step)]; }

// The letter's fate is read where it is kept, so that nobody is warned for a letter that never left.
constexpr char kColumns[] = R"sql(
  select s.id, coalesce(s.organisation_id, ''), coalesce(n.text, s.slug), coalesce(m.text, ''), s.source_lang,
         coalesce(s.next_review, ''), coalesce(s.verified_on, ''), coalesce(s.as_of, ''), s.as_of_year,
         s.verified_how,
         case when s.email <> '' then s.email
              else coalesce((select min(c.email) from contact c where c.service_id = s.id and c.email <> ''),
                            o.email, '') end,
         coalesce((select min(p.number) from phone p where p.service_id = s.id),
                  (select min(q.number) from phone q where q.organisation_id = s.organisation_id), ''),
         coalesce(f.step, 'quiet'), coalesce(f.since, ''), coalesce(f.letters, 0),
         coalesce(f.last_letter, ''), coalesce(f.refused, ''), coalesce(f.letter_id, 0), coalesce(b.state, '')
    from service s
    left join organisation o on o.id = s.organisation_id
    left join freshness_state f on f.service_id = s.id
    left join outbox b on b.id = f.letter_id
    left join guide_text n on n.entity = 'service' and n.entity_id = s.id and n.part = '' and n.field = 'name'
                          and n.lang = s.source_lang
    left join guide_text m on m.entity = 'organisation' and m.entity_id = s.organisation_id and m.part = ''
                          and m.field = 'name' and m.lang = s.source_lang
)sql";
constexpr char kLive[] = "(s.status = 'active' or s.status = 'temporarily_closed')";
constexpr char kOrder[] =
    " order by coalesce(s.next_review, s.verified_on, s.as_of, cast(s.as_of_year as text), ''), s.id";

std::vector<Row> rows_of(db::Session& session, const std::string& sql, const db::Binds& binds) {
  auto const found = session.all<Text, Text, Text, Text, Text, Text, Text, Text, Number, Text, Text, Text,
                                 Text, Text, std::int64_t, Text, Text, std::int64_t, Text>(sql, binds);
  std::vector<Row> out;
  out.reserve(found.size());
  for (auto const& [id, organisation, name, organisation_name, lang, review, verified, as_of, year, how,
                    email, phone, step, since, letters, last, refused, letter, fate] : found) {
    Row row{.id = {id},
            .organisation = {organisation},
            .name = name,
            .organisation_name = organisation_name,
            .source_lang = lang,
            .email = email,
            .phone = phone,
            .refused = refused,
            .letter = letter};
    row.provenance.next_review = parse_date(review);
    row.provenance.verified_on = parse_date(verified);
    row.provenance.as_of = parse_date(as_of);
    if (year) row.provenance.as_of_year = static_cast<int>(*year);
    row.provenance.verified_how = from_code<VerifiedHow>(how).value_or(VerifiedHow::unknown);
    bool const came_back = fate == "bounced" || fate == "failed";
    row.at = {.step = step_of(step),
              .since = parse_date(since).value_or(Date()),
              .letters = static_cast<int>(letters),
              .last_letter = parse_date(last),
              .reachable = !email.empty() && email != refused && !came_back,
              .letter_waits = fate == "queued",
              .due = row.provenance.next_review};
    if (came_back) row.refused = email;
    out.push_back(std::move(row));
  }
  return out;
}

std::string condition(const Asked& asked, const people::Predicate& within) {
  std::string out = std::string(" where ") + kLive + " and " + within.sql;
  if (!asked.organisation.empty()) out += " and s.organisation_id = :organisation";
  switch (asked.view) {
    case View::due:
      return out + " and coalesce(s.next_review, '') <= :today";
    case View::call:
      return out + " and f.step = 'call'";
    case View::asked:
      return out + " and f.step = 'asked'";
    case View::warned:
      return out + " and f.step = 'warned'";
    case View::withdrawn:
      return out + " and f.step = 'withdrawn'";
  }
  return out;
}

db::Binds binds_of(const Asked& asked, const people::Predicate& within) {
  auto binds = within.binds;
  if (asked.view == View::due) binds.emplace_back("today", iso(asked.today));
  if (!asked.organisation.empty()) binds.emplace_back("organisation", asked.organisation);
  return binds;
}

std::int64_t next_id(db::Tx& tx, const std::string& table) {
  return std::get<0>(*tx.one<std::int64_t>("select coalesce(max(id), 0) + 1 from " + table));
}

void tell_readers(db::Tx& tx, const ServiceId& id, Time now) {
  tx.run(
      "insert into change_log (seq, entity, entity_id, at) "
      "select coalesce(max(seq), 0) + 1, 'service', :id, :at from change_log",
      {{"id", id.text}, {"at", iso(now)}});
}

}  // namespace

Policy policy(db::Session& session) {
  Policy out;
  for (auto const& [kind, days] : session.all<Text, std::int64_t>("select kind, days from freshness_period"))
    if (auto const known = from_code<FactKind>(kind))
      out.days[static_cast<std::size_t>(*known)] = static_cast<int>(days);
  struct Named {
    std::string_view name;
    int Policy::*value;
  };
  constexpr Named kNumbers[] = {{"letters_a_day", &Policy::letters_a_day},
                                {"reminders", &Policy::reminders},
                                {"link_days", &Policy::link_days}};
  for (auto const& [name, value] : session.all<Text, std::int64_t>("select name, value from freshness_rule"))
    for (auto const& number : kNumbers)
      if (number.name == name) out.*number.value = static_cast<int>(value);
  return out;
}

std::vector<Row> rows(db::Session& session, const Asked& asked, const people::Predicate& within) {
  auto binds = binds_of(asked, within);
  binds.emplace_back("limit", asked.limit);
  binds.emplace_back("offset", asked.offset);
  return rows_of(session, kColumns + condition(asked, within) + kOrder + " limit :limit offset :offset",
                 binds);
}

Counts counts(db::Session& session, const Asked& asked, const people::Predicate& within) {
  auto binds = within.binds;
  binds.emplace_back("today", iso(asked.today));
  std::string of_one;
  if (!asked.organisation.empty()) {
    of_one = " and s.organisation_id = :organisation";
    binds.emplace_back("organisation", asked.organisation);
  }
  auto const found = session.one<std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t>(
      "select coalesce(sum(case when coalesce(s.next_review, '') <= :today then 1 else 0 end), 0), "
      "coalesce(sum(case when f.step = 'call' then 1 else 0 end), 0), "
      "coalesce(sum(case when f.step = 'asked' then 1 else 0 end), 0), "
      "coalesce(sum(case when f.step = 'warned' then 1 else 0 end), 0), "
      "coalesce(sum(case when f.step = 'withdrawn' then 1 else 0 end), 0) "
      "from service s left join freshness_state f on f.service_id = s.id where " +
          std::string(kLive) + " and " + within.sql + of_one,
      binds);
  if (!found) return {};
  auto const [due, call, asked_now, warned, withdrawn] = *found;
  return {due, call, asked_now, warned, withdrawn};
}

std::vector<Row> under_way(db::Session& session, Date today) {
  return rows_of(session,
                 std::string(kColumns) + " where " + kLive +
                     " and (coalesce(s.next_review, '') <= :today or coalesce(f.step, 'quiet') <> 'quiet')" +
                     kOrder,
                 {{"today", iso(today)}});
}

std::optional<Row> row(db::Session& session, const ServiceId& id) {
  auto found = rows_of(session, std::string(kColumns) + " where s.id = :id", {{"id", id.text}});
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<ServiceId> due_of(db::Session& session, const OrganisationId& organisation, Date today) {
  std::vector<ServiceId> out;
  for (auto const& [id] : session.all<Text>(std::string("select s.id from service s where ") + kLive +
                                                " and s.organisation_id = :organisation and "
                                                "coalesce(s.next_review, '') <= :today order by s.id",
                                            {{"organisation", organisation.text}, {"today", iso(today)}}))
    out.push_back({id});
  return out;
}

void put(db::Tx& tx, const ServiceId& id, const Situation& at, std::int64_t letter, std::string_view refused,
         bool seen_by_readers, Time now) {
  tx.run(R"sql(
      insert into freshness_state (service_id, step, since, letters, last_letter, letter_id, refused)
      values (:id, :step, :since, :letters, :last, :letter, :refused)
      on conflict (service_id) do update set step = excluded.step, since = excluded.since,
        letters = excluded.letters, last_letter = excluded.last_letter, letter_id = excluded.letter_id,
        refused = excluded.refused)sql",
         {{"id", id.text},
          {"step", word_of(at.step)},
          {"since", iso(at.since)},
          {"letters", at.letters},
          {"last", at.last_letter ? std::optional(iso(*at.last_letter)) : std::nullopt},
          {"letter", letter == 0 ? Number() : Number(letter)},
          {"refused", refused}});
  if (seen_by_readers) tell_readers(tx, id, now);
}

void put_next_review(db::Tx& tx, const ServiceId& id, Date day) {
  tx.run("update service set next_review = :day where id = :id", {{"day", iso(day)}, {"id", id.text}});
}

std::vector<FactCheck> checks(db::Session& session, const ServiceId& id) {
  std::vector<FactCheck> out;
  for (auto const& [kind, on, how, next] : session.all<Text, Text, Text, Text>(
           "select kind, verified_on, verified_how, next_review from fact_check where service_id = :id",
           {{"id", id.text}}))
    out.push_back({.kind = from_code<FactKind>(kind).value_or(FactKind()),
                   .on = parse_date(on).value_or(Date()),
                   .how = from_code<VerifiedHow>(how).value_or(VerifiedHow::unknown),
                   .next_review = parse_date(next).value_or(Date())});
  std::ranges::sort(out, {}, &FactCheck::kind);
  return out;
}

std::vector<Verification> history(db::Session& session, const ServiceId& id) {
  std::vector<Verification> out;
  for (auto const& [kinds, on, how, by, account] : session.all<Text, Text, Text, Text, Text>(
           "select kinds, verified_on, verified_how, verified_by, account_id from verification "
           "where service_id = :id order by id desc limit 100",
           {{"id", id.text}})) {
    Verification made{.on = parse_date(on).value_or(Date()),
                      .how = from_code<VerifiedHow>(how).value_or(VerifiedHow::unknown),
                      .by = by,
                      .account = account};
    for (auto const kind : kKinds)
      if ((' ' + kinds + ' ').find(' ' + Text(code(kind)) + ' ') != Text::npos) made.kinds.push_back(kind);
    out.push_back(std::move(made));
  }
  return out;
}

void put_verification(db::Tx& tx, const ServiceId& id, const Verification& made,
                      const std::vector<FactCheck>& checks, std::string_view public_by, Time now) {
  Text kinds;
  for (auto const kind : made.kinds) kinds += (kinds.empty() ? "" : " ") + Text(code(kind));
  tx.run(R"sql(
      insert into verification (id, service_id, kinds, verified_on, verified_how, verified_by, account_id, at)
      values (:id, :service, :kinds, :on, :how, :by, :account, :at))sql",
         {{"id", next_id(tx, "verification")},
          {"service", id.text},
          {"kinds", kinds},
          {"on", iso(made.on)},
          {"how", code(made.how)},
          {"by", made.by},
          {"account", made.account},
          {"at", iso(now)}});
  for (auto const& check : checks)
    tx.run(R"sql(
        insert into fact_check (service_id, kind, verified_on, verified_how, next_review)
        values (:service, :kind, :on, :how, :next)
        on conflict (service_id, kind) do update set verified_on = excluded.verified_on,
          verified_how = excluded.verified_how, next_review = excluded.next_review)sql",
           {{"service", id.text},
            {"kind", code(check.kind)},
            {"on", iso(check.on)},
            {"how", code(check.how)},
            {"next", iso(check.next_review)}});
  auto const soonest = std::ranges::min(checks, {}, [](const FactCheck& c) {
                         return std::chrono::sys_days(c.next_review);
                       }).next_review;
  if (made.kinds.size() == kFactKinds) {
    tx.run(
        "update service set verified_on = :on, verified_by = :by, verified_how = :how, next_review = :next, "
        "updated = :now where id = :id",
        {{"on", iso(made.on)},
         {"by", public_by},
         {"how", code(made.how)},
         {"next", iso(soonest)},
         {"now", iso(now)},
         {"id", id.text}});
  } else if (checks.size() == kFactKinds) {
    tx.run("update service set next_review = :next, updated = :now where id = :id",
           {{"next", iso(soonest)}, {"now", iso(now)}, {"id", id.text}});
  }
  tell_readers(tx, id, now);
}

void put_link(db::Tx& tx, const Link& link, Time now) {
  tx.run(
      "insert into freshness_link (hash, service_id, created, expires, used) "
      "values (:hash, :service, :created, :expires, null)",
      {{"hash", link.hash},
       {"service", link.service.text},
       {"created", iso(now)},
       {"expires", iso(link.expires)}});
}

std::optional<Link> link(db::Session& session, std::string_view hash) {
  auto const found = session.one<Text, Text, Text>(
      "select service_id, expires, coalesce(used, '') from freshness_link where hash = :hash",
      {{"hash", hash}});
  if (!found) return std::nullopt;
  auto const& [service, expires, used] = *found;
  return Link{.hash = Text(hash),
              .service = {service},
              .expires = parse_time(expires).value_or(Time()),
              .used = !used.empty()};
}

bool use_link(db::Tx& tx, const Link& link, Time now) {
  if (tx.run("update freshness_link set used = :now where hash = :hash and used is null",
             {{"now", iso(now)}, {"hash", link.hash}}) == 0)
    return false;
  tx.run("update freshness_link set used = :now where service_id = :service and used is null",
         {{"now", iso(now)}, {"service", link.service.text}});
  return true;
}

std::int64_t put_answer(db::Tx& tx, const Answer& answer, Time now) {
  auto const id = next_id(tx, "freshness_answer");
  tx.run(
      "insert into freshness_answer (id, service_id, changes, note, at, state) "
      "values (:id, :service, :changes, :note, :at, 'open')",
      {{"id", id},
       {"service", answer.service.text},
       {"changes", answer.changes},
       {"note", answer.note},
       {"at", iso(now)}});
  return id;
}

namespace {
constexpr char kAnswers[] = R"sql(
  select a.id, a.service_id, coalesce(n.text, s.slug), a.changes, a.note, a.at
    from freshness_answer a
    join service s on s.id = a.service_id
    left join guide_text n on n.entity = 'service' and n.entity_id = s.id and n.part = '' and n.field = 'name'
                          and n.lang = s.source_lang
   where a.state = 'open' and )sql";

std::vector<Answer> answers_of(db::Session& session, const std::string& where, const db::Binds& binds) {
  std::vector<Answer> out;
  for (auto const& [id, service, name, changes, note, at] :
       session.all<std::int64_t, Text, Text, Text, Text, Text>(kAnswers + where + " order by a.id limit 200",
                                                               binds))
    out.push_back({.id = id, .service = {service}, .name = name, .changes = changes, .note = note, .at = at});
  return out;
}
}  // namespace

std::vector<Answer> open_answers(db::Session& session, const people::Predicate& within) {
  return answers_of(session, within.sql, within.binds);
}

std::optional<Answer> open_answer(db::Session& session, std::int64_t id) {
  auto found = answers_of(session, "a.id = :id", {{"id", id}});
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

bool decide_answer(db::Tx& tx, std::int64_t id, bool taken, std::string_view by, Time now) {
  return tx.run(
             "update freshness_answer set state = :state, decided = :now, decided_by = :by "
             "where id = :id and state = 'open'",
             {{"state", taken ? "taken" : "refused"}, {"now", iso(now)}, {"by", by}, {"id", id}}) > 0;
}

}  // namespace cote::guide::freshness::store
