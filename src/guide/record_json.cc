// SPDX-License-Identifier: AGPL-3.0-or-later
#include <charconv>
#include <stdexcept>
#include <type_traits>

#include <fmt/format.h>

#include "guide/codes.h"
#include "guide/record.h"
#include "kernel/json.h"

/// One list of members for each kind of thing serves writing and reading, so that neither can forget one.
/// What holds nothing is left out; numbers with a point are texts, because JSON readers round them.
namespace cote::guide {
namespace {

template <class To>
void members(To& to, auto& x) requires requires {
  x.source_hash;
}
{
  to("lang", x.lang);
  to("text", x.text);
  to("origin", x.origin);
  to("source_hash", x.source_hash);
}
template <class To>
void members(To& to, auto& x) requires requires {
  x.verified_how;
}
{
  to("source", x.source);
  to("source_url", x.source_url);
  to("confidence", x.confidence);
  to("as_of_year", x.as_of_year);
  to("as_of", x.as_of);
  to("verified_on", x.verified_on);
  to("verified_by", x.verified_by);
  to("verified_how", x.verified_how);
  to("next_review", x.next_review);
}
template <class To>
void members(To& to, auto& x) requires requires {
  x.channel;
}
{
  to("id", x.id);
  to("number", x.number);
  to("channel", x.channel);
  to("label", x.label);
  to("hours", x.hours);
  to("languages", x.languages);
}
template <class To>
void members(To& to, auto& x) requires requires {
  x.role;
}
{
  to("id", x.id);
  to("role", x.role);
  to("name", x.name);
  to("email", x.email);
  to("url", x.url);
  to("phones", x.phones);
}
template <class To>
void members(To& to, auto& x) requires requires {
  x.how;
}
{
  to("lang", x.lang);
  to("how", x.how);
  to("note", x.note);
}
template <class To>
void members(To& to, auto& x) requires requires {
  x.hours_note;
}
{
  to("id", x.id);
  to("place", x.place.text);
  to("hours", x.hours);
  to("hours_note", x.hours_note);
  to("phones", x.phones);
}
template <class To>
void members(To& to, auto& x) requires requires {
  x.confidential;
}
{
  to("id", x.id.text);
  to("name", x.name);
  to("address", x.address);
  to("address_note", x.address_note);
  to("postal_code", x.postal_code);
  to("locality", x.locality);
  to("nis", x.nis);
  to("lat", x.lat);
  to("lon", x.lon);
  to("precision", x.precision);
  to("confidential", x.confidential);
  to("wheelchair", x.wheelchair);
  to("accessibility", x.accessibility);
  to("transport", x.transport);
  to("provenance", x.provenance);
}
template <class To>
void members(To& to, auto& x) requires(
    requires { x.slug; } && !requires { x.old_slugs; }) {
  to("id", x.id.text);
  to("slug", x.slug);
  to("name", x.name);
  to("description", x.description);
  to("email", x.email);
  to("url", x.url);
  to("phones", x.phones);
  to("provenance", x.provenance);
  to("updated", x.updated);
}
template <class To>
void members(To& to, auto& x) requires requires {
  x.old_slugs;
}
{
  to("id", x.id.text);
  to("organisation", x.organisation.text);
  to("slug", x.slug);
  to("old_slugs", x.old_slugs);
  to.always("source_lang", x.source_lang);
  to("name", x.name);
  to("summary", x.summary);
  to("description", x.description);
  to("conditions", x.conditions);
  to("price", x.price);
  to("appointment", x.appointment);
  to("notice", x.notice);
  to("documents", x.documents);
  to("email", x.email);
  to("url", x.url);
  to("topics", x.topics);
  to("audiences", x.audiences);
  to("languages", x.languages);
  to("phones", x.phones);
  to("contacts", x.contacts);
  to("places", x.places);
  to("territory", x.territory);
  to("status", x.status);
  to("status_from", x.status_from);
  to("status_until", x.status_until);
  to("instead", x.instead.text);
  to("cost", x.cost);
  to("admission", x.admission);
  to("accepts_undocumented", x.accepts_undocumented);
  to("capacity", x.capacity);
  to("min_age", x.min_age);
  to("max_age", x.max_age);
  to("provenance", x.provenance);
  to("updated", x.updated);
}

template <class E>
concept Choice = requires {
  Codes<E>::words;
};

json::value written(const std::string& text) { return json::value(text); }
json::value written(bool yes) { return json::value(yes); }
json::value written(int number) { return json::value(number); }
json::value written(double number) { return json::value(fmt::format("{}", number)); }
json::value written(Date day) { return json::value(iso(day)); }
json::value written(Time at) { return json::value(iso(at)); }
template <Choice E>
json::value written(E choice) {
  return json::value(code(choice));
}
json::value written(const Words& words);
template <class T>
json::value written(const std::vector<T>& list);
template <class T>
requires std::is_class_v<T> json::value written(const T& thing);

struct Writing {
  json::object out{};
  template <class T>
  void operator()(std::string_view key, const T& held) {
    if (!(held == T{})) out[key] = written(held);
  }
  /// Choices and the record's language: no value of theirs is "nothing".
  template <Choice E>
  void operator()(std::string_view key, const E& held) {
    out[key] = written(held);
  }
  void always(std::string_view key, const std::string& held) { out[key] = written(held); }
  template <class T>
  void operator()(std::string_view key, const std::optional<T>& held) {
    if (held) out[key] = written(*held);
  }
};

template <class T>
requires std::is_class_v<T> json::value written(const T& thing) {
  Writing writing;
  members(writing, thing);
  return writing.out;
}
template <class T>
json::value written(const std::vector<T>& list) {
  json::array out;
  for (auto const& item : list) out.push_back(written(item));
  return out;
}
json::value written(const Words& words) { return written(words.in); }

[[noreturn]] void refuse(std::string_view what) {
  throw std::invalid_argument(fmt::format("not a record: {}", what));
}

const boost::json::string& text_of(const json::value& from) {
  if (!from.is_string()) refuse("a text is missing");
  return from.get_string();
}
void read(const json::value& from, std::string& into) { into = text_of(from); }
void read(const json::value& from, bool& into) {
  if (!from.is_bool()) refuse("neither true nor false");
  into = from.get_bool();
}
void read(const json::value& from, int& into) {
  if (!from.is_int64()) refuse("a number is missing");
  into = static_cast<int>(from.get_int64());
}
void read(const json::value& from, double& into) {
  auto const& text = text_of(from);
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
  if (error != std::errc() || end != text.data() + text.size()) refuse("a number is missing");
}
void read(const json::value& from, Date& into) {
  auto const day = parse_date(text_of(from));
  if (!day) refuse("a day is missing");
  into = *day;
}
void read(const json::value& from, Time& into) {
  auto const at = parse_time(text_of(from));
  if (!at) refuse("an instant is missing");
  into = *at;
}
template <Choice E>
void read(const json::value& from, E& into) {
  auto const choice = from_code<E>(text_of(from));
  if (!choice) refuse("a word that is no choice");
  into = *choice;
}
void read(const json::value& from, Words& into);
template <class T>
void read(const json::value& from, std::vector<T>& into);
template <class T>
requires std::is_class_v<T>
void read(const json::value& from, T& into);

struct Reading {
  const json::object& from;
  template <class T>
  void operator()(std::string_view key, T& into) {
    if (auto const* held = from.if_contains(key)) read(*held, into);
  }
  template <class T>
  void operator()(std::string_view key, std::optional<T>& into) {
    if (auto const* held = from.if_contains(key)) read(*held, into.emplace());
  }
  void always(std::string_view key, std::string& into) { (*this)(key, into); }
};

template <class T>
requires std::is_class_v<T>
void read(const json::value& from, T& into) {
  if (!from.is_object()) refuse("an object is missing");
  Reading reading{from.get_object()};
  members(reading, into);
}
template <class T>
void read(const json::value& from, std::vector<T>& into) {
  if (!from.is_array()) refuse("a list is missing");
  for (auto const& item : from.get_array()) read(item, into.emplace_back());
}
void read(const json::value& from, Words& into) { read(from, into.in); }

}  // namespace

std::string to_json(const Record& record) {
  json::object out;
  out["service"] = written(record.service);
  out["organisation"] = written(record.organisation);
  out["places"] = written(record.places);
  return boost::json::serialize(out);
}

Record from_json(std::string_view text) {
  std::string error;
  auto const parsed = json::parse(text, &error);
  if (!parsed) refuse(error);
  if (!parsed->is_object()) refuse("an object is missing");
  Record out;
  Reading reading{parsed->get_object()};
  reading("service", out.service);
  reading("organisation", out.organisation);
  reading("places", out.places);
  if (out.places.size() != out.service.places.size()) refuse("places that nobody is at");
  return out;
}

}  // namespace cote::guide
