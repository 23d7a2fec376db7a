// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/corrections/store.h"

#include "guide/corrections/rules.h"

namespace cote::guide::corrections::store {
namespace {

using Columns =
    std::tuple<std::string, std::string, std::string, std::string, std::string, std::string, std::int64_t,
               std::string, std::string, std::optional<std::string>, std::string, std::optional<std::string>>;
constexpr std::string_view kColumns =
    "select id, service_id, path, before, proposed, lang, slow, state, created, decided, decided_by, erased "
    "from correction ";

std::optional<Time> time_of(const std::optional<std::string>& text) {
  return text ? parse_time(*text) : std::nullopt;
}

Correction made(Columns row) {
  auto& [id, service, path, before, proposed, lang, slow, state, created, decided, by, erased] = row;
  return {.id = {std::move(id)},
          .service = {std::move(service)},
          .path = std::move(path),
          .before = std::move(before),
          .proposed = std::move(proposed),
          .lang = std::move(lang),
          .slow = slow != 0,
          .state = rules::parse_state(state),
          .created = parse_time(created).value_or(Time{}),
          .decided = time_of(decided),
          .decided_by = std::move(by),
          .erased = time_of(erased)};
}

std::vector<Columns> rows(db::Session& session, const std::string& rest, const db::Binds& binds) {
  return session
      .all<std::string, std::string, std::string, std::string, std::string, std::string, std::int64_t,
           std::string, std::string, std::optional<std::string>, std::string, std::optional<std::string>>(
          std::string(kColumns) + rest, binds);
}

std::optional<Correction> with_messages(db::Session& session, std::vector<Columns> found) {
  if (found.empty()) return std::nullopt;
  auto out = made(std::move(found.front()));
  for (auto& [by_desk, lang, ready, body, at] :
       session.all<std::int64_t, std::string, std::string, std::string, std::string>(
           "select by_desk, lang, ready, body, at from correction_message where correction_id = :id "
           "order by position",
           {{"id", out.id.text}}))
    out.messages.push_back(
        {by_desk != 0, std::move(lang), std::move(ready), std::move(body), parse_time(at).value_or(Time{})});
  return out;
}

}  // namespace

void add(db::Tx& tx, const Correction& c, std::string_view code_hash) {
  tx.run(
      "insert into correction (id, code_hash, service_id, path, before, proposed, lang, slow, state, "
      "created, "
      "decided_by) values (:id, :code, :service, :path, :before, :proposed, :lang, :slow, :state, :created, "
      "'')",
      {{"id", c.id.text},
       {"code", code_hash},
       {"service", c.service.text},
       {"path", c.path},
       {"before", c.before},
       {"proposed", c.proposed},
       {"lang", c.lang},
       {"slow", c.slow ? 1 : 0},
       {"state", rules::name(c.state)},
       {"created", iso(c.created)}});
  for (auto const& message : c.messages) say(tx, c.id, message);
}

std::optional<Correction> by_code(db::Session& session, std::string_view code_hash) {
  return with_messages(session, rows(session, "where code_hash = :code", {{"code", code_hash}}));
}

std::optional<Correction> find(db::Session& session, const CorrectionId& id) {
  return with_messages(session, rows(session, "where id = :id", {{"id", id.text}}));
}

std::vector<Correction> listed(db::Session& session, std::span<const State> states, std::int64_t most) {
  std::string where;
  db::Binds binds{{"most", most}};
  static constexpr std::string_view kNames[] = {"s0", "s1", "s2", "s3"};
  bool open = false;
  for (std::size_t i = 0; i < states.size() && i < std::size(kNames); ++i) {
    where += (i == 0 ? "where state = :" : " or state = :") + std::string(kNames[i]);
    binds.emplace_back(kNames[i], rules::name(states[i]));
    open |= states[i] == State::waiting || states[i] == State::asked;
  }
  where += open ? " order by slow, created, id limit :most" : " order by decided desc, id limit :most";
  std::vector<Correction> out;
  for (auto& row : rows(session, where, binds)) out.push_back(made(std::move(row)));
  return out;
}

std::int64_t waiting(db::Session& session) {
  auto const row = session.one<std::int64_t>("select count(*) from correction where state = 'waiting'");
  return row ? std::get<0>(*row) : 0;
}

bool move(db::Tx& tx, const CorrectionId& id, State to, std::string_view decided_by, Time now) {
  bool const decided = to == State::accepted || to == State::refused;
  auto const at = decided ? std::optional(iso(now)) : std::nullopt;
  return tx.run(
             "update correction set state = :state, decided = :decided, decided_by = :by where id = :id and "
             "(state = 'waiting' or state = 'asked')",
             {{"state", rules::name(to)}, {"decided", at}, {"by", decided_by}, {"id", id.text}}) == 1;
}

void say(db::Tx& tx, const CorrectionId& id, const Message& message) {
  tx.run(
      "insert into correction_message (correction_id, position, by_desk, lang, ready, body, at) "
      "select :id, count(*), :by_desk, :lang, :ready, :body, :at from correction_message "
      "where correction_id = :same",
      {{"id", id.text},
       {"by_desk", message.by_desk ? 1 : 0},
       {"lang", message.lang},
       {"ready", message.ready},
       {"body", message.body},
       {"at", iso(message.at)},
       {"same", id.text}});
}

std::int64_t erase(db::Tx& tx, Time decided, Time created, Time now) {
  constexpr std::string_view kDue =
      "erased is null and ((decided is not null and decided < :decided) or created < :created)";
  db::Binds const terms{{"decided", iso(decided)}, {"created", iso(created)}};
  tx.run("delete from correction_message where correction_id in (select id from correction where " +
             std::string(kDue) + ")",
         terms);
  auto binds = terms;
  binds.emplace_back("now", iso(now));
  return tx.run("update correction set before = '', proposed = '', code_hash = null, erased = :now where " +
                    std::string(kDue),
                binds);
}

}  // namespace cote::guide::corrections::store
