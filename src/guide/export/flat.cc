// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/export/flat.h"

#include <fmt/format.h>

#include "guide/codes.h"
#include "guide/hsds/names.h"
#include "guide/rules.h"

namespace cote::guide::exporting {
namespace {

constexpr std::string_view kColumns[] = {
    "id",          "name",        "organisation", "status",       "rubric",    "topics",    "summary",
    "description", "place",       "address",      "postal_code",  "locality",  "commune",   "latitude",
    "longitude",   "precision",   "confidential", "phones",       "email",     "website",   "opening_hours",
    "hours_note",  "languages",   "audiences",    "conditions",   "documents", "cost",      "price",
    "admission",   "appointment", "undocumented", "capacity",     "notice",    "territory", "source",
    "as_of",       "verified_on", "updated",      "text_language"};

void add(std::string& into, std::string_view text) {
  if (text.empty()) return;
  if (!into.empty()) into += "; ";
  into += text;
}

std::string number(const std::optional<double>& value) { return value ? fmt::format("{:.6f}", *value) : ""; }

std::string joined_languages(const Service& service) {
  std::string out;
  for (auto const& each : service.languages) {
    auto const how = hsds::spoken_note(each.how);
    add(out, how.empty() ? each.lang : fmt::format("{} ({})", each.lang, how));
  }
  return out;
}

std::string joined_documents(const Service& service, std::string_view lang) {
  std::string out;
  for (auto const& each : service.documents) add(out, rules::text(each, lang));
  return out;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (auto const& each : parts) add(out, each);
  return out;
}

std::string as_of(const Provenance& from) {
  if (from.as_of) return iso(*from.as_of);
  return from.as_of_year ? fmt::format("{:04}", *from.as_of_year) : "";
}

std::vector<std::string> row(const Snapshot& snapshot, const Service& service, const AtPlace* at,
                             std::string_view lang) {
  static const Place nowhere;
  auto const* place = at == nullptr ? nullptr : snapshot.place(at->place.text);
  if (place == nullptr) place = &nowhere;
  auto const text = [&](const Words& words) { return std::string(rules::text(words, lang)); };
  auto const* const organisation = snapshot.organisation(service.organisation.text);
  auto const* const commune = snapshot.commune(place->nis);
  auto const* const topic = service.topics.empty() ? nullptr : snapshot.topic(service.topics.front());
  auto const* const rubric = topic == nullptr ? nullptr : snapshot.rubric(topic->rubric);
  auto const* const shown = rules::shown(service.name, lang);
  auto const& from = service.provenance;
  return {service.id.text,
          text(service.name),
          organisation == nullptr ? "" : text(organisation->name),
          std::string(code(service.status)),
          rubric == nullptr ? "" : text(rubric->label),
          joined_topics(snapshot, service, lang),
          text(service.summary),
          text(service.description),
          text(place->name),
          place->address,
          place->postal_code,
          place->locality,
          commune == nullptr ? "" : commune->name,
          number(place->lat),
          number(place->lon),
          place->lat ? std::string(code(place->precision)) : "",
          place->confidential ? "yes" : "",
          joined_phones(service, at),
          service.email,
          service.url,
          at == nullptr ? "" : at->hours,
          at == nullptr ? "" : text(at->hours_note),
          joined_languages(service),
          joined(service.audiences),
          text(service.conditions),
          joined_documents(service, lang),
          std::string(code(service.cost)),
          text(service.price),
          std::string(code(service.admission)),
          text(service.appointment),
          std::string(code(service.accepts_undocumented)),
          std::string(code(service.capacity)),
          text(service.notice),
          joined(service.territory),
          from.source,
          as_of(from),
          from.verified_on ? iso(*from.verified_on) : "",
          service.updated == Time{} ? "" : iso(service.updated),
          shown == nullptr ? service.source_lang : shown->lang};
}

}  // namespace

std::span<const std::string_view> flat_columns() { return kColumns; }

std::vector<std::vector<std::string>> flat_rows(const Snapshot& snapshot, const Service& service,
                                                std::string_view lang) {
  std::vector<std::vector<std::string>> out;
  for (auto const& at : service.places) out.push_back(row(snapshot, service, &at, lang));
  if (out.empty()) out.push_back(row(snapshot, service, nullptr, lang));
  return out;
}

std::string safe_cell(std::string cell) {
  if (cell.empty()) return cell;
  bool const sign = cell[0] == '+' || cell[0] == '-';
  bool const number = cell.find_first_not_of("+-0123456789 ./()") == std::string::npos;
  if (cell[0] == '=' || cell[0] == '@' || cell[0] == '\t' || cell[0] == '\r' || (sign && !number))
    cell.insert(0, 1, '\'');
  return cell;
}

std::string joined_topics(const Snapshot& snapshot, const Service& service, std::string_view lang) {
  std::string out;
  for (auto const& id : service.topics)
    if (auto const* const topic = snapshot.topic(id)) add(out, rules::text(topic->label, lang));
  return out;
}

std::string joined_phones(const Service& service, const AtPlace* at) {
  std::string out;
  for (auto const& phone : service.phones) add(out, phone.number);
  if (at != nullptr)
    for (auto const& phone : at->phones) add(out, phone.number);
  return out;
}

}  // namespace cote::guide::exporting
