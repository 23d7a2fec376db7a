// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/store_prepare.h"

#include <algorithm>

#include "guide/rules.h"

namespace cote::guide::store {
namespace {

void tidy(Words& words) {
  auto& in = words.in;
  for (std::size_t i = 1; i < in.size();) {
    auto const end = in.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::find_if(in.begin(), end, [&](const Wording& w) { return w.lang == in[i].lang; }) == end) {
      ++i;
    } else {
      in.erase(end);
    }
  }
}

void name_piece(std::string& id, const std::string& owner, std::string_view list, std::size_t index) {
  if (id.empty()) id = uuid_of(owner + '/' + std::string(list) + '/' + std::to_string(index));
}

void tidy(std::vector<Phone>& phones, const std::string& owner) {
  for (std::size_t i = 0; i < phones.size(); ++i) {
    name_piece(phones[i].id, owner, "phones", i);
    tidy(phones[i].label);
    // Kept as one text, separated by spaces.
    std::erase_if(phones[i].languages,
                  [](const std::string& l) { return l.empty() || l.find(' ') != std::string::npos; });
  }
}

}  // namespace

Organisation prepared(Organisation record) {
  tidy(record.name);
  tidy(record.description);
  tidy(record.phones, record.id.text);
  return record;
}

Place prepared(Place record) {
  for (auto* words : {&record.name, &record.address_note, &record.accessibility, &record.transport})
    tidy(*words);
  return record;
}

Service prepared(Service record) {
  for (auto* words : {&record.name, &record.summary, &record.description, &record.conditions, &record.price,
                      &record.appointment, &record.notice})
    tidy(*words);
  std::erase_if(record.documents, &Words::empty);
  for (auto& document : record.documents) tidy(document);
  for (auto& language : record.languages) tidy(language.note);
  tidy(record.phones, record.id.text);
  for (std::size_t i = 0; i < record.contacts.size(); ++i) {
    auto& contact = record.contacts[i];
    name_piece(contact.id, record.id.text, "contacts", i);
    tidy(contact.role);
    tidy(contact.phones, contact.id);
  }
  for (std::size_t i = 0; i < record.places.size(); ++i) {
    auto& at = record.places[i];
    name_piece(at.id, record.id.text, "places", i);
    tidy(at.hours_note);
    tidy(at.phones, at.id);
  }
  return record;
}

Topic prepared(Topic record) {
  tidy(record.label);
  return record;
}

Rubric prepared(Rubric record) {
  tidy(record.label);
  return record;
}

void Slugs::stored(const std::string& id, const std::string& slug) {
  owner_[slug] = id;
  slug_of_[id] = slug;
}

void Slugs::leaving(const std::string& id, const std::string& wanted) {
  auto const now = slug_of_.find(id);
  if (now == slug_of_.end() || wanted.empty() || now->second == wanted) return;
  owner_.erase(now->second);
}

std::string Slugs::give(const std::string& id, const std::string& wanted, const Words& name) {
  auto const free = [&](const std::string& slug) {
    auto const owner = owner_.find(slug);
    return owner == owner_.end() || owner->second == id;
  };
  auto const now = slug_of_.find(id);
  auto base = wanted;
  if (base.empty() && now != slug_of_.end()) base = now->second;
  if (base.empty()) base = rules::slug(rules::text(name, "fr"));
  if (base.empty()) base = id.substr(0, 8);
  auto given = base;
  if (!free(given) && now != slug_of_.end() && now->second.starts_with(base + '-') && free(now->second))
    given = now->second;
  for (int number = 2; !free(given); ++number) given = base + '-' + std::to_string(number);
  owner_[given] = id;
  slug_of_[id] = given;
  return given;
}

}  // namespace cote::guide::store
