// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/store_write.h"

#include <map>
#include <tuple>

#include "guide/codes.h"
#include "guide/rules.h"
#include "guide/store.h"
#include "guide/store_texts.h"

namespace cote::guide::store {
namespace {

using db::Bind;
using db::Binds;

// Insert and update apart, rather than "on conflict": SQLite keeps a journal for each of those.
constexpr char kInsertText[] = R"sql(
  insert into guide_text (entity, entity_id, part, field, lang, position, text, origin, source_hash, updated)
  values (:entity, :id, :part, :field, :lang, :position, :text, :origin, :source_hash, :updated))sql";
constexpr char kUpdateText[] = R"sql(
  update guide_text set position = :position, text = :text, origin = :origin, source_hash = :source_hash,
    updated = :updated
  where entity = :entity and entity_id = :id and part = :part and field = :field and lang = :lang)sql";
constexpr char kInsertOrganisation[] = R"sql(
  insert into organisation (id, slug, email, url, source, source_url, confidence, as_of_year, as_of,
    verified_on, verified_by, verified_how, next_review, updated)
  values (:id, :slug, :email, :url, :source, :source_url, :confidence, :as_of_year, :as_of, :verified_on,
    :verified_by, :verified_how, :next_review, :updated))sql";
constexpr char kUpdateOrganisation[] = R"sql(
  update organisation set slug = :slug, email = :email, url = :url, source = :source, source_url =
    :source_url, confidence = :confidence, as_of_year = :as_of_year, as_of = :as_of, verified_on =
    :verified_on, verified_by = :verified_by, verified_how = :verified_how, next_review = :next_review,
    updated = :updated where id = :id)sql";
constexpr char kInsertPlace[] = R"sql(
  insert into place (id, address, postal_code, locality, nis, lat, lon, precision, confidential, wheelchair,
    source, source_url, confidence, as_of_year, as_of, verified_on, verified_by, verified_how, next_review)
  values (:id, :address, :postal_code, :locality, :nis, :lat, :lon, :precision, :confidential, :wheelchair,
    :source, :source_url, :confidence, :as_of_year, :as_of, :verified_on, :verified_by, :verified_how,
    :next_review))sql";
constexpr char kUpdatePlace[] = R"sql(
  update place set address = :address, postal_code = :postal_code, locality = :locality, nis = :nis, lat =
    :lat, lon = :lon, precision = :precision, confidential = :confidential, wheelchair = :wheelchair, source =
    :source, source_url = :source_url, confidence = :confidence, as_of_year = :as_of_year, as_of = :as_of,
    verified_on = :verified_on, verified_by = :verified_by, verified_how = :verified_how, next_review =
    :next_review where id = :id)sql";
constexpr char kInsertService[] = R"sql(
  insert into service (id, organisation_id, slug, source_lang, email, url, status, status_from, status_until,
    instead_id, cost, admission, accepts_undocumented, capacity, min_age, max_age, source, source_url,
    confidence, as_of_year, as_of, verified_on, verified_by, verified_how, next_review, updated)
  values (:id, :organisation_id, :slug, :source_lang, :email, :url, :status, :status_from, :status_until,
    :instead_id, :cost, :admission, :accepts_undocumented, :capacity, :min_age, :max_age, :source,
    :source_url, :confidence, :as_of_year, :as_of, :verified_on, :verified_by, :verified_how, :next_review,
    :updated))sql";
constexpr char kUpdateService[] = R"sql(
  update service set organisation_id = :organisation_id, slug = :slug, source_lang = :source_lang, email =
    :email, url = :url, status = :status, status_from = :status_from, status_until = :status_until, instead_id
    = :instead_id, cost = :cost, admission = :admission, accepts_undocumented = :accepts_undocumented,
    capacity = :capacity, min_age = :min_age, max_age = :max_age, source = :source, source_url = :source_url,
    confidence = :confidence, as_of_year = :as_of_year, as_of = :as_of, verified_on = :verified_on,
    verified_by = :verified_by, verified_how = :verified_how, next_review = :next_review, updated = :updated
    where id = :id)sql";

std::optional<std::string> day(const std::optional<Date>& date) {
  return date ? std::optional(iso(*date)) : std::nullopt;
}

void add(Binds& binds, const Provenance& p) {
  binds.insert(binds.end(), {{"source", p.source},
                             {"source_url", p.source_url},
                             {"confidence", p.confidence},
                             {"as_of_year", p.as_of_year},
                             {"as_of", day(p.as_of)},
                             {"verified_on", day(p.verified_on)},
                             {"verified_by", p.verified_by},
                             {"verified_how", code(p.verified_how)},
                             {"next_review", day(p.next_review)}});
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (auto const& word : words) {
    if (!out.empty()) out += ' ';
    out += word;
  }
  return out;
}

/// One wording where it stands.
using TextKey = std::tuple<std::string, std::string_view, std::string_view>;  // part, field, lang
struct TextRow {
  const Wording* wording = nullptr;
  std::size_t position = 0;
};
template <class Record>
std::map<TextKey, TextRow> rows_of(const Record& record) {
  std::map<TextKey, TextRow> out;
  for (auto& text : texts_of(record))
    for (std::size_t i = 0; i < text.words->in.size(); ++i)
      out.emplace(TextKey(text.part, text.field, text.words->in[i].lang), TextRow{&text.words->in[i], i});
  return out;
}

}  // namespace

Writer::Writer(db::Tx& tx, Time now)
    : tx_(tx), now_(iso(now)), seq_(static_cast<std::int64_t>(revision(tx))) {}

void Writer::log(std::string_view entity, std::string_view id) {
  tx_.run("insert into change_log (seq, entity, entity_id, at) values (:seq, :entity, :id, :at)",
          {{"seq", ++seq_}, {"entity", entity}, {"id", id}, {"at", now_}});
}

template <class Record>
void Writer::write_texts(std::string_view entity, const std::string& id, const Record& record,
                         const Record* stored) {
  auto const wanted = rows_of(record);
  auto const there = stored == nullptr ? std::map<TextKey, TextRow>() : rows_of(*stored);
  for (auto const& [key, row] : there)
    if (!wanted.contains(key))
      tx_.run(
          "delete from guide_text where entity = :entity and entity_id = :id and part = :part "
          "and field = :field and lang = :lang",
          {{"entity", entity},
           {"id", id},
           {"part", std::get<0>(key)},
           {"field", std::get<1>(key)},
           {"lang", std::get<2>(key)}});
  // What translations were made from is kept, so that a translator is shown what changed since.
  for (auto const& [key, row] : there) {
    if (row.wording->origin != Origin::source) continue;
    auto const found = wanted.find(key);
    if (found != wanted.end() && found->second.wording->text == row.wording->text) continue;
    tx_.run("insert into translation_source (hash, text) values (:hash, :text) on conflict (hash) do nothing",
            {{"hash", rules::source_hash(row.wording->text)}, {"text", row.wording->text}});
  }
  for (auto const& [key, row] : wanted) {
    auto const found = there.find(key);
    if (found != there.end() && *found->second.wording == *row.wording &&
        found->second.position == row.position)
      continue;
    tx_.run(found == there.end() ? kInsertText : kUpdateText, {{"entity", entity},
                                                               {"id", id},
                                                               {"part", std::get<0>(key)},
                                                               {"field", std::get<1>(key)},
                                                               {"lang", std::get<2>(key)},
                                                               {"position", row.position},
                                                               {"text", row.wording->text},
                                                               {"origin", code(row.wording->origin)},
                                                               {"source_hash", row.wording->source_hash},
                                                               {"updated", now_}});
  }
}

void Writer::write_phones(const std::string& organisation, const std::string& service, std::string_view part,
                          const std::vector<Phone>& phones) {
  auto const some = [](const std::string& id) { return id.empty() ? std::nullopt : std::optional(id); };
  for (std::size_t i = 0; i < phones.size(); ++i)
    tx_.run(R"sql(
        insert into phone (organisation_id, service_id, part, position, id, number, channel, hours, languages)
        values (:organisation, :service, :part, :position, :id, :number, :channel, :hours, :languages))sql",
            {{"organisation", some(organisation)},
             {"service", some(service)},
             {"part", part},
             {"position", i},
             {"id", phones[i].id},
             {"number", phones[i].number},
             {"channel", code(phones[i].channel)},
             {"hours", phones[i].hours},
             {"languages", joined(phones[i].languages)}});
}

void Writer::write(const Organisation& record, const Organisation* stored) {
  Binds binds = {{"id", record.id.text},
                 {"slug", record.slug},
                 {"email", record.email},
                 {"url", record.url},
                 {"updated", iso(record.updated)}};
  add(binds, record.provenance);
  tx_.run(stored == nullptr ? kInsertOrganisation : kUpdateOrganisation, binds);
  if (stored != nullptr) tx_.run("delete from phone where organisation_id = :id", {{"id", record.id.text}});
  write_phones(record.id.text, "", "", record.phones);
  write_texts("organisation", record.id.text, record, stored);
  log("organisation", record.id.text);
}

void Writer::write(const Place& record, const Place* stored) {
  Binds binds = {{"id", record.id.text},
                 {"address", record.address},
                 {"postal_code", record.postal_code},
                 {"locality", record.locality},
                 {"nis", record.nis},
                 {"lat", record.lat},
                 {"lon", record.lon},
                 {"precision", code(record.precision)},
                 {"confidential", record.confidential ? 1 : 0},
                 {"wheelchair", code(record.wheelchair)}};
  add(binds, record.provenance);
  tx_.run(stored == nullptr ? kInsertPlace : kUpdatePlace, binds);
  write_texts("place", record.id.text, record, stored);
  log("place", record.id.text);
}

void Writer::write(const Service& record, const Service* stored) {
  Binds binds = {{"id", record.id.text},
                 {"slug", record.slug},
                 {"source_lang", record.source_lang},
                 {"email", record.email},
                 {"url", record.url},
                 {"status", code(record.status)},
                 {"status_from", day(record.status_from)},
                 {"status_until", day(record.status_until)},
                 {"instead_id", record.instead.text},
                 {"cost", code(record.cost)},
                 {"admission", code(record.admission)},
                 {"accepts_undocumented", code(record.accepts_undocumented)},
                 {"capacity", code(record.capacity)},
                 {"min_age", record.min_age},
                 {"max_age", record.max_age},
                 {"updated", iso(record.updated)}};
  binds.emplace_back("organisation_id",
                     record.organisation ? std::optional(record.organisation.text) : std::nullopt);
  add(binds, record.provenance);
  tx_.run(stored == nullptr ? kInsertService : kUpdateService, binds);
  if (stored != nullptr)
    for (auto const* sql :
         {"delete from service_old_slug where service_id = :id",
          "delete from service_topic where service_id = :id",
          "delete from service_audience where service_id = :id",
          "delete from service_territory where service_id = :id",
          "delete from spoken_language where service_id = :id", "delete from contact where service_id = :id",
          "delete from service_at_place where service_id = :id", "delete from phone where service_id = :id"})
      tx_.run(sql, {{"id", record.id.text}});
  write_pieces(record);
  write_texts("service", record.id.text, record, stored);
  log("service", record.id.text);
}

void Writer::write_list(std::string_view sql, const std::string& owner,
                        const std::vector<std::string>& list) {
  for (std::size_t i = 0; i < list.size(); ++i)
    tx_.run(sql, {{"owner", owner}, {"position", i}, {"word", list[i]}});
}

void Writer::write_pieces(const Service& record) {
  auto const& id = record.id.text;
  write_list("insert into service_old_slug (service_id, position, slug) values (:owner, :position, :word)",
             id, record.old_slugs);
  write_list("insert into service_topic (service_id, position, topic_id) values (:owner, :position, :word)",
             id, record.topics);
  write_list(
      "insert into service_audience (service_id, position, audience) values (:owner, :position, :word)", id,
      record.audiences);
  write_list(
      "insert into service_territory (service_id, position, territory) values (:owner, :position, :word)", id,
      record.territory);
  for (std::size_t i = 0; i < record.languages.size(); ++i)
    tx_.run(
        "insert into spoken_language (service_id, position, lang, how) values (:id, :position, :lang, :how)",
        {{"id", id},
         {"position", i},
         {"lang", record.languages[i].lang},
         {"how", code(record.languages[i].how)}});
  write_phones("", id, "", record.phones);
  for (std::size_t i = 0; i < record.contacts.size(); ++i) {
    auto const& contact = record.contacts[i];
    tx_.run(
        "insert into contact (service_id, position, id, name, email, url) "
        "values (:owner, :position, :id, :name, :email, :url)",
        {{"owner", id},
         {"position", i},
         {"id", contact.id},
         {"name", contact.name},
         {"email", contact.email},
         {"url", contact.url}});
    write_phones("", id, "contacts/" + std::to_string(i), contact.phones);
  }
  for (std::size_t i = 0; i < record.places.size(); ++i) {
    auto const& at = record.places[i];
    tx_.run(
        "insert into service_at_place (service_id, position, id, place_id, hours) "
        "values (:owner, :position, :id, :place, :hours)",
        {{"owner", id}, {"position", i}, {"id", at.id}, {"place", at.place.text}, {"hours", at.hours}});
    write_phones("", id, "places/" + std::to_string(i), at.phones);
  }
}

void Writer::write(const Topic& record, const Topic* stored) {
  tx_.run(
      "insert into topic (id, rubric_id, icon, emoji) values (:id, :rubric, :icon, :emoji) "
      "on conflict (id) do update set rubric_id = excluded.rubric_id, icon = excluded.icon, emoji = "
      "excluded.emoji",
      {{"id", record.id}, {"rubric", record.rubric}, {"icon", record.icon}, {"emoji", record.emoji}});
  if (stored != nullptr) tx_.run("delete from topic_synonym where topic_id = :id", {{"id", record.id}});
  for (std::size_t i = 0; i < record.synonyms.size(); ++i) {
    auto const& synonym = record.synonyms[i];
    tx_.run(
        "insert into topic_synonym (topic_id, position, lang, text, origin, source_hash) "
        "values (:id, :position, :lang, :text, :origin, :source_hash)",
        {{"id", record.id},
         {"position", i},
         {"lang", synonym.lang},
         {"text", synonym.text},
         {"origin", code(synonym.origin)},
         {"source_hash", synonym.source_hash}});
  }
  write_texts("topic", record.id, record, stored);
  log("topic", record.id);
}

void Writer::write(const Rubric& record, const Rubric* stored) {
  tx_.run(
      "insert into rubric (id, position, icon, emoji) values (:id, :position, :icon, :emoji) "
      "on conflict (id) do update set position = excluded.position, icon = excluded.icon, emoji = "
      "excluded.emoji",
      {{"id", record.id}, {"position", record.position}, {"icon", record.icon}, {"emoji", record.emoji}});
  write_texts("rubric", record.id, record, stored);
  log("rubric", record.id);
}

void Writer::write(const Commune& record, const Commune* stored) {
  tx_.run(
      "insert into commune (nis, name, arrondissement, lat, lon) values (:nis, :name, :arrondissement, :lat, "
      ":lon) "
      "on conflict (nis) do update set name = excluded.name, arrondissement = excluded.arrondissement, "
      "lat = excluded.lat, lon = excluded.lon",
      {{"nis", record.nis},
       {"name", record.name},
       {"arrondissement", record.arrondissement},
       {"lat", record.lat},
       {"lon", record.lon}});
  if (stored != nullptr) tx_.run("delete from postal_code where nis = :nis", {{"nis", record.nis}});
  write_list("insert into postal_code (nis, position, code) values (:owner, :position, :word)", record.nis,
             record.postal_codes);
  log("commune", record.nis);
}

void Writer::write(const Locality& record, const Locality*) {
  tx_.run(
      "insert into locality (nis, name, lat, lon) values (:nis, :name, :lat, :lon) "
      "on conflict (nis, name) do update set lat = excluded.lat, lon = excluded.lon",
      {{"nis", record.nis}, {"name", record.name}, {"lat", record.lat}, {"lon", record.lon}});
  log("locality", record.nis + '/' + record.name);
}

void Writer::write(const Tombstone& record, const Tombstone*) {
  tx_.run(
      "insert into tombstone (kind, id, removed) values (:kind, :id, :removed) "
      "on conflict (kind, id) do update set removed = excluded.removed",
      {{"kind", record.kind}, {"id", record.id}, {"removed", iso(record.removed)}});
  log("tombstone", record.id);
}

void Writer::revive(const Service& record) {
  tx_.run("delete from tombstone where kind = 'service' and id = :id", {{"id", record.id.text}});
}

void Writer::free_slug(const Organisation& record) {
  tx_.run("update organisation set slug = id where id = :id", {{"id", record.id.text}});
}

void Writer::free_slug(const Service& record) {
  tx_.run("update service set slug = id where id = :id", {{"id", record.id.text}});
}

}  // namespace cote::guide::store
