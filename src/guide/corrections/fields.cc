// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/corrections/fields.h"

#include <algorithm>

#include "guide/codes.h"
#include "guide/corrections/rules.h"
#include "guide/rules.h"
#include "guide/say.h"
#include "guide/views/parts.h"

namespace cote::guide::corrections {

using namespace cote::html;

namespace {

class Gathering {
 public:
  Gathering(const Reading& r, const Service& s) : r_(r), s_(s) {}

  std::vector<Field> all() {
    status();
    words("name", s_.name);
    words("summary", s_.summary);
    for (std::size_t i = 0; i < s_.places.size(); ++i) place(i);
    contact();
    languages();
    audience();
    for (std::size_t i = 0; i < s_.documents.size(); ++i)
      words("documents/" + std::to_string(i), s_.documents[i]);
    add("documents/" + std::to_string(s_.documents.size()), {}, {});
    price();
    appointment();
    words("description", s_.description);
    add("other", {}, {});
    return std::move(out_);
  }

 private:
  void add(std::string path, Html shown, std::string before) {
    auto const part = rules::part_of(path);
    out_.push_back({std::move(path), part, std::move(shown), std::move(before)});
  }
  void text(std::string path, std::string value) { add(std::move(path), join(value), value); }

  // The wording that this reader sees: the source's, or its translation.
  void words(const std::string& path, const Words& of) {
    auto const* w = guide::rules::shown(of, r_.lang());
    if (!w) return add(path, {}, {});
    bool const source = w->lang == s_.source_lang || w->origin == Origin::source;
    add(source ? path : path + "@" + w->lang, shown_marked(r_, of), w->text);
  }

  void status() {
    auto const sign = say::sign(r_.t, s_, r_.from.open_state(s_, r_.now), r_.now);
    bool const runs = s_.status == Status::active;
    add("status", join(runs ? r_.t("report.field.status.active") : sign.words), std::string(code(s_.status)));
  }

  void place(std::size_t i) {
    auto const& at = s_.places[i];
    auto const* where = r_.from.place(at.place.text);
    auto const n = std::to_string(i);
    auto const named =
        where && s_.places.size() > 1 && !where->name.empty() ? p(strong(shown(r_, where->name))) : Html();
    auto const week = views::week_table(r_, r_.from.schedule(at));
    auto const note = at.hours_note.empty() ? Html() : p(shown_marked(r_, at.hours_note));
    add("places/" + n + "/hours", week.empty() && note.empty() ? Html() : join(named, week, note), at.hours);
    if (where && !where->confidential) address(n, *where, named);
    phones("places/" + n + "/phones/", at.phones);
  }

  void address(const std::string& n, const Place& where, const Html& named) {
    auto const town = where.postal_code.empty() ? where.locality : where.postal_code + " " + where.locality;
    auto const line =
        where.address.empty() || town.empty() ? where.address + town : where.address + ", " + town;
    add("at/" + n + "/address", line.empty() ? Html() : join(named, foreign(r_, "fr", line)), line);
    if (!where.transport.empty()) words("at/" + n + "/transport", where.transport);
    if (!where.accessibility.empty()) words("at/" + n + "/accessibility", where.accessibility);
  }

  void phones(const std::string& before, const std::vector<Phone>& list) {
    for (std::size_t i = 0; i < list.size(); ++i)
      add(before + std::to_string(i) + "/number",
          join(views::number(list[i].number),
               when(!list[i].label.empty(), [&] { return join(" ", shown_marked(r_, list[i].label)); })),
          list[i].number);
  }

  void contact() {
    phones("phones/", s_.phones);
    for (std::size_t i = 0; i < s_.contacts.size(); ++i)
      phones("contacts/" + std::to_string(i) + "/phones/", s_.contacts[i].phones);
    auto const* o = r_.from.organisation(s_.organisation.text);
    bool const own = !s_.phones.empty() || !o;
    if (!own) phones("organisation/phones/", o->phones);
    add("phones/" + std::to_string(s_.phones.size()) + "/number", {}, {});
    line("email", s_.email, o ? o->email : std::string());
    line("url", s_.url, o ? o->url : std::string());
  }

  void line(const std::string& path, const std::string& own, const std::string& of_owner) {
    bool const owners = own.empty() && !of_owner.empty();
    auto const& value = owners ? of_owner : own;
    add(owners ? "organisation/" + path : path, value.empty() ? Html() : bdi(dir("ltr"), value), value);
  }

  void languages() {
    for (std::size_t i = 0; i < s_.languages.size(); ++i) {
      auto const name = say::language(r_.t, s_.languages[i].lang);
      add("languages/" + std::to_string(i) + "/lang", join(name), s_.languages[i].lang);
    }
    add("languages/" + std::to_string(s_.languages.size()) + "/lang", {}, {});
  }

  void audience() {
    Html list;
    std::string codes;
    for (auto const& one : s_.audiences) {
      codes += codes.empty() ? one : " " + one;
      if (r_.t.has("audience." + one)) list += li(r_.t("audience." + one));
    }
    add("audiences", list.empty() ? Html() : ul(cls("puces"), list), codes);
    words("conditions", s_.conditions);
  }

  void price() {
    static constexpr std::string_view kKeys[] = {"", "guide.cost.free", "guide.cost.paid",
                                                 "guide.cost.mixed"};
    if (!s_.price.empty() || s_.cost == Cost::unknown) return words("price", s_.price);
    add("cost", join(r_.t(kKeys[static_cast<std::size_t>(s_.cost)])), std::string(code(s_.cost)));
  }

  void appointment() {
    static constexpr std::string_view kKeys[] = {"", "guide.admission.walk_in", "guide.admission.appointment",
                                                 "guide.admission.both", "guide.admission.phone_only"};
    if (s_.admission != Admission::unknown)
      add("admission", join(r_.t(kKeys[static_cast<std::size_t>(s_.admission)])),
          std::string(code(s_.admission)));
    if (!s_.appointment.empty() || s_.admission == Admission::unknown) words("appointment", s_.appointment);
  }

  const Reading& r_;
  const Service& s_;
  std::vector<Field> out_{};
};

// "phones/0/number" without its numbers and its language: what has a name of its own.
std::string_view name_of(std::string_view path) {
  path = path.substr(0, path.find('@'));
  struct Named {
    std::string_view end;
    std::string_view name;
  };
  static constexpr Named kNamed[] = {{"/number", "phone"},
                                     {"email", "email"},
                                     {"url", "url"},
                                     {"/hours", "hours"},
                                     {"/address", "address"},
                                     {"/lang", "language"},
                                     {"/transport", "transport"},
                                     {"/accessibility", "accessibility"}};
  for (auto const& one : kNamed)
    if (path.ends_with(one.end)) return one.name;
  if (path.starts_with("documents/")) return "document";
  return path;
}

}  // namespace

std::vector<Field> reportable(const Reading& r, const Service& service) {
  return Gathering(r, service).all();
}

const Field* field_at(const std::vector<Field>& fields, std::string_view path) {
  auto const at = std::ranges::find(fields, path, &Field::path);
  return at == fields.end() ? nullptr : &*at;
}

std::string field_label(const Text& t, std::string_view path) {
  auto const key = "report.field." + std::string(name_of(path));
  return t.has(key) ? t(key) : part_label(t, rules::part_of(path));
}

std::string part_label(const Text& t, std::string_view part) {
  auto const own = "report.field." + std::string(part);
  return t.has(own) ? t(own) : t("guide.section." + std::string(part));
}

}  // namespace cote::guide::corrections
