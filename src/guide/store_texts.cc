// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/store_texts.h"

#include <charconv>
#include <optional>
#include <utility>

namespace cote::guide::store {
namespace {

template <class Record>
struct Field {
  std::string_view name;
  Words Record::*words;
};
constexpr Field<Organisation> kOrganisation[] = {{"name", &Organisation::name},
                                                 {"description", &Organisation::description}};
constexpr Field<Place> kPlace[] = {{"name", &Place::name},
                                   {"address_note", &Place::address_note},
                                   {"accessibility", &Place::accessibility},
                                   {"transport", &Place::transport}};
constexpr Field<Service> kService[] = {{"name", &Service::name},
                                       {"summary", &Service::summary},
                                       {"description", &Service::description},
                                       {"conditions", &Service::conditions},
                                       {"price", &Service::price},
                                       {"appointment", &Service::appointment},
                                       {"notice", &Service::notice}};
constexpr Field<Topic> kTopic[] = {{"label", &Topic::label}};
constexpr Field<Rubric> kRubric[] = {{"label", &Rubric::label}};

class Gather {
 public:
  template <class Record, std::size_t N>
  void own(const Record& record, const Field<Record> (&fields)[N]) {
    for (auto const& field : fields) add("", field.name, record.*field.words);
  }
  void add(std::string part, std::string_view field, const Words& words) {
    if (!words.empty()) out.push_back({std::move(part), field, &words});
  }
  void phones(const std::string& owner, const std::vector<Phone>& list) {
    for (std::size_t i = 0; i < list.size(); ++i) add(owner + piece("phones/", i), "label", list[i].label);
  }
  static std::string piece(std::string_view list, std::size_t index) {
    return std::string(list) + std::to_string(index);
  }

  std::vector<TextOf> out{};
};

template <class Record, std::size_t N>
Words* find(Record& record, std::string_view name, const Field<Record> (&fields)[N]) {
  for (auto const& field : fields)
    if (field.name == name) return &(record.*field.words);
  return nullptr;
}

/// Reads "phones/1" off the front of `part`, with the '/' after it.
std::optional<std::size_t> take_index(std::string_view& part, std::string_view list) {
  if (!part.starts_with(list)) return std::nullopt;
  auto const digits = part.substr(list.size());
  std::size_t index = 0;
  auto const [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
  if (failure != std::errc()) return std::nullopt;
  part = digits.substr(static_cast<std::size_t>(end - digits.data()));
  if (part.starts_with('/')) part.remove_prefix(1);
  return index;
}

template <class Piece>
Piece* at(std::vector<Piece>& list, std::size_t index) {
  return index < list.size() ? &list[index] : nullptr;
}

Words* label_at(std::vector<Phone>& phones, std::string_view part) {
  auto const index = take_index(part, "phones/");
  auto* const phone = index ? at(phones, *index) : nullptr;
  return phone == nullptr ? nullptr : &phone->label;
}

}  // namespace

std::vector<TextOf> texts_of(const Organisation& record) {
  Gather g;
  g.own(record, kOrganisation);
  g.phones("", record.phones);
  return std::move(g.out);
}

std::vector<TextOf> texts_of(const Place& record) {
  Gather g;
  g.own(record, kPlace);
  return std::move(g.out);
}

std::vector<TextOf> texts_of(const Service& record) {
  Gather g;
  g.own(record, kService);
  for (std::size_t i = 0; i < record.documents.size(); ++i)
    g.add(Gather::piece("documents/", i), "text", record.documents[i]);
  for (std::size_t i = 0; i < record.languages.size(); ++i)
    g.add(Gather::piece("languages/", i), "note", record.languages[i].note);
  g.phones("", record.phones);
  for (std::size_t i = 0; i < record.contacts.size(); ++i) {
    auto const owner = Gather::piece("contacts/", i);
    g.add(owner, "role", record.contacts[i].role);
    g.phones(owner + '/', record.contacts[i].phones);
  }
  for (std::size_t i = 0; i < record.places.size(); ++i) {
    auto const owner = Gather::piece("places/", i);
    g.add(owner, "hours_note", record.places[i].hours_note);
    g.phones(owner + '/', record.places[i].phones);
  }
  return std::move(g.out);
}

std::vector<TextOf> texts_of(const Topic& record) {
  Gather g;
  g.own(record, kTopic);
  return std::move(g.out);
}

std::vector<TextOf> texts_of(const Rubric& record) {
  Gather g;
  g.own(record, kRubric);
  return std::move(g.out);
}

Words* words_at(Organisation& record, std::string_view part, std::string_view field) {
  return part.empty() ? find(record, field, kOrganisation) : label_at(record.phones, part);
}

Words* words_at(Place& record, std::string_view, std::string_view field) {
  return find(record, field, kPlace);
}

Words* words_at(Service& record, std::string_view part, std::string_view field) {
  if (part.empty()) return find(record, field, kService);
  if (auto const i = take_index(part, "documents/")) {
    if (*i >= record.documents.size()) record.documents.resize(*i + 1);
    return &record.documents[*i];
  }
  if (auto const i = take_index(part, "languages/")) {
    auto* const language = at(record.languages, *i);
    return language == nullptr ? nullptr : &language->note;
  }
  if (auto const i = take_index(part, "contacts/")) {
    auto* const contact = at(record.contacts, *i);
    if (contact == nullptr) return nullptr;
    return part.empty() ? &contact->role : label_at(contact->phones, part);
  }
  if (auto const i = take_index(part, "places/")) {
    auto* const place = at(record.places, *i);
    if (place == nullptr) return nullptr;
    return part.empty() ? &place->hours_note : label_at(place->phones, part);
  }
  return label_at(record.phones, part);
}

Words* words_at(Topic& record, std::string_view, std::string_view field) {
  return find(record, field, kTopic);
}

Words* words_at(Rubric& record, std::string_view, std::string_view field) {
  return find(record, field, kRubric);
}

}  // namespace cote::guide::store
