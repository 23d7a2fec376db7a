// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "guide/codes.h"
#include "guide/hsds/names.h"
#include "guide/import/facts.h"
#include "guide/import/gather.h"
#include "guide/rules.h"

namespace cote::guide::import {
namespace {

/// A rubric made of somebody else's taxonomy stands after ours.
constexpr int kForeignRubric = 1000;

std::optional<int> age(Record& record, std::string_view key) {
  auto const value = record.number(key, 0, 150);
  if (!value) return std::nullopt;
  if (*value == std::floor(*value)) return static_cast<int>(*value);
  record.drop(key, "is not a whole number of years");
  return std::nullopt;
}

void add_paragraph(std::string& into, const std::string& more) {
  if (more.empty()) return;
  if (!into.empty()) into += "\n\n";
  into += more;
}

template <class E>
void choose(E& into, const Facts& facts, std::string_view prefix) {
  if (auto const found = from_code<E>(facts.choice(prefix))) into = *found;
}

}  // namespace

void Gather::read_facts(Service& into, Record& record) {
  Facts const facts(record);
  choose(into.cost, facts, "cost.");
  choose(into.admission, facts, "admission.");
  choose(into.accepts_undocumented, facts, "undocumented.");
  choose(into.capacity, facts, "capacity.");
  if (into.status == Status::closed) choose(into.status, facts, "status.is.");
  into.status_from = parse_date(facts.value("status.from"));
  into.status_until = parse_date(facts.value("status.until"));
  if (auto const instead = facts.value("status.instead"); is_uuid(instead))
    into.instead.text = hsds::uuid_or(instead, "");
  for (auto const& code : facts.all("audience.")) into.audiences.push_back(code.substr(code.find('.') + 1));
  into.summary = words(facts.value("text.summary"));
  auto& from = into.provenance;
  from.source = facts.value("provenance.source");
  from.source_url = facts.value("provenance.url");
  if (!is_uri(from.source_url)) from.source_url.clear();
  from.confidence = facts.value("provenance.confidence");
  auto const as_of = facts.value("provenance.as_of");
  if (as_of.size() == 4 && std::ranges::all_of(as_of, [](char c) { return c >= '0' && c <= '9'; }))
    from.as_of_year = std::stoi(as_of);
  else
    from.as_of = parse_date(as_of);
}

void Gather::read_languages(Service& into, Record& record) {
  for (auto const* const each : record.objects("languages")) {
    Record part(*each, record.place_of(*each), false, out_.rejects);
    auto const code = part.text("code");
    auto const given = code.empty() ? part.text("name") : code;
    if (given.empty()) continue;
    auto const tag = hsds::language_tag(given);
    if (!tag) {
      record.drop("languages", fmt::format("\"{}\" is not a language", given));
      continue;
    }
    if (std::ranges::find(into.languages, *tag, &SpokenLanguage::lang) != into.languages.end()) continue;
    auto note = part.text("note");
    auto const how = hsds::spoken_noted(note);
    auto const prefix = hsds::spoken_note(how);
    if (how != Spoken::staff && note.size() >= prefix.size()) {
      note.erase(0, prefix.size());
      if (note.starts_with(": ")) note.erase(0, 2);
    }
    into.languages.push_back({*tag, how, words(note)});
  }
}

void Gather::read_cost(Service& into, Record& record) {
  auto price = record.text("fees_description");
  auto const older = record.text("fees");
  if (price.empty()) price = older;
  bool any_free = false;
  bool any_paid = false;
  std::string options;
  for (auto const* const each : record.objects("cost_options")) {
    Record part(*each, record.place_of(*each), false, out_.rejects);
    auto const amount = part.number("amount", 0, 1e9);
    if (amount) (*amount == 0 ? any_free : any_paid) = true;
    auto line = part.text("option");
    // "0 EUR" and no more says what `cost` says already.
    bool const bare = line.empty() && amount == 0.0 && part.text("amount_description").empty();
    if (bare) continue;
    if (amount) line += fmt::format("{}{} {}", line.empty() ? "" : ": ", *amount, part.text("currency"));
    if (auto const more = part.text("amount_description"); !more.empty()) line += " " + more;
    if (!line.empty()) options += (options.empty() ? "" : "\n") + line;
  }
  if (any_free || any_paid)
    into.cost = any_free && any_paid ? Cost::mixed : any_free ? Cost::free : Cost::paid;
  into.price = words(price.empty() ? options : price);
}

void Gather::read_area(Service& into, Record& record) {
  for (auto const* const each : record.objects("service_areas")) {
    auto const extent = json::text(*each, "extent");
    auto const known = json::text(*each, "extent_type") == "nis" && is_clean_text(extent) && !extent.empty();
    if (known) into.territory.push_back(extent);
  }
}

std::string Gather::read_term(const json::object& object, const std::string& where) {
  Record record(object, where, true, out_.rejects);
  auto const id = record.need_id();
  auto const code = record.text("code");
  auto const name = record.need_text("name");
  auto const* const description = object.if_contains("description");
  if (description == nullptr) record.refuse("description", "is missing");
  auto const parent = record.uuid("parent_id");
  static_cast<void>(record.uri("term_uri"));
  if (record.refused()) return {};
  if (auto const known = terms_.find(id); known != terms_.end()) return known->second;
  // Facts and rubrics of our own are no topics.
  if (id == hsds::fact_term(code)) return terms_[id] = "";
  auto const lang = hsds::language_tag(record.text("language")).value_or(lang_);
  auto const rubric = [&](const std::string& rubric_id, const std::string& label) {
    if (rubrics_.insert(rubric_id).second)
      out_.catalogue.rubrics.push_back({rubric_id, kForeignRubric, rules::source_words(lang, label), {}, {}});
  };
  bool const ours = !is_uuid(code);
  if (ours && id == hsds::rubric_term(code)) {
    rubric(code, name);
    return terms_[id] = "";
  }
  Topic topic;
  topic.label = rules::source_words(lang, name);
  if (ours && id == hsds::topic_term(code)) {
    topic.id = code;
    topic.rubric = code.substr(0, code.find('.'));
    if (hsds::rubric_term(topic.rubric) != parent) topic.rubric = "other";
    rubric(topic.rubric, topic.rubric);
  } else {
    topic.id = id;
    auto const* const detail = record.child("taxonomy_detail");
    auto taxonomy = detail != nullptr ? json::text(*detail, "id") : record.uuid("taxonomy_id");
    auto title = detail != nullptr ? json::text(*detail, "name") : record.text("taxonomy");
    if (!is_clean_text(title) || title.empty()) title = "Other";
    topic.rubric = hsds::uuid_or(taxonomy, "taxonomy:" + title);
    rubric(topic.rubric, title);
  }
  terms_[id] = topic.id;
  out_.catalogue.topics.push_back(std::move(topic));
  return terms_[id];
}

void Gather::term(const json::object& object, const std::string& where) {
  count();
  read_term(object, where);
}

void Gather::read_topics(Service& into, Record& record) {
  for (auto const* const attribute : record.objects("attributes")) {
    auto const* const term = attribute->if_contains("taxonomy_term");
    if (term == nullptr || !term->is_object()) continue;
    auto const topic = read_term(term->get_object(), record.place_of(*attribute));
    if (!topic.empty() && std::ranges::find(into.topics, topic) == into.topics.end())
      into.topics.push_back(topic);
  }
}

void Gather::add_place(Service& into, Record& at, const Schedules& of_service) {
  AtPlace made;
  if (auto const* const location = at.child("location"))
    made.place.text = read_location(*location, at.place_of(*location)).id;
  else
    made.place.text = at.uuid("location_id");
  if (made.place.empty()) {
    at.drop("location", "is missing or was refused");
    return;
  }
  if (std::ranges::find(into.places, made.place, &AtPlace::place) != into.places.end()) return;
  made.id = hsds::uuid_or(at.uuid("id"), fmt::format("at:{}:{}", into.id.text, made.place.text));
  auto hours = read_schedules(at, lang_);
  if (hours.empty()) hours = of_service;
  if (hours.empty())
    if (auto const found = place_hours_.find(made.place.text); found != place_hours_.end())
      hours = found->second;
  made.hours = std::move(hours.text);
  made.hours_note = std::move(hours.note);
  at.call(made.id);
  made.phones = phones(at);
  if (made.phones.empty())
    if (auto const found = place_phones_.find(made.place.text); found != place_phones_.end())
      made.phones = found->second;
  into.places.push_back(std::move(made));
}

void Gather::read_places(Service& into, Record& record, const Schedules& of_service) {
  auto const places = record.objects("service_at_locations");
  for (auto const* const each : places) {
    Record at(*each, record.place_of(*each), false, out_.rejects);
    add_place(into, at, of_service);
  }
  if (places.empty() && !of_service.text.empty())
    record.drop("schedules", "hours are kept with a place, and this service has none");
}

Gather::Linked Gather::read_service(const json::object& object, const std::string& where) {
  Record record(object, where, true, out_.rejects);
  Service made;
  made.id.text = record.need_id();
  auto const name = record.need_text("name");
  auto const status = record.need_text("status");
  if (auto const known = hsds::status_named(status))
    made.status = *known;
  else if (!status.empty())
    record.refuse("status", "is none of active, inactive, defunct, temporarily closed");
  made.url = record.uri("url");
  made.email = record.email("email");
  auto description = record.text("description");
  add_paragraph(description, record.text("interpretation_services"));
  auto const conditions = record.text("eligibility_description");
  auto const appointment = record.text("application_process");
  auto const notice = record.text("alert");
  made.min_age = age(record, "minimum_age");
  made.max_age = age(record, "maximum_age");
  made.provenance.verified_on = record.date("assured_date");
  made.provenance.verified_by = record.email("assurer_email");
  made.updated = record.instant("last_modified").value_or(Time{});
  made.organisation.text = record.uuid("organization_id");
  static_cast<void>(record.uuid("program_id"));
  if (record.refused()) return {record.id(), false};

  auto const usual = lang_;
  lang_ = hsds::language_tag(Facts(record).value("text.language")).value_or(lang_);
  made.source_lang = lang_;
  made.name = words(name);
  made.description = words(description);
  made.conditions = words(conditions);
  made.appointment = words(appointment);
  made.notice = words(notice);
  read_cost(made, record);
  auto const verified_on = made.provenance.verified_on;
  auto const verified_by = made.provenance.verified_by;
  read_facts(made, record);
  // Our export gives the summary as the description of a service that has none.
  if (!made.summary.empty() && made.summary.in.front().text == description) made.description = {};
  made.provenance.verified_on = verified_on;
  made.provenance.verified_by = verified_by;
  if (auto const* const organisation = record.child("organization"))
    if (auto const linked = read_organization(*organisation, record.place_of(*organisation)); linked.good)
      made.organisation.text = linked.id;
  read_languages(made, record);
  read_area(made, record);
  read_topics(made, record);
  for (auto const* const each : record.objects("required_documents")) {
    Record part(*each, record.place_of(*each), false, out_.rejects);
    if (auto const text = part.text("document"); !text.empty()) made.documents.push_back(words(text));
  }
  made.phones = phones(record);
  made.contacts = contacts(record);
  read_places(made, record, read_schedules(record, lang_));
  lang_ = usual;
  // A list that is no list shows only now.
  if (record.refused()) return {record.id(), false};
  auto const [found, fresh] = services_.emplace(made.id.text, out_.catalogue.services.size());
  if (fresh)
    out_.catalogue.services.push_back(std::move(made));
  else
    fill(out_.catalogue.services[found->second], made);
  return {record.id(), true};
}

void Gather::service(const json::object& object, const std::string& where) {
  count();
  read_service(object, where);
}

void Gather::service_at_location(const json::object& object, const std::string& where) {
  count();
  Record record(object, where, true, out_.rejects);
  static_cast<void>(record.need_id());
  if (record.refused()) return;
  std::string service = record.uuid("service_id");
  if (auto const* const whole = record.child("service")) {
    auto const linked = read_service(*whole, record.place_of(*whole));
    if (!linked.good) return;
    service = linked.id;
  }
  auto const found = services_.find(service);
  if (found == services_.end()) {
    record.refuse("service", "is neither in this record nor before it in the file");
    return;
  }
  add_place(out_.catalogue.services[found->second], record, {});
}

}  // namespace cote::guide::import
