// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/record_lists.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "guide/record_slots.h"

namespace cote::guide::record {
namespace {

/// More than any service has, and few enough that nobody can make the house work for it.
constexpr std::size_t kLongestList = 40;

/// Takes "phones" or "2" off the front of a path.
std::string_view next(std::string_view& path) {
  auto const end = std::min(path.find('/'), path.size());
  auto const part = path.substr(0, end);
  path.remove_prefix(std::min(end + 1, path.size()));
  return part;
}

std::optional<std::size_t> next_index(std::string_view& path) {
  auto const part = next(path);
  std::size_t out = 0;
  auto const [end, error] = std::from_chars(part.data(), part.data() + part.size(), out);
  if (error != std::errc() || end != part.data() + part.size()) return std::nullopt;
  return out;
}

/// The id of a new item: no other of the list has it, and the same change made twice gives the same.
template <class Item>
std::string fresh_id(const std::vector<Item>& list, const std::string& owner, std::string_view name) {
  for (std::size_t n = list.size();; ++n) {
    auto const id = uuid_of(fmt::format("{}/{}/{}", owner, name, n));
    if (std::ranges::find(list, id, &Item::id) == list.end()) return id;
  }
}

class Growing {
 public:
  explicit Growing(Record& record) : record_(record) {}

  /// True when an item was added.
  bool grow(std::string_view path) {
    auto& s = record_.service;
    path = split(path).path;
    auto const list = next(path);
    if (list == "organisation")
      return next(path) == "phones" && !record_.organisation.id.empty() &&
             phones(record_.organisation.phones, path, record_.organisation.id.text);
    if (list == "phones") return phones(s.phones, path, s.id.text);
    auto const index = next_index(path);
    if (!index || *index >= kLongestList) return false;
    if (list == "documents") return plain(s.documents, *index);
    if (list == "languages") return plain(s.languages, *index);
    if (list == "contacts") return contact(*index, path);
    if (list == "places" || list == "at") return place(*index, path, list == "places");
    return false;
  }

 private:
  template <class Item>
  static bool plain(std::vector<Item>& list, std::size_t index) {
    if (index != list.size()) return false;
    list.emplace_back();
    return true;
  }
  static bool phones(std::vector<Phone>& list, std::string_view path, const std::string& owner) {
    auto const index = next_index(path);
    if (!index || *index != list.size() || *index >= kLongestList) return false;
    auto id = fresh_id(list, owner, "phones");
    list.emplace_back().id = std::move(id);
    return true;
  }
  bool contact(std::size_t index, std::string_view path) {
    auto& list = record_.service.contacts;
    if (index == list.size()) {
      auto id = fresh_id(list, record_.service.id.text, "contacts");
      list.emplace_back().id = std::move(id);
      return true;
    }
    return index < list.size() && next(path) == "phones" && phones(list[index].phones, path, list[index].id);
  }
  bool place(std::size_t index, std::string_view path, bool has_phones) {
    auto& list = record_.service.places;
    if (index == list.size()) {
      AtPlace at;
      at.id = fresh_id(list, record_.service.id.text, "places");
      // The place belongs to this service alone until somebody else is there too.
      at.place = {uuid_of(at.id + "/place")};
      record_.places.emplace_back().id = at.place;
      list.push_back(std::move(at));
      return true;
    }
    return has_phones && index < list.size() && next(path) == "phones" &&
           phones(list[index].phones, path, list[index].id);
  }

  Record& record_;
};

bool silent(const Words& words) {
  return std::ranges::all_of(words.in, [](const Wording& w) { return w.text.empty(); });
}
bool silent(const Phone& p) {
  return p.number.empty() && silent(p.label) && p.hours.empty() && p.languages.empty();
}
bool silent(const SpokenLanguage& l) { return l.lang.empty() && silent(l.note); }
bool silent(const Contact& c) {
  return silent(c.role) && c.name.empty() && c.email.empty() && c.url.empty() && c.phones.empty();
}
bool silent(const AtPlace& at, const Place& p) {
  return at.hours.empty() && silent(at.hours_note) && at.phones.empty() && silent(p.name) &&
         p.address.empty() && silent(p.address_note) && p.postal_code.empty() && p.locality.empty() &&
         p.nis.empty() && !p.lat && !p.lon && silent(p.accessibility) && silent(p.transport);
}

template <class Item>
void sift(std::vector<Item>& list, const std::vector<Item>& before) {
  std::vector<Item> kept;
  for (std::size_t i = 0; i < list.size(); ++i)
    if (!silent(list[i]) || (i < before.size() && silent(before[i]))) kept.push_back(std::move(list[i]));
  list = std::move(kept);
}

void sift_places(Record& record, const Record& before) {
  auto& list = record.service.places;
  std::vector<AtPlace> kept;
  std::vector<Place> places;
  for (std::size_t i = 0; i < list.size(); ++i) {
    bool const was = i < before.places.size() && silent(before.service.places[i], before.places[i]);
    if (silent(list[i], record.places[i]) && !was) continue;
    kept.push_back(std::move(list[i]));
    places.push_back(std::move(record.places[i]));
  }
  list = std::move(kept);
  record.places = std::move(places);
}

}  // namespace

void grow(Record& record, const std::vector<FieldValue>& changes) {
  Growing growing(record);
  for (bool grown = true; grown;) {
    grown = false;
    for (auto const& change : changes) grown = growing.grow(change.path) || grown;
  }
}

void shrink(Record& record, const Record& before) {
  auto& s = record.service;
  auto const& b = before.service;
  static const std::vector<Phone> kNone;
  for (std::size_t i = 0; i < s.contacts.size(); ++i)
    sift(s.contacts[i].phones, i < b.contacts.size() ? b.contacts[i].phones : kNone);
  for (std::size_t i = 0; i < s.places.size(); ++i)
    sift(s.places[i].phones, i < b.places.size() ? b.places[i].phones : kNone);
  sift(s.documents, b.documents);
  sift(s.phones, b.phones);
  sift(s.languages, b.languages);
  sift(s.contacts, b.contacts);
  sift(record.organisation.phones, before.organisation.phones);
  sift_places(record, before);
}

}  // namespace cote::guide::record
