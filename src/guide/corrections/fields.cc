// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/corrections/fields.h"

#include <algorithm>

#include "guide/codes.h"
#include "guide/corrections/flag.h"
#include "guide/corrections/rules.h"
#include "guide/record.h"
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
    if (!s_.notice.empty()) words("notice", s_.notice);
    words("name", s_.name);
    subject();
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
    add(wording_path(r_, s_, path, of), shown_marked(r_, of), w->text);
  }

  void status() {
    auto const sign = say::sign(r_.t, s_, r_.from.open_state(s_, r_.now), r_.now);
    bool const runs = s_.status == Status::active;
    add("status", join(runs ? r_.t("report.field.status.active") : sign.words), std::string(code(s_.status)));
  }

  void subject() {
    std::string codes;
    for (auto const& one : s_.topics) codes += codes.empty() ? one : " " + one;
    auto const* topic = s_.topics.empty() ? nullptr : r_.from.topic(s_.topics.front());
    if (topic) add("topics", shown(r_, topic->label), codes);
    auto const* o = r_.from.organisation(s_.organisation.text);
    if (o && guide::rules::text(o->name, r_.lang()) != guide::rules::text(s_.name, r_.lang()))
      words("organisation/name", o->name);
  }

  void place(std::size_t i) {
    auto const& at = s_.places[i];
    auto const* where = r_.from.place(at.place.text);
    auto const n = std::to_string(i);
    auto const named =
        where && s_.places.size() > 1 && !where->name.empty() ? p(strong(shown(r_, where->name))) : Html();
    auto const week = views::week_table(r_, r_.from.schedule(at));
    add("places/" + n + "/hours", week.empty() ? Html() : join(named, week), at.hours);
    if (!at.hours_note.empty()) words("places/" + n + "/hours_note", at.hours_note);
    if (where && !where->confidential) address(n, *where, named);
    phones("places/" + n + "/phones/", at.phones);
  }

  void address(const std::string& n, const Place& where, const Html& named) {
    auto const town = where.postal_code.empty() ? where.locality : where.postal_code + " " + where.locality;
    auto const line =
        where.address.empty() || town.empty() ? where.address + town : where.address + ", " + town;
    add("at/" + n + "/address", line.empty() ? Html() : join(named, foreign(r_, "fr", line)), line);
    auto const of_place = [&](std::string_view name, const Words& of) {
      if (!of.empty()) words("at/" + n + "/" + std::string(name), of);
    };
    of_place("address_note", where.address_note);
    if (where.wheelchair != Answer::unknown)
      add("at/" + n + "/wheelchair",
          join(r_.t(where.wheelchair == Answer::yes ? "guide.wheelchair.yes" : "guide.wheelchair.no")),
          std::string(code(where.wheelchair)));
    of_place("accessibility", where.accessibility);
    of_place("transport", where.transport);
  }

  void phones(const std::string& before, const std::vector<Phone>& list) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      auto const stem = before + std::to_string(i);
      add(stem + "/number",
          join(views::number(list[i].number),
               when(!list[i].label.empty(), [&] { return join(" ", shown_marked(r_, list[i].label)); })),
          list[i].number);
      auto const week = views::week_table(r_, r_.from.schedule(list[i]));
      if (!week.empty()) add(stem + "/hours", join(p(views::number(list[i].number)), week), list[i].hours);
    }
  }

  void contact() {
    phones("phones/", s_.phones);
    bool own = !s_.phones.empty();
    for (auto const& at : s_.places) own = own || !at.phones.empty();
    for (std::size_t i = 0; i < s_.contacts.size(); ++i) {
      auto const stem = "contacts/" + std::to_string(i);
      auto const& contact = s_.contacts[i];
      own = own || !contact.phones.empty();
      phones(stem + "/phones/", contact.phones);
      if (!contact.email.empty()) line(stem + "/email", contact.email, {});
      if (!contact.url.empty()) line(stem + "/url", contact.url, {});
    }
    auto const* o = r_.from.organisation(s_.organisation.text);
    if (!own && o) phones("organisation/phones/", o->phones);
    add("phones/" + std::to_string(s_.phones.size()) + "/number", {}, {});
    line("email", s_.email, o ? o->email : std::string());
    line("url", s_.url, o ? o->url : std::string());
  }

  void line(const std::string& path, const std::string& own, const std::string& of_owner) {
    bool const owners = own.empty() && !of_owner.empty();
    auto const& value = owners ? of_owner : own;
    // What is no address of a page has no link there either.
    bool const hidden = value.empty() || (path.ends_with("url") && !Url::external(value));
    add(owners ? "organisation/" + path : path, hidden ? Html() : bdi(dir("ltr"), value), value);
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
    auto const ages = say::ages(r_.t, s_);
    if (!ages.empty())
      add(s_.min_age ? "min_age" : "max_age", join(ages),
          std::to_string(s_.min_age.value_or(0)) + "-" +
              (s_.max_age ? std::to_string(*s_.max_age) : std::string()));
    if (s_.accepts_undocumented != Answer::unknown)
      add("accepts_undocumented",
          join(r_.t(s_.accepts_undocumented == Answer::yes ? "guide.papers.yes" : "guide.papers.no")),
          std::string(code(s_.accepts_undocumented)));
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
    if (s_.capacity != Capacity::unknown)
      add("capacity", join(r_.t("guide.capacity." + std::string(code(s_.capacity)))),
          std::string(code(s_.capacity)));
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
  if (path.starts_with("places/") && path.ends_with("/hours")) return "hours";
  static constexpr Named kNamed[] = {{"/number", "phone"},
                                     {"email", "email"},
                                     {"url", "url"},
                                     {"/address", "address"},
                                     {"/lang", "language"},
                                     {"/transport", "transport"},
                                     {"/wheelchair", "accessibility"},
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
  auto const name = name_of(path);
  auto const key = "report.field." + std::string(name);
  if (t.has(key)) return t(key);
  auto const part = rules::part_of(path);
  auto const editors = label_key(path.substr(0, path.find('@')));
  return name != part && t.has(editors) ? t(editors) : part_label(t, part);
}

std::string part_label(const Text& t, std::string_view part) {
  auto const own = "report.field." + std::string(part);
  return t.has(own) ? t(own) : t("guide.section." + std::string(part));
}

}  // namespace cote::guide::corrections
