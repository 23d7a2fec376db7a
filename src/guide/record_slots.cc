// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/record_slots.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "guide/codes.h"
#include "guide/rules.h"

namespace cote::guide::record {
namespace {

/// A number written so that reading it gives the same one.
std::string exact(double number) { return fmt::format("{}", number); }

template <class Number>
std::optional<Number> read_number(const std::string& text) {
  if (text.empty()) return std::nullopt;
  Number number{};
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, " ")); }

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    auto const from = text.find_first_not_of(" \t\r\n");
    if (from == std::string_view::npos) break;
    auto const end = std::min(text.find_first_of(" \t\r\n", from), text.size());
    std::string word(text.substr(from, end - from));
    if (std::ranges::find(out, word) == out.end()) out.push_back(std::move(word));
    text.remove_prefix(end);
  }
  return out;
}

Wording* wording(Words& words, std::string_view lang) {
  auto const found = std::ranges::find(words.in, lang, &Wording::lang);
  return found == words.in.end() ? nullptr : &*found;
}

const Wording* source(const Words& words) {
  auto const found = std::ranges::find(words.in, Origin::source, &Wording::origin);
  return found == words.in.end() ? nullptr : &*found;
}

/// Says `text` in `lang`. A text taken away in the record's own language takes its translations along:
/// nobody should read in one language what is no longer said in the other.
void say(Words& words, const std::string& lang, bool own, const std::string& text) {
  auto* const there = wording(words, lang);
  if (there != nullptr && there->text == text) return;
  if (text.empty()) {
    if (own) words.in.clear();
    std::erase_if(words.in, [&](const Wording& w) { return w.lang == lang; });
    return;
  }
  if (own && (there == nullptr || there->origin == Origin::source)) {
    if (there != nullptr) {
      there->text = text;
    } else {
      words.in.insert(words.in.begin(), {.lang = lang, .text = text});
    }
    return;
  }
  if (there != nullptr && there->origin == Origin::source) {
    there->text = text;
    return;
  }
  auto const* from = source(words);
  Wording said{lang, text, from == nullptr ? Origin::source : Origin::human,
               from == nullptr ? "" : rules::source_hash(from->text)};
  if (there != nullptr) {
    *there = std::move(said);
  } else {
    words.in.push_back(std::move(said));
  }
}

class Walk {
 public:
  explicit Walk(Record& record) : record_(record), lang_(record.service.source_lang) {}

  std::vector<Slot> all() {
    service();
    for (std::size_t i = 0; i < record_.service.places.size(); ++i) at(i);
    organisation();
    provenance("", record_.service.provenance);
    return std::move(out_);
  }

 private:
  Slot& add(std::string path, Kind kind) {
    out_.push_back({.path = std::move(path), .kind = kind});
    return out_.back();
  }
  void line(std::string path, Kind kind, std::string& held) {
    auto& slot = add(std::move(path), kind);
    slot.get = [&held] { return held; };
    slot.set = [&held](const std::string& value) { held = value; };
  }
  void words(const std::string& path, Kind kind, Words& held) {
    auto& own = add(path, kind);
    own.wordings = &held;
    bind_words(own, held, lang_, true);
    for (auto const& w : held.in) {
      if (w.lang == lang_) continue;
      auto& other = add(path + '@' + w.lang, kind);
      bind_words(other, held, w.lang, false);
    }
  }
  static void bind_words(Slot& slot, Words& held, const std::string& lang, bool own) {
    slot.get = [&held, lang] {
      auto const* there = wording(held, lang);
      return there == nullptr ? std::string() : there->text;
    };
    slot.set = [&held, lang, own](const std::string& value) { say(held, lang, own, value); };
  }
  template <class E>
  void choice(std::string path, E& held) {
    auto& slot = add(std::move(path), Kind::choice);
    slot.choices = Codes<E>::words;
    slot.get = [&held] { return std::string(code(held)); };
    slot.set = [&held](const std::string& value) { held = *from_code<E>(value); };
  }
  void day(std::string path, std::optional<Date>& held) {
    auto& slot = add(std::move(path), Kind::day);
    slot.get = [&held] { return held ? iso(*held) : std::string(); };
    slot.set = [&held](const std::string& value) { held = parse_date(value); };
  }
  void number(std::string path, std::optional<int>& held, int least, int most) {
    auto& slot = add(std::move(path), Kind::number);
    slot.least = least;
    slot.most = most;
    slot.get = [&held] { return held ? std::to_string(*held) : std::string(); };
    slot.set = [&held](const std::string& value) { held = read_number<int>(value); };
  }
  void degrees(std::string path, std::optional<double>& held, int most) {
    auto& slot = add(std::move(path), Kind::degrees);
    slot.least = -most;
    slot.most = most;
    slot.get = [&held] { return held ? exact(*held) : std::string(); };
    slot.set = [&held](const std::string& value) { held = read_number<double>(value); };
  }
  void codes(std::string path, Kind kind, std::vector<std::string>& held) {
    auto& slot = add(std::move(path), kind);
    slot.get = [&held] { return joined(held); };
    slot.set = [&held](const std::string& value) { held = split_words(value); };
  }

  void service() {
    auto& s = record_.service;
    words("name", Kind::line, s.name);
    words("summary", Kind::line, s.summary);
    words("notice", Kind::text, s.notice);
    choice("status", s.status);
    day("status_from", s.status_from);
    day("status_until", s.status_until);
    line("instead", Kind::id, s.instead.text);
    words("description", Kind::text, s.description);
    words("conditions", Kind::text, s.conditions);
    number("min_age", s.min_age, 0, 130);
    number("max_age", s.max_age, 0, 130);
    choice("accepts_undocumented", s.accepts_undocumented);
    choice("cost", s.cost);
    words("price", Kind::text, s.price);
    choice("admission", s.admission);
    words("appointment", Kind::text, s.appointment);
    choice("capacity", s.capacity);
    for (std::size_t i = 0; i < s.documents.size(); ++i)
      words(fmt::format("documents/{}", i), Kind::line, s.documents[i]);
    phones("phones", s.phones);
    line("email", Kind::email, s.email);
    line("url", Kind::url, s.url);
    for (std::size_t i = 0; i < s.languages.size(); ++i) {
      auto const stem = fmt::format("languages/{}/", i);
      line(stem + "lang", Kind::language, s.languages[i].lang);
      choice(stem + "how", s.languages[i].how);
      words(stem + "note", Kind::line, s.languages[i].note);
    }
    for (std::size_t i = 0; i < s.contacts.size(); ++i) contact(i);
    codes("topics", Kind::codes, s.topics);
    codes("audiences", Kind::codes, s.audiences);
    codes("territory", Kind::codes, s.territory);
  }
  void contact(std::size_t i) {
    auto& c = record_.service.contacts[i];
    auto const stem = fmt::format("contacts/{}/", i);
    words(stem + "role", Kind::line, c.role);
    line(stem + "name", Kind::line, c.name);
    line(stem + "email", Kind::email, c.email);
    line(stem + "url", Kind::url, c.url);
    phones(stem + "phones", c.phones);
  }
  void phones(const std::string& path, std::vector<Phone>& held) {
    for (std::size_t i = 0; i < held.size(); ++i) {
      auto const stem = fmt::format("{}/{}/", path, i);
      line(stem + "number", Kind::phone, held[i].number);
      choice(stem + "channel", held[i].channel);
      words(stem + "label", Kind::line, held[i].label);
      line(stem + "hours", Kind::hours, held[i].hours);
      codes(stem + "languages", Kind::languages, held[i].languages);
    }
  }
  void at(std::size_t i) {
    auto& here = record_.service.places[i];
    auto& p = record_.places[i];
    auto const own = fmt::format("places/{}/", i);
    auto const stem = fmt::format("at/{}/", i);
    line(own + "hours", Kind::hours, here.hours);
    words(own + "hours_note", Kind::text, here.hours_note);
    phones(own + "phones", here.phones);
    words(stem + "name", Kind::line, p.name);
    line(stem + "address", Kind::line, p.address);
    words(stem + "address_note", Kind::line, p.address_note);
    line(stem + "postal_code", Kind::line, p.postal_code);
    line(stem + "locality", Kind::line, p.locality);
    line(stem + "nis", Kind::line, p.nis);
    degrees(stem + "lat", p.lat, 90);
    degrees(stem + "lon", p.lon, 180);
    choice(stem + "precision", p.precision);
    auto& secret = add(stem + "confidential", Kind::yes);
    secret.get = [&p] { return std::string(p.confidential ? "yes" : ""); };
    secret.set = [&p](const std::string& value) { p.confidential = !value.empty(); };
    choice(stem + "wheelchair", p.wheelchair);
    words(stem + "accessibility", Kind::text, p.accessibility);
    words(stem + "transport", Kind::text, p.transport);
    provenance(stem, p.provenance);
  }
  void organisation() {
    auto& o = record_.organisation;
    if (o.id.empty()) return;
    words("organisation/name", Kind::line, o.name);
    words("organisation/description", Kind::text, o.description);
    line("organisation/email", Kind::email, o.email);
    line("organisation/url", Kind::url, o.url);
    phones("organisation/phones", o.phones);
    provenance("organisation/", o.provenance);
  }
  void provenance(const std::string& stem, Provenance& p) {
    day(stem + "verified_on", p.verified_on);
    line(stem + "verified_by", Kind::line, p.verified_by);
    choice(stem + "verified_how", p.verified_how);
    day(stem + "next_review", p.next_review);
    line(stem + "source", Kind::line, p.source);
    line(stem + "source_url", Kind::url, p.source_url);
    line(stem + "confidence", Kind::line, p.confidence);
    number(stem + "as_of_year", p.as_of_year, 1900, 2200);
    day(stem + "as_of", p.as_of);
  }

  Record& record_;
  std::string lang_;
  std::vector<Slot> out_{};
};

}  // namespace

std::vector<Slot> slots(Record& record) { return Walk(record).all(); }

Named split(std::string_view path) {
  auto const mark = path.find('@');
  if (mark == std::string_view::npos) return {path, {}};
  return {path.substr(0, mark), path.substr(mark + 1)};
}

}  // namespace cote::guide::record
