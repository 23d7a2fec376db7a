// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/export/parts.h"

#include <fmt/format.h>

#include "guide/export.h"
#include "guide/hsds/names.h"
#include "guide/hsds/schedule.h"
#include "guide/rules.h"

namespace cote::guide::exporting {
namespace {

/// The province of a Belgian commune, by the first digits of its NIS code (REFNIS).
std::string_view province(std::string_view nis) {
  if (nis.size() != 5) return {};
  switch (nis[0]) {
    case '1':
      return "Antwerpen";
    case '2':
      return nis[1] == '1' ? "Brussels" : nis[1] == '5' ? "Brabant wallon" : "Vlaams-Brabant";
    case '3':
      return "West-Vlaanderen";
    case '4':
      return "Oost-Vlaanderen";
    case '5':
      return "Hainaut";
    case '6':
      return "Liège";
    case '7':
      return "Limburg";
    case '8':
      return "Luxembourg";
    case '9':
      return "Namur";
    default:
      return {};
  }
}

json::array addresses(const Place& place) {
  if (place.confidential || (place.address.empty() && place.locality.empty() && place.postal_code.empty()))
    return {};
  json::object address;
  address["id"] = uuid_of("address:" + place.id.text);
  address["location_id"] = place.id.text;
  // All of these are required; what is not known is empty.
  address["address_1"] = place.address;
  address["city"] = place.locality;
  address["state_province"] = province(place.nis);
  address["postal_code"] = place.postal_code;
  address["country"] = place.nis.empty() ? "" : "BE";
  address["address_type"] = "physical";
  return {std::move(address)};
}

json::array place_facts(const Place& place, std::string_view lang) {
  Facts facts(place.id.text, "location");
  if (place.confidential) facts.add("confidential.yes");
  if (!place.confidential) {
    static constexpr std::string_view kPrecise[] = {"precision.exact", "precision.street",
                                                    "precision.commune", "precision.unknown"};
    facts.add(kPrecise[static_cast<std::size_t>(place.precision)]);
    if (place.wheelchair != Answer::unknown)
      facts.add(place.wheelchair == Answer::yes ? "wheelchair.yes" : "wheelchair.no");
    facts.add_value("nis", place.nis);
  }
  if (auto const* const shown = rules::shown(place.name, lang)) facts.add("text.language", shown->lang);
  return facts.take();
}

json::object schedule_object(const hsds::ScheduleRow& row, std::string_view owner, std::size_t number) {
  json::object out;
  out["id"] = uuid_of(fmt::format("schedule:{}:{}", owner, number));
  json::put(out, "freq", row.freq);
  json::put(out, "byday", row.byday);
  json::put(out, "opens_at", row.opens_at);
  json::put(out, "closes_at", row.closes_at);
  json::put(out, "description", row.description);
  json::put(out, "attending_type", row.attending_type);
  json::put(out, "notes", row.notes);
  return out;
}

}  // namespace

std::string contact_id(const Contact& contact, std::string_view owner) {
  return hsds::uuid_or(contact.id, fmt::format("contact:{}:{}", owner, contact.name));
}
std::string at_id(const AtPlace& at, std::string_view service) {
  return hsds::uuid_or(at.id, fmt::format("at:{}:{}", service, at.place.text));
}

json::array phones(const std::vector<Phone>& lines, std::string_view owner, std::string_view lang) {
  json::array out;
  for (auto const& line : lines) {
    auto const id = hsds::uuid_or(line.id, fmt::format("phone:{}:{}", owner, line.number));
    json::object phone;
    phone["id"] = id;
    phone["number"] = line.number;
    phone["type"] = hsds::channel_name(line.channel);
    json::put(phone, "description", rules::text(line.label, lang));
    json::array spoken;
    for (auto const& tag : line.languages)
      spoken.push_back(json::object{{"id", uuid_of(fmt::format("language:{}:{}", id, tag))},
                                    {"name", hsds::language_name(tag, lang)},
                                    {"code", tag}});
    if (!spoken.empty()) phone["languages"] = std::move(spoken);
    Facts facts(id, "phone");
    facts.add_value("phone.hours", line.hours);
    if (auto list = facts.take(); !list.empty()) phone["attributes"] = std::move(list);
    out.push_back(std::move(phone));
  }
  return out;
}

json::array schedules(const AtPlace& at, std::string_view owner, std::string_view lang) {
  auto rows = hsds::schedule_rows(at.hours);
  auto const note = rules::text(at.hours_note, lang);
  if (rows.empty() && note.empty()) return {};
  if (rows.empty()) rows.emplace_back();
  rows.front().notes = note;
  json::array out;
  for (std::size_t i = 0; i < rows.size(); ++i) out.push_back(schedule_object(rows[i], owner, i));
  return out;
}

void Facts::add(std::string_view code, std::string_view value) {
  json::object attribute;
  attribute["id"] = uuid_of(fmt::format("attribute:{}:{}", owner_, code));
  attribute["link_id"] = owner_;
  attribute["taxonomy_term_id"] = hsds::fact_term(code);
  attribute["link_type"] = "fact";
  attribute["link_entity"] = entity_;
  json::put(attribute, "value", value);
  attribute["taxonomy_term"] = exporting::fact_term(code);
  out_.push_back(std::move(attribute));
}
void Facts::add_value(std::string_view code, std::string_view value) {
  if (!value.empty()) add(code, value);
}

json::object fact_term(std::string_view code) {
  json::object out;
  out["id"] = hsds::fact_term(code);
  out["code"] = code;
  out["name"] = code;
  out["description"] = fmt::format("Fact \"{}\", see docs/open-data.md", code);
  out["taxonomy_id"] = hsds::facts_taxonomy();
  out["taxonomy_detail"] = facts_taxonomy();
  return out;
}

json::object topics_taxonomy() {
  return {{"id", hsds::topics_taxonomy()},
          {"name", "Côte à Côte topics"},
          {"description", "What services are about: rubrics, and topics below them"}};
}
json::object facts_taxonomy() {
  return {
      {"id", hsds::facts_taxonomy()},
      {"name", "Côte à Côte facts"},
      {"description", "What HSDS has no field for: admission, capacity, audiences, how exact a place is"}};
}

json::object hsds_location_basic(const Place& place, std::string_view lang) {
  json::object out;
  out["id"] = place.id.text;
  out["location_type"] = "physical";
  json::put(out, "name", rules::text(place.name, lang));
  if (place.confidential) return out;
  json::put(out, "description", rules::text(place.address_note, lang));
  json::put(out, "transportation", rules::text(place.transport, lang));
  // The middle of a commune is not where the door is: such a point is for our own map only.
  bool const is_door = place.precision == Precision::exact || place.precision == Precision::street;
  if (is_door && place.lat && place.lon) {
    out["latitude"] = *place.lat;
    out["longitude"] = *place.lon;
  }
  return out;
}

json::object hsds_location(const Snapshot&, const Place& place, std::string_view lang) {
  auto out = hsds_location_basic(place, lang);
  if (auto list = addresses(place); !list.empty()) out["addresses"] = std::move(list);
  if (auto const access = rules::text(place.accessibility, lang); !access.empty() && !place.confidential)
    out["accessibility"] =
        json::array{json::object{{"id", uuid_of("accessibility:" + place.id.text)}, {"description", access}}};
  out["attributes"] = place_facts(place, lang);
  return out;
}

json::object hsds_taxonomy_term(const Snapshot& snapshot, const Topic& topic, std::string_view lang) {
  auto const* const rubric = snapshot.rubric(topic.rubric);
  auto const label = rules::text(topic.label, lang);
  auto const above = rubric == nullptr ? std::string_view() : rules::text(rubric->label, lang);
  json::object out;
  out["id"] = hsds::topic_term(topic.id);
  out["code"] = topic.id;
  out["name"] = label;
  out["description"] = above.empty() ? std::string(label) : fmt::format("{}: {}", above, label);
  if (auto const* const shown = rules::shown(topic.label, lang)) out["language"] = shown->lang;
  // A topic that came with somebody's taxonomy keeps it: its rubric is that taxonomy.
  if (is_uuid(topic.rubric)) {
    out["taxonomy"] = above;
    out["taxonomy_id"] = topic.rubric;
    out["taxonomy_detail"] = json::object{{"id", topic.rubric}, {"name", above}, {"description", above}};
  } else {
    out["parent_id"] = hsds::rubric_term(topic.rubric);
    out["taxonomy_id"] = hsds::topics_taxonomy();
    out["taxonomy_detail"] = topics_taxonomy();
  }
  return out;
}

json::object hsds_rubric_term(const Rubric& rubric, std::string_view lang) {
  auto const label = rules::text(rubric.label, lang);
  json::object out;
  out["id"] = hsds::rubric_term(rubric.id);
  out["code"] = rubric.id;
  out["name"] = label;
  out["description"] = label;
  if (auto const* const shown = rules::shown(rubric.label, lang)) out["language"] = shown->lang;
  out["taxonomy_id"] = hsds::topics_taxonomy();
  out["taxonomy_detail"] = topics_taxonomy();
  return out;
}

json::array hsds_taxonomies(const Snapshot& snapshot, std::string_view lang) {
  json::array out{topics_taxonomy(), facts_taxonomy()};
  for (auto const& rubric : snapshot.catalogue.rubrics) {
    if (!is_uuid(rubric.id)) continue;
    auto const label = rules::text(rubric.label, lang);
    out.push_back(json::object{{"id", rubric.id}, {"name", label}, {"description", label}});
  }
  return out;
}

}  // namespace cote::guide::exporting
