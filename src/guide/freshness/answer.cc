// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/freshness/answer.h"

#include <algorithm>

#include "guide/rules.h"
#include "kernel/json.h"

namespace cote::guide::freshness {
namespace {

constexpr std::size_t kLongest = 2000;

/// Letters, not bytes: Arabic takes two of those for each.
std::size_t letters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string tidy(std::string_view typed) {
  std::string out;
  for (char const c : typed)
    if (c != '\r') out += c;
  auto const first = out.find_first_not_of(" \t\n");
  if (first == std::string::npos) return {};
  return out.substr(first, out.find_last_not_of(" \t\n") - first + 1);
}

std::string number(std::string_view list, std::size_t index, std::string_view field) {
  return std::string(list) + '/' + std::to_string(index) + '/' + std::string(field);
}

}  // namespace

std::vector<Fact> facts_of(const Record& record) {
  auto const& s = record.service;
  std::vector<Fact> out;
  auto const words = [&](std::string_view path, std::string_view label, const Words& text, bool longer) {
    out.push_back({std::string(path), "freshness.field." + std::string(label),
                   std::string(rules::text(text, s.source_lang)), longer});
  };
  auto const plain = [&](std::string path, std::string_view label, const std::string& value) {
    out.push_back({std::move(path), "freshness.field." + std::string(label), value, false});
  };
  words("name", "name", s.name, false);
  words("summary", "summary", s.summary, true);
  for (std::size_t i = 0; i < std::max<std::size_t>(s.phones.size(), 1); ++i)
    plain(number("phones", i, "number"), "phone", i < s.phones.size() ? s.phones[i].number : "");
  plain("email", "email", s.email);
  plain("url", "url", s.url);
  for (std::size_t i = 0; i < s.places.size(); ++i) {
    auto const& place = record.places[i];
    // A link travels further than the letter was sent: what must not leave the desk is not behind it.
    if (!place.confidential) {
      plain(number("at", i, "address"), "address", place.address);
      plain(number("at", i, "postal_code"), "postal_code", place.postal_code);
      plain(number("at", i, "locality"), "locality", place.locality);
    }
    plain(number("places", i, "hours"), "hours", s.places[i].hours);
  }
  words("conditions", "conditions", s.conditions, true);
  words("price", "price", s.price, false);
  words("appointment", "appointment", s.appointment, true);
  words("description", "description", s.description, true);
  return out;
}

Result<Correction> read_correction(const std::vector<Fact>& facts, const web::Fields& form) {
  Correction out;
  Problems wrong;
  for (auto const& fact : facts) {
    if (!form.has(fact.path)) continue;
    auto const typed = tidy(form.get(fact.path));
    if (letters(typed) > kLongest) wrong.push_back({fact.path, "freshness.problem.long", {}});
    if (fact.path == "email" && !typed.empty() && typed.find('@') == std::string::npos)
      wrong.push_back({fact.path, "freshness.problem.email", {}});
    if (typed != tidy(form.get("was:" + fact.path))) out.changes.push_back({fact.path, typed});
  }
  out.gone = form.has("gone");
  if (out.gone) out.changes.push_back({"status", "closed"});
  out.note = tidy(form.get("note"));
  if (letters(out.note) > kLongest) wrong.push_back({"note", "freshness.problem.long", {}});
  if (out.changes.empty() && out.note.empty()) wrong.push_back({"note", "freshness.problem.nothing", {}});
  if (!wrong.empty()) return wrong;
  return out;
}

std::string to_json(const std::vector<FieldValue>& changes) {
  json::array out;
  for (auto const& change : changes)
    out.push_back(json::object{{"path", change.path}, {"value", change.value}});
  return boost::json::serialize(out);
}

std::vector<FieldValue> changes_from(std::string_view text) {
  std::vector<FieldValue> out;
  auto const read = json::parse(text);
  if (!read || !read->is_array()) return out;
  for (auto const& item : read->as_array())
    if (auto const* change = item.if_object())
      out.push_back({json::text(*change, "path"), json::text(*change, "value")});
  return out;
}

}  // namespace cote::guide::freshness
