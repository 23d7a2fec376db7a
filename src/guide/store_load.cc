// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <tuple>
#include <unordered_map>

#include <fmt/format.h>

#include "guide/codes.h"
#include "guide/store.h"
#include "guide/store_texts.h"

namespace cote::guide::store {
namespace {

using db::Column;
using db::Session;
using db::Value;

/// The columns of a row, taken from the left.
class Cells {
 public:
  explicit Cells(std::span<Value> row) : row_(row) {}

  std::string text() {
    auto* const held = std::get_if<std::string>(&row_[at_++]);
    return held == nullptr ? std::string() : std::move(*held);
  }
  std::optional<std::int64_t> integer() {
    auto const* const held = std::get_if<std::int64_t>(&row_[at_++]);
    return held == nullptr ? std::nullopt : std::optional(*held);
  }
  std::optional<int> small() {
    auto const held = integer();
    return held ? std::optional(static_cast<int>(*held)) : std::nullopt;
  }
  std::optional<double> number() {
    auto const* const held = std::get_if<double>(&row_[at_++]);
    return held == nullptr ? std::nullopt : std::optional(*held);
  }
  std::optional<Date> date() { return parse_date(text()); }
  Time time() { return parse_time(text()).value_or(Time()); }
  template <class E>
  E choice() {
    return from_code<E>(text()).value_or(E());  // the tables check the words
  }
  Provenance provenance() {
    Provenance p;
    p.source = text();
    p.source_url = text();
    p.confidence = text();
    p.as_of_year = small();
    p.as_of = date();
    p.verified_on = date();
    p.verified_by = text();
    p.verified_how = choice<VerifiedHow>();
    p.next_review = date();
    return p;
  }

 private:
  std::span<Value> row_;
  std::size_t at_ = 0;
};

/// Limits the statements to a few records; without ids, all of them.
class Only {
 public:
  Only() = default;
  Only(std::string service, std::string organisation, const std::vector<PlaceId>& places)
      : all_(false), binds_{{"service", service}, {"organisation", organisation}} {
    static const auto names = [] {
      std::vector<std::string> out;
      for (int i = 0; i < 100; ++i) out.push_back("place" + std::to_string(i));
      return out;
    }();
    for (std::size_t i = 0; i < std::min(places.size(), names.size()); ++i) {
      places_ += (i == 0 ? ":" : ", :") + names[i];
      binds_.emplace_back(names[i], places[i].text);
    }
    if (places_.empty()) places_ = "''";
  }
  [[nodiscard]] std::string service(std::string_view column) const {
    return all_ ? "" : " where " + std::string(column) + " = :service";
  }
  [[nodiscard]] std::string organisation() const { return all_ ? "" : " where id = :organisation"; }
  [[nodiscard]] std::string places() const { return all_ ? "" : " where id in (" + places_ + ")"; }
  [[nodiscard]] std::string phones() const {
    return all_ ? "" : " where organisation_id = :organisation or service_id = :service";
  }
  [[nodiscard]] std::string texts() const {
    return all_ ? ""
                : " where (entity = 'service' and entity_id = :service) or (entity = 'organisation' and "
                  "entity_id = :organisation) or (entity = 'place' and entity_id in (" +
                      places_ + "))";
  }
  /// The values that `sql` names: a database refuses those it does not.
  [[nodiscard]] db::Binds binds(std::string_view sql) const {
    db::Binds out;
    for (auto const& bind : binds_) {
      auto const at = sql.find(":" + std::string(bind.name));
      if (at != std::string_view::npos) out.push_back(bind);
    }
    return out;
  }

 private:
  bool all_ = true;
  std::string places_{};
  db::Binds binds_{};
};

/// Every row of a statement; `kinds` has a letter a column: t text, i integer, n number.
template <class F>
void rows(Session& session, std::string_view kinds, std::string_view sql, F each, const Only& only = {}) {
  std::vector<Column> columns;
  for (char const kind : kinds)
    columns.push_back(kind == 'i' ? Column::integer : kind == 'n' ? Column::number : Column::text);
  session.fetch(sql, only.binds(sql), columns, [&](std::span<Value> row) {
    Cells cells(row);
    each(cells);
  });
}

/// Records by id. Rows come sorted by their owner, so the last one found is looked at first.
template <class Record>
class ById {
 public:
  explicit ById(std::vector<Record>& records) : records_(records) {
    positions_.reserve(records.size());
    for (std::size_t i = 0; i < records.size(); ++i) positions_.emplace(key(records[i].id), i);
  }
  Record* find(std::string_view id) {
    if (last_ != nullptr && key(last_->id) == id) return last_;
    auto const found = positions_.find(id);
    return last_ = found == positions_.end() ? nullptr : &records_[found->second];
  }

 private:
  static std::string_view key(const std::string& id) { return id; }
  template <class Tag>
  static std::string_view key(const Id<Tag>& id) {
    return id.text;
  }

  std::vector<Record>& records_;
  std::unordered_map<std::string_view, std::size_t> positions_{};
  Record* last_ = nullptr;
};

void load_records(Session& session, Catalogue& c, const Only& only) {
  rows(
      session, "tttttttitttttt",
      std::string(R"sql(
      select id, slug, email, url, source, source_url, confidence, as_of_year, as_of, verified_on, verified_by,
             verified_how, next_review, updated from organisation)sql") +
          only.organisation(),
      [&](Cells& row) {
        Organisation o;
        o.id = {row.text()};
        o.slug = row.text();
        o.email = row.text();
        o.url = row.text();
        o.provenance = row.provenance();
        o.updated = row.time();
        c.organisations.push_back(std::move(o));
      },
      only);
  rows(
      session, "tttttnntittttittttt", std::string(R"sql(
      select id, address, postal_code, locality, nis, lat, lon, precision, confidential, wheelchair, source,
             source_url, confidence, as_of_year, as_of, verified_on, verified_by, verified_how, next_review
        from place)sql") + only.places(),
      [&](Cells& row) {
        Place p;
        p.id = {row.text()};
        p.address = row.text();
        p.postal_code = row.text();
        p.locality = row.text();
        p.nis = row.text();
        p.lat = row.number();
        p.lon = row.number();
        p.precision = row.choice<Precision>();
        p.confidential = row.integer() != 0;
        p.wheelchair = row.choice<Answer>();
        p.provenance = row.provenance();
        c.places.push_back(std::move(p));
      },
      only);
  rows(
      session, "ttttttttttttttiitttitttttttt",
      std::string(R"sql(
      select id, organisation_id, slug, source_lang, email, url, status, status_from, status_until, instead_id,
             cost, admission, accepts_undocumented, capacity, min_age, max_age, source, source_url, confidence,
             as_of_year, as_of, verified_on, verified_by, verified_how, next_review, updated, step, since
        from service left join freshness_state on service_id = id)sql") +
          only.service("id"),
      [&](Cells& row) {
        Service s;
        s.id = {row.text()};
        s.organisation = {row.text()};
        s.slug = row.text();
        s.source_lang = row.text();
        s.email = row.text();
        s.url = row.text();
        s.status = row.choice<Status>();
        s.status_from = row.date();
        s.status_until = row.date();
        s.instead = {row.text()};
        s.cost = row.choice<Cost>();
        s.admission = row.choice<Admission>();
        s.accepts_undocumented = row.choice<Answer>();
        s.capacity = row.choice<Capacity>();
        s.min_age = row.small();
        s.max_age = row.small();
        s.provenance = row.provenance();
        s.updated = row.time();
        auto const step = row.text();
        auto const since = row.date();
        if (step == "warned" || step == "withdrawn") {
          s.care.standing = step == "warned" ? Standing::unconfirmed : Standing::withdrawn;
          s.care.since = since;
        }
        c.services.push_back(std::move(s));
      },
      only);
  // Sorted here: the two databases do not order text alike.
  std::ranges::sort(c.organisations, {}, &Organisation::slug);
  std::ranges::sort(c.places, {}, &Place::id);
  std::ranges::sort(c.services, {}, &Service::slug);
}

/// A list of a service's words, kept in a table of its own.
void load_list(Session& session, const Only& only, ById<Service>& services,
               std::vector<std::string> Service::*list, std::string_view columns) {
  auto const sql = fmt::format("select service_id, {}{} order by service_id, position", columns,
                               only.service("service_id"));
  rows(
      session, "tt", sql,
      [&](Cells& row) {
        if (auto* const service = services.find(row.text())) (service->*list).push_back(row.text());
      },
      only);
}

void load_pieces(Session& session, const Only& only, ById<Service>& services) {
  auto const of_service = only.service("service_id") + " order by service_id, position";
  load_list(session, only, services, &Service::old_slugs, "slug from service_old_slug");
  load_list(session, only, services, &Service::topics, "topic_id from service_topic");
  load_list(session, only, services, &Service::audiences, "audience from service_audience");
  load_list(session, only, services, &Service::territory, "territory from service_territory");
  rows(
      session, "ttt", "select service_id, lang, how from spoken_language" + of_service,
      [&](Cells& row) {
        auto* const service = services.find(row.text());
        if (service == nullptr) return;
        service->languages.push_back({.lang = row.text(), .how = row.choice<Spoken>()});
      },
      only);
  rows(
      session, "ttttt", "select service_id, id, name, email, url from contact" + of_service,
      [&](Cells& row) {
        auto* const service = services.find(row.text());
        if (service == nullptr) return;
        service->contacts.push_back(
            {.id = row.text(), .name = row.text(), .email = row.text(), .url = row.text()});
      },
      only);
  rows(
      session, "tttt", "select service_id, id, place_id, hours from service_at_place" + of_service,
      [&](Cells& row) {
        auto* const service = services.find(row.text());
        if (service == nullptr) return;
        service->places.push_back({.id = row.text(), .place = {row.text()}, .hours = row.text()});
      },
      only);
}

/// What somebody made sure of, and when.
void load_checks(Session& session, const Only& only, ById<Service>& services) {
  auto const sql = "select service_id, kind, verified_on, verified_how, next_review from fact_check" +
                   only.service("service_id") + " order by service_id";
  rows(
      session, "ttttt", sql,
      [&](Cells& row) {
        auto* const service = services.find(row.text());
        if (service == nullptr) return;
        service->care.checks.push_back({.kind = row.choice<FactKind>(),
                                        .on = row.date().value_or(Date()),
                                        .how = row.choice<VerifiedHow>(),
                                        .next_review = row.date().value_or(Date())});
        std::ranges::sort(service->care.checks, {}, &FactCheck::kind);
      },
      only);
}

/// The list a phone belongs to: the service's own, or that of "contacts/0" or "places/0".
std::vector<Phone>* phones_at(Service& service, std::string_view part) {
  auto const index_after = [&](std::string_view list) {
    return std::stoul(std::string(part.substr(list.size())));
  };
  if (part.starts_with("contacts/")) return &service.contacts.at(index_after("contacts/")).phones;
  if (part.starts_with("places/")) return &service.places.at(index_after("places/")).phones;
  return &service.phones;
}

void load_phones(Session& session, const Only& only, ById<Organisation>& organisations,
                 ById<Service>& services) {
  rows(
      session, "tttttttt",
      std::string(R"sql(
      select organisation_id, service_id, part, id, number, channel, hours, languages
        from phone)sql") +
          only.phones() + " order by organisation_id, service_id, part, position",
      [&](Cells& row) {
        auto* const organisation = organisations.find(row.text());
        auto* const service = services.find(row.text());
        auto const part = row.text();
        Phone phone{
            .id = row.text(), .number = row.text(), .channel = row.choice<Channel>(), .hours = row.text()};
        auto const languages = row.text();
        for (std::size_t at = 0; at < languages.size();) {
          auto const end = std::min(languages.find(' ', at), languages.size());
          phone.languages.push_back(languages.substr(at, end - at));
          at = end + 1;
        }
        if (organisation != nullptr) {
          organisation->phones.push_back(std::move(phone));
        } else if (service != nullptr) {
          phones_at(*service, part)->push_back(std::move(phone));
        }
      },
      only);
}

void load_topics(Session& session, Catalogue& c) {
  rows(session, "tttt", "select id, rubric_id, icon, emoji from topic", [&](Cells& row) {
    c.topics.push_back({.id = row.text(), .rubric = row.text(), .icon = row.text(), .emoji = row.text()});
  });
  std::ranges::sort(c.topics, {}, &Topic::id);
  ById<Topic> topics(c.topics);
  rows(session, "ttttt",
       "select topic_id, lang, text, origin, source_hash from topic_synonym order by topic_id, position",
       [&](Cells& row) {
         auto* const topic = topics.find(row.text());
         if (topic == nullptr) return;
         topic->synonyms.push_back({.lang = row.text(),
                                    .text = row.text(),
                                    .origin = row.choice<Origin>(),
                                    .source_hash = row.text()});
       });
  rows(session, "titt", "select id, position, icon, emoji from rubric", [&](Cells& row) {
    c.rubrics.push_back(
        {.id = row.text(), .position = row.small().value_or(0), .icon = row.text(), .emoji = row.text()});
  });
  std::ranges::sort(c.rubrics, {}, [](const Rubric& r) { return std::tuple(r.position, r.id); });
}

void load_territory(Session& session, Catalogue& c) {
  rows(session, "tttnn", "select nis, name, arrondissement, lat, lon from commune", [&](Cells& row) {
    c.communes.push_back({.nis = row.text(),
                          .name = row.text(),
                          .arrondissement = row.text(),
                          .lat = row.number().value_or(0),
                          .lon = row.number().value_or(0)});
  });
  std::ranges::sort(c.communes, {}, &Commune::nis);
  rows(session, "tt", "select nis, code from postal_code order by nis, position", [&](Cells& row) {
    auto const found = std::ranges::lower_bound(c.communes, row.text(), {}, &Commune::nis);
    if (found != c.communes.end()) found->postal_codes.push_back(row.text());
  });
  rows(session, "ttnn", "select name, nis, lat, lon from locality", [&](Cells& row) {
    c.localities.push_back({.name = row.text(),
                            .nis = row.text(),
                            .lat = row.number().value_or(0),
                            .lon = row.number().value_or(0)});
  });
  std::ranges::sort(c.localities, {}, [](const Locality& l) { return std::tie(l.name, l.nis); });
  rows(session, "ttt", "select kind, id, removed from tombstone", [&](Cells& row) {
    c.tombstones.push_back({.kind = row.text(), .id = row.text(), .removed = row.time()});
  });
  std::ranges::sort(c.tombstones, {}, [](const Tombstone& t) { return std::tie(t.kind, t.id); });
}

/// The texts of the records that are there.
void load_texts(Session& session, const Only& only, Catalogue& c) {
  ById<Organisation> organisations(c.organisations);
  ById<Place> places(c.places);
  ById<Service> services(c.services);
  ById<Topic> topics(c.topics);
  ById<Rubric> rubrics(c.rubrics);
  rows(
      session, "tttttttt",
      std::string(R"sql(
      select entity, entity_id, part, field, lang, text, origin, source_hash
        from guide_text)sql") +
          only.texts() + " order by entity, entity_id, part, field, position",
      [&](Cells& row) {
        auto const entity = row.text();
        auto const id = row.text();
        auto const part = row.text();
        auto const field = row.text();
        auto const words_in = [&](auto& records) -> Words* {
          auto* const record = records.find(id);
          return record == nullptr ? nullptr : words_at(*record, part, field);
        };
        auto* const words = entity == "service"        ? words_in(services)
                            : entity == "place"        ? words_in(places)
                            : entity == "organisation" ? words_in(organisations)
                            : entity == "topic"        ? words_in(topics)
                                                       : words_in(rubrics);
        if (words == nullptr) return;
        words->in.push_back({.lang = row.text(),
                             .text = row.text(),
                             .origin = row.choice<Origin>(),
                             .source_hash = row.text()});
      },
      only);
}

void load_inside(Session& session, const Only& only, Catalogue& c) {
  ById<Organisation> organisations(c.organisations);
  ById<Service> services(c.services);
  load_pieces(session, only, services);
  load_phones(session, only, organisations, services);
  load_checks(session, only, services);
  load_texts(session, only, c);
}

}  // namespace

Catalogue load(Session& session) {
  Catalogue c;
  load_records(session, c, {});
  load_topics(session, c);
  load_territory(session, c);
  load_inside(session, {}, c);
  return c;
}

Catalogue load_these(Session& session, const ServiceId& service, const OrganisationId& organisation,
                     const std::vector<PlaceId>& places) {
  Catalogue c;
  Only const only(service.text, organisation.text, places);
  load_records(session, c, only);
  load_inside(session, only, c);
  return c;
}

std::optional<Record> load_record(Session& session, const ServiceId& id) {
  auto const owner = session.one<std::string>(
      "select coalesce(organisation_id, '') from service where id = :id", {{"id", id.text}});
  if (!owner) return std::nullopt;
  std::vector<PlaceId> places;
  for (auto& [place] : session.all<std::string>(
           "select distinct place_id from service_at_place where service_id = :id", {{"id", id.text}}))
    places.push_back({std::move(place)});
  auto c = load_these(session, id, {std::get<0>(*owner)}, places);
  if (c.services.empty()) return std::nullopt;
  Record out{.service = std::move(c.services.front())};
  if (!c.organisations.empty()) out.organisation = std::move(c.organisations.front());
  for (auto const& at : out.service.places) {
    auto const found = std::ranges::find(c.places, at.place, &Place::id);
    out.places.push_back(found == c.places.end() ? Place{.id = at.place} : *found);
  }
  return out;
}

std::optional<Organisation> load_organisation(Session& session, const OrganisationId& id) {
  auto c = load_these(session, {}, id, {});
  if (c.organisations.empty()) return std::nullopt;
  return std::move(c.organisations.front());
}

std::uint64_t revision(Session& session) {
  auto const newest = session.one<std::int64_t>("select coalesce(max(seq), 0) from change_log");
  return newest ? static_cast<std::uint64_t>(std::get<0>(*newest)) : 0;
}

}  // namespace cote::guide::store
