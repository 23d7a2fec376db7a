// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/translation/store.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "guide/codes.h"
#include "guide/rules.h"
#include "kernel/lang.h"

namespace cote::guide::translation::store {
namespace {

using Text = std::string;

/// The order of a page: what readers meet first.
constexpr std::array<std::string_view, 14> kOrder = {
    "name",        "notice", "summary", "hours_note",   "conditions",    "price",     "appointment",
    "description", "text",   "label",   "address_note", "accessibility", "transport", "role"};
std::size_t rank(std::string_view field) {
  return static_cast<std::size_t>(std::ranges::find(kOrder, field) - kOrder.begin());
}
int rank_of_entity(std::string_view entity) { return entity == "service" ? 0 : entity == "place" ? 1 : 2; }
auto order(const Field& f) {
  return std::tuple(rank_of_entity(f.at.entity), rank(f.at.field), f.at.id, f.at.part);
}

constexpr char kLive[] = "(s.status = 'active' or s.status = 'temporarily_closed')";
constexpr char kWordings[] =
    "select t.entity, t.entity_id, t.part, t.field, t.lang, t.text, t.origin, t.source_hash from guide_text "
    "t ";

/// Addresses that no translator reads, by the service that is there; looked up as slugs, as
/// rules::public_catalogue does.
using Secrets = std::map<Text, std::vector<Text>>;
Secrets secrets(db::Session& session, const Text& service) {
  Secrets out;
  auto const sql =
      Text(
          "select a.service_id, p.address from service_at_place a join place p on p.id = a.place_id "
          "where p.confidential = 1 and p.address <> ''") +
      (service.empty() ? "" : " and a.service_id = :id");
  db::Binds binds;
  if (!service.empty()) binds.emplace_back("id", service);
  for (auto const& [id, address] : session.all<Text, Text>(sql, binds))
    out[id].push_back(rules::slug(address, Text::npos));
  return out;
}
bool leaks(const Secrets& secrets, const FieldId& at, const Text& text) {
  if (at.entity != "service") return false;
  auto const found = secrets.find(at.id);
  if (found == secrets.end()) return false;
  auto const read = rules::slug(text, Text::npos);
  return std::ranges::any_of(found->second,
                             [&](auto& a) { return !a.empty() && read.find(a) != Text::npos; });
}

struct Row {
  FieldId at{};
  Wording wording{};
};
std::vector<Row> rows(db::Session& session, const Text& where, const db::Binds& binds) {
  std::vector<Row> out;
  for (auto& [entity, id, part, field, lang, text, origin, hash] :
       session.all<Text, Text, Text, Text, Text, Text, Text, Text>(kWordings + where, binds))
    out.push_back({{entity, id, part, field},
                   {.lang = lang,
                    .text = text,
                    .origin = from_code<Origin>(origin).value_or(Origin::human),
                    .source_hash = hash}});
  return out;
}

/// Sources and translations put together.
std::vector<Field> pair_up(const std::vector<Row>& all, std::string_view lang, const Secrets& hidden) {
  std::map<FieldId, Field> fields;
  for (auto const& row : all) {
    if (row.wording.origin != Origin::source || row.wording.lang == lang || row.wording.text.empty())
      continue;
    if (leaks(hidden, row.at, row.wording.text)) continue;
    fields[row.at] = {.at = row.at,
                      .source_lang = row.wording.lang,
                      .source = row.wording.text,
                      .source_hash = rules::source_hash(row.wording.text)};
  }
  for (auto const& row : all) {
    if (row.wording.origin == Origin::source || row.wording.lang != lang) continue;
    auto const found = fields.find(row.at);
    if (found == fields.end()) continue;
    auto& field = found->second;
    field.text = row.wording.text;
    field.text_hash = rules::source_hash(row.wording.text);
    field.origin = row.wording.origin;
    field.before = row.wording.source_hash;  // becomes the text itself in with_old_sources
    field.state = row.wording.source_hash != field.source_hash ? TranslationState::outdated
                  : row.wording.origin == Origin::human        ? TranslationState::human
                                                               : TranslationState::machine;
  }
  std::vector<Field> out;
  out.reserve(fields.size());
  for (auto& [at, field] : fields) out.push_back(std::move(field));
  std::ranges::sort(out, [](const Field& a, const Field& b) { return order(a) < order(b); });
  return out;
}

/// `before` holds the hash of the old source; it becomes the old source, or nothing.
void with_old_sources(std::vector<Field>& fields, const std::map<Text, Text>& known) {
  for (auto& field : fields) {
    auto const found = known.find(field.before);
    bool const differs = field.state == TranslationState::outdated && found != known.end();
    field.before = differs ? found->second : Text();
  }
}
std::map<Text, Text> old_sources(db::Session& session, const Text& where, const db::Binds& binds) {
  std::map<Text, Text> out;
  for (auto& [hash, text] :
       session.all<Text, Text>("select hash, text from translation_source" + where, binds))
    out.emplace(hash, text);
  return out;
}

/// Of one service, its organisation and its open places.
constexpr char kOfService[] = R"sql(
  where ((t.entity = 'service' and t.entity_id = :id)
     or (t.entity = 'organisation' and t.entity_id = (select organisation_id from service where id = :id))
     or (t.entity = 'place' and t.entity_id in
          (select a.place_id from service_at_place a join place p on p.id = a.place_id
            where a.service_id = :id and p.confidential = 0))))sql";

/// Of everything that lives; a place or organisation of none of those is nobody's work.
Text of_all() {
  return Text(" where ((t.entity = 'service' and t.entity_id in (select s.id from service s where ") + kLive +
         ")) or (t.entity = 'organisation' and t.entity_id in (select s.organisation_id from service s "
         "where " +
         kLive +
         ")) or (t.entity = 'place' and t.entity_id in (select a.place_id from service_at_place a "
         "join place p on p.id = a.place_id join service s on s.id = a.service_id where p.confidential = 0 "
         "and " +
         kLive + ")))";
}

void count(Coverage& into, TranslationState state) {
  into.human += state == TranslationState::human;
  into.machine += state == TranslationState::machine;
  into.outdated += state == TranslationState::outdated;
  into.missing += state == TranslationState::missing;
}

/// Which service a text is worked on with: its own, or the first that has the place or organisation.
std::map<std::pair<Text, Text>, Text> owners(db::Session& session) {
  std::map<std::pair<Text, Text>, Text> out;
  auto const live = Text(" where ") + kLive;
  for (auto& [id, organisation] : session.all<Text, Text>(
           "select s.id, coalesce(s.organisation_id, '') from service s" + live + " order by s.id")) {
    out.emplace(std::pair(Text("service"), id), id);
    out.emplace(std::pair(Text("organisation"), organisation), id);
  }
  for (auto& [service, place] : session.all<Text, Text>(
           "select a.service_id, a.place_id from service_at_place a join service s on s.id = a.service_id" +
           live + " order by a.service_id"))
    out.emplace(std::pair(Text("place"), place), service);
  return out;
}

void tell_readers(db::Tx& tx, const FieldId& at, Time now) {
  tx.run(
      "insert into change_log (seq, entity, entity_id, at) "
      "select coalesce(max(seq), 0) + 1, :entity, :id, :at from change_log",
      {{"entity", at.entity}, {"id", at.id}, {"at", iso(now)}});
}

}  // namespace

std::optional<FieldId> FieldId::parse(std::string_view text) {
  auto const colon = text.find(':');
  auto const slash = text.find('/');
  if (colon == Text::npos || slash == Text::npos || slash < colon) return std::nullopt;
  FieldId out{.entity = Text(text.substr(0, colon)), .id = Text(text.substr(colon + 1, slash - colon - 1))};
  auto const path = text.substr(slash + 1);
  auto const last = path.rfind('/');
  out.part = last == Text::npos ? Text() : Text(path.substr(0, last));
  out.field = Text(last == Text::npos ? path : path.substr(last + 1));
  if (!is_uuid(out.id) || out.field.empty()) return std::nullopt;
  return out;
}

std::vector<Field> fields(db::Session& session, const ServiceId& service, std::string_view lang) {
  db::Binds const binds = {{"id", service.text}, {"lang", lang}};
  auto const hidden = secrets(session, service.text);
  auto const all = rows(session, Text(kOfService) + " and (t.origin = 'source' or t.lang = :lang)", binds);
  auto out = pair_up(all, lang, hidden);
  with_old_sources(out, old_sources(session,
                                    Text(" where hash in (select t.source_hash from guide_text t") +
                                        kOfService + " and t.lang = :lang)",
                                    binds));
  return out;
}

std::vector<Field> every_field(db::Session& session, std::string_view lang) {
  auto const all = rows(session, of_all() + " and (t.origin = 'source' or t.lang = :lang)", {{"lang", lang}});
  auto out = pair_up(all, lang, secrets(session, {}));
  with_old_sources(out, old_sources(session, "", {}));
  return out;
}

std::vector<Field> for_machine(db::Session& session, std::string_view lang, std::size_t most) {
  auto out = every_field(session, lang);
  std::erase_if(out, [](const Field& f) {
    bool const old_draft = f.state == TranslationState::outdated && f.origin == Origin::machine;
    return f.state != TranslationState::missing && !old_draft;
  });
  if (out.size() > most) out.resize(most);
  return out;
}

Overview overview(db::Session& session, std::string_view lang) {
  auto const all = rows(session, of_all(), {});
  auto const hidden = secrets(session, {});
  auto const owner = owners(session);
  Overview out;
  std::map<Text, Waiting> waiting;
  std::map<Text, Text> names;
  for (auto const& row : all)
    if (row.at.entity == "service" && row.at.field == "name" && row.wording.origin == Origin::source)
      names.emplace(row.at.id, row.wording.text);
  for (auto const& language : languages()) {
    auto& coverage = out.coverage.emplace_back(Coverage{.lang = language.tag});
    for (auto const& field : pair_up(all, language.tag, hidden)) {
      count(coverage, field.state);
      auto const of = owner.find({field.at.entity, field.at.id});
      if (language.tag != lang || of == owner.end()) continue;
      auto& service = waiting[of->second];
      service.outdated += field.state == TranslationState::outdated;
      service.missing += field.state == TranslationState::missing;
      service.machine += field.state == TranslationState::machine;
    }
  }
  for (auto& [id, service] : waiting) {
    if (service.outdated + service.missing + service.machine == 0) continue;
    service.service = {id};
    service.name = names[id];
    out.queue.push_back(std::move(service));
  }
  std::ranges::sort(out.queue, [](const Waiting& a, const Waiting& b) {
    return std::tuple(-a.outdated, -a.missing, -a.machine, std::string_view(a.name)) <
           std::tuple(-b.outdated, -b.missing, -b.machine, std::string_view(b.name));
  });
  return out;
}

std::string name_of(db::Session& session, const ServiceId& service) {
  auto const found = session.one<Text>(
      "select coalesce(t.text, s.slug) from service s left join guide_text t on t.entity = 'service' "
      "and t.entity_id = s.id and t.part = '' and t.field = 'name' and t.lang = s.source_lang where s.id = "
      ":id",
      {{"id", service.text}});
  return found ? std::get<0>(*found) : Text();
}

std::vector<ServiceId> shown_in(db::Session& session, const FieldId& at) {
  if (at.entity == "service") return {{at.id}};
  std::vector<ServiceId> out;
  for (auto& [id] : session.all<Text>(
           at.entity == "place" ? "select distinct service_id from service_at_place where place_id = :id"
                                : "select id from service where organisation_id = :id",
           {{"id", at.id}}))
    out.push_back({std::move(id)});
  return out;
}

void put(db::Tx& tx, const Field& field, std::string_view lang, std::string_view text, Origin origin,
         Time now) {
  tx.run("insert into translation_source (hash, text) values (:hash, :text) on conflict (hash) do nothing",
         {{"hash", field.source_hash}, {"text", field.source}});
  tx.run(R"sql(
      insert into guide_text
        (entity, entity_id, part, field, lang, position, text, origin, source_hash, updated)
      select :entity, :id, :part, :field, :lang, coalesce(max(position), 0) + 1, :text, :origin, :hash, :now
        from guide_text where entity = :entity and entity_id = :id and part = :part and field = :field
      on conflict (entity, entity_id, part, field, lang) do update set text = excluded.text,
        origin = excluded.origin, source_hash = excluded.source_hash, updated = excluded.updated)sql",
         {{"entity", field.at.entity},
          {"id", field.at.id},
          {"part", field.at.part},
          {"field", field.at.field},
          {"lang", lang},
          {"text", text},
          {"origin", code(origin)},
          {"hash", field.source_hash},
          {"now", iso(now)}});
  tell_readers(tx, field.at, now);
}

bool put_draft(db::Tx& tx, const Field& field, std::string_view lang, std::string_view text, Time now) {
  auto const there = tx.one<Text>(
      "select origin from guide_text where entity = :entity and entity_id = :id and part = :part "
      "and field = :field and lang = :lang",
      {{"entity", field.at.entity},
       {"id", field.at.id},
       {"part", field.at.part},
       {"field", field.at.field},
       {"lang", lang}});
  if (there && std::get<0>(*there) != "machine") return false;
  put(tx, field, lang, text, Origin::machine, now);
  return true;
}

}  // namespace cote::guide::translation::store
