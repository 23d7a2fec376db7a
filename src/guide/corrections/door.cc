// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/corrections/door.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "guide/corrections/code.h"
#include "guide/corrections/rules.h"
#include "guide/corrections/store.h"
#include "guide/desk/door.h"
#include "guide/store.h"
#include "kernel/json.h"
#include "people/ledger.h"

namespace cote::guide::corrections {
namespace {

using people::Action;
using people::Compartment;

/// Undoes what a transaction has written, and carries why to the verb.
struct Stop {
  Problems problems{};
  Refusal refusal{};
};

/// Puts the accepted value before the public, as a version of the record. Stops when the field does not
/// take it.
void apply(db::Tx& tx, const people::Actor& who, const Correction& correction, const Decision& decision,
           Time now) {
  auto const record = guide::store::load_record(tx, correction.service);
  if (!record) throw Stop{.refusal = {Fault::conflict}};
  if (is_hidden(*record, correction.path)) throw Stop{.refusal = {Fault::forbidden}};
  auto const done = desk::publish_changes(tx, correction.service, {{correction.path, decision.value}},
                                          "published", who, "correction", now);
  if (done) return;
  if (done.refused()) throw Stop{.refusal = {done.fault()}};
  auto problems = done.problems();
  for (auto& problem : problems) problem.field = "value";
  throw Stop{.problems = std::move(problems)};
}

people::ledger::Entry entry(std::string action, const Correction& correction) {
  json::object detail{{"service", correction.service.text}, {"field", correction.path}};
  return {.action = std::move(action),
          .subject = "correction",
          .subject_id = correction.id.text,
          .detail = boost::json::serialize(detail)};
}

State next(Verdict verdict) {
  switch (verdict) {
    case Verdict::accept:
      return State::accepted;
    case Verdict::refuse:
      return State::refused;
    case Verdict::ask:
      return State::asked;
  }
  return State::asked;
}

}  // namespace

std::string value_of(const Record& record, std::string_view path) {
  for (auto const& field : fields_of(record))
    if (field.path == path) return field.value;
  return {};
}

bool is_hidden(const Record& record, std::string_view path) {
  if (!path.starts_with("at/")) {
    // Fields of the service itself that name the commune of a secret place.
    auto const secret = std::ranges::any_of(record.places, &Place::confidential);
    return secret && path == "territory";
  }
  std::size_t which = 0;
  auto const rest = path.substr(3);
  auto const [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), which);
  if (error != std::errc()) return true;
  return which < record.places.size() && record.places[which].confidential;
}

Result<std::string> Door::report(const ServiceId& service, std::string_view before, const Draft& given,
                                 std::string_view lang, bool slow, Time now) const {
  auto const draft = rules::tidy(given);
  if (auto wrong = rules::check(draft); !wrong.empty()) return wrong;
  auto const code = code::make();
  Correction c{.id = {uuid_of("correction:" + code::make())},
               .service = service,
               .path = draft.path,
               .before = std::string(before),
               .proposed = draft.right,
               .lang = std::string(lang),
               .slow = slow,
               .created = now};
  if (!draft.note.empty()) c.messages.push_back({.lang = c.lang, .body = draft.note, .at = now});
  db.write([&](db::Tx& tx) {
    store::add(tx, c, code::hash(code));
    return people::ledger::note(tx, people::Actor::reader(), entry("correction.reported", c), now);
  });
  return code;
}

Result<Correction> Door::read(std::string_view code) const {
  auto found = db.read([&](db::Session& s) { return store::by_code(s, code::hash(code)); });
  if (!found) return Refusal{Fault::missing};
  return std::move(*found);
}

Result<CorrectionId> Door::reply(std::string_view code, std::string_view words, std::string_view lang,
                                 Time now) const {
  if (auto wrong = rules::check_reply(words); !wrong.empty()) return wrong;
  auto const said = rules::tidy({.note = std::string(words)}).note;
  return db.write([&](db::Tx& tx) -> Result<CorrectionId> {
    auto const c = store::by_code(tx, code::hash(code));
    if (!c) return Refusal{Fault::missing};
    if (c->state != State::asked || !store::move(tx, c->id, State::waiting, "", now))
      return Refusal{Fault::conflict};
    store::say(tx, c->id, {.lang = std::string(lang), .body = said, .at = now});
    people::ledger::note(tx, people::Actor::reader(), entry("correction.replied", *c), now);
    return c->id;
  });
}

Result<Door::Case> Door::open(const people::Actor& who, const CorrectionId& id) const {
  if (!who.may(Compartment::corrections, Action::read)) return Refusal{Fault::forbidden};
  return db.read([&](db::Session& s) -> Result<Case> {
    auto c = store::find(s, id);
    if (!c) return Refusal{Fault::missing};
    auto record = guide::store::load_record(s, c->service);
    return Case{std::move(*c), record ? std::move(*record) : Record{}};
  });
}

Result<std::vector<Correction>> Door::listed(const people::Actor& who, bool decided) const {
  constexpr std::int64_t kMost = 200;
  if (!who.may(Compartment::corrections, Action::read)) return Refusal{Fault::forbidden};
  static constexpr State kOpen[] = {State::waiting, State::asked};
  static constexpr State kDecided[] = {State::accepted, State::refused};
  return db.read([&](db::Session& s) {
    return store::listed(s, decided ? std::span<const State>(kDecided) : std::span<const State>(kOpen),
                         kMost);
  });
}

Result<CorrectionId> Door::decide(const people::Actor& who, const CorrectionId& id, const Decision& decision,
                                  Time now) const {
  if (!who.may(Compartment::corrections, Action::moderate)) return Refusal{Fault::forbidden};
  if (auto wrong = rules::check(decision); !wrong.empty()) return wrong;
  try {
    return db.write([&](db::Tx& tx) -> Result<CorrectionId> {
      auto const c = store::find(tx, id);
      if (!c) throw Stop{.refusal = {Fault::missing}};
      if (!store::move(tx, id, next(decision.verdict), who.account.text, now))
        throw Stop{.refusal = {Fault::conflict}};
      if (decision.verdict == Verdict::accept && !decision.by_hand) apply(tx, who, *c, decision, now);
      store::say(
          tx, id,
          {.by_desk = true, .lang = who.lang, .ready = decision.ready, .body = decision.words, .at = now});
      people::ledger::note(tx, who,
                           entry("correction." + std::string(rules::name(next(decision.verdict))), *c), now);
      return id;
    });
  } catch (const Stop& stop) {
    if (!stop.problems.empty()) return stop.problems;
    return stop.refusal;
  }
}

std::int64_t erase_old(db::Db& db, Time now) {
  return db.write([&](db::Tx& tx) {
    auto const gone = store::erase(tx, now - rules::kKeptAfterAnswer, now - rules::kForgotten, now);
    if (gone > 0)
      people::ledger::note(tx, people::Actor::house("corrections.erase"),
                           {.action = "correction.erased",
                            .subject = "correction",
                            .detail = fmt::format(R"({{"count":{}}})", gone)},
                           now);
    return gone;
  });
}

}  // namespace cote::guide::corrections
