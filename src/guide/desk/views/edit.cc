// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "guide/desk/views/parts.h"
#include "guide/desk/views/views.h"
#include "guide/record_lists.h"
#include "guide/record_slots.h"
#include "guide/rules.h"
#include "people/frame.h"
#include "web/components/icon.h"
#include "web/components/markup.h"

namespace cote::guide::desk::views {
namespace {

using namespace cote::html;
using record::Kind;
using record::Slot;

/// The parts of the form: the first whose beginnings a field has.
struct Part {
  std::string_view key;
  std::vector<std::string_view> begins;
};
const std::vector<Part>& parts() {
  static const std::vector<Part> all = {
      {"desk.part.places", {"places/", "at/"}},
      {"desk.part.organisation", {"organisation/"}},
      {"desk.part.contact", {"documents/", "phones/", "email", "url", "languages/", "contacts/"}},
      {"desk.part.proof", {"verified_", "next_review", "source", "confidence", "as_of"}},
      {"desk.part.who",
       {"conditions", "min_age", "max_age", "accepts_", "cost", "price", "admission", "appointment",
        "capacity", "topics", "audiences", "territory"}},
      {"desk.part.what", {"name", "summary", "notice", "status", "instead", "description"}},
  };
  return all;
}
constexpr std::string_view kOrder[] = {"desk.part.what",   "desk.part.who",          "desk.part.contact",
                                       "desk.part.places", "desk.part.organisation", "desk.part.proof"};

std::string_view part_of(std::string_view path) {
  for (auto const& part : parts())
    if (std::ranges::any_of(part.begins, [&](std::string_view b) { return path.starts_with(b); }))
      return part.key;
  return "desk.part.what";
}

/// Facts of places and organisations about their own source are kept elsewhere.
bool in_form(const Slot& slot, bool for_partner) {
  if (slot.path.find('@') != std::string::npos) return false;
  bool const proof = part_of(label_key(slot.path).substr(6)) == "desk.part.proof";
  if (proof) return !for_partner && slot.path.find('/') == std::string::npos;
  return !(for_partner && slot.path == "instead");
}

/// One empty row more in each list.
Record with_blank_rows(Record record) {
  auto const fields = fields_of(record);
  std::map<std::string, int> sizes;
  std::vector<FieldValue> wanted;
  for (auto const* list : {"phones", "documents", "languages", "contacts"}) {
    int n = 0;
    while (std::ranges::any_of(fields, [&](const FieldValue& f) {
      return f.path == fmt::format("{}/{}", list, n) || f.path.starts_with(fmt::format("{}/{}/", list, n));
    }))
      ++n;
    wanted.push_back(
        {fmt::format("{}/{}{}", list, n, std::string_view(list) == "documents" ? "" : "/x"), ""});
  }
  for (std::size_t i = 0; i < record.service.places.size(); ++i)
    wanted.push_back({fmt::format("places/{}/phones/{}/x", i, record.service.places[i].phones.size()), ""});
  wanted.push_back({fmt::format("at/{}/x", record.service.places.size()), ""});
  record::grow(record, wanted);
  return record;
}

class Form {
 public:
  Form(const web::Visit& visit, const EditPage& page)
      : t_(Text::in(*visit.lang)),
        page_(page),
        partner_(visit.actor->scope(people::Compartment::guide, people::Action::propose) ==
                 people::Scope::own) {
    for (auto const& word : page.words) words_[word.path] = word.value;
  }

  Html inside() {
    auto shown = with_blank_rows(page_.draft.record);
    auto const slots = record::slots(shown);
    Html out;
    for (auto const key : kOrder) {
      Html fields;
      for (auto const& slot : slots)
        if (in_form(slot, partner_) && part_of(slot.path) == key) fields += field(slot);
      if (fields.empty()) continue;
      out += section(cls("part"), id(field_id(key)), h2(t_(key)), div(cls("form"), fields));
    }
    return out;
  }

 private:
  [[nodiscard]] std::string value_of(const Slot& slot) const {
    auto const found = words_.find(slot.path);
    return found == words_.end() ? slot.get() : found->second;
  }
  Html field(const Slot& slot) {
    auto const error = error_of(t_, page_.problems, slot.path);
    auto const name = field_name(t_, slot.path);
    auto const css = fmt::format("champ{}{}", error.empty() ? "" : " faux", narrow(slot) ? " court" : "");
    if (slot.path == "topics") return checks(slot, page_.topics, name, css, error);
    if (slot.path == "audiences") return checks(slot, audiences(), name, css, error);
    if (slot.kind == Kind::yes)
      return div(
          cls(css), error, hidden("f/" + slot.path, ""),
          label(cls("coche"),
                input(Attr("type", "checkbox"), id(field_id(slot.path)), Attr("name", "f/" + slot.path),
                      Attr("value", "yes"), Attr("checked", value_of(slot) == "yes")),
                span(name)));
    auto const desk_help = "desk.help." + std::string(slot.path.substr(slot.path.rfind('/') + 1));
    auto const help =
        t_.has(desk_help) ? p(cls("aide"), id(field_id(slot.path) + "-a"), t_(desk_help)) : Html();
    return div(cls(css), label(Attr("for", field_id(slot.path)), name), help, error,
               box(slot, !error.empty(), !help.empty()));
  }
  static bool narrow(const Slot& slot) {
    return slot.kind == Kind::day || slot.kind == Kind::number || slot.kind == Kind::choice ||
           slot.kind == Kind::degrees || slot.kind == Kind::language || slot.kind == Kind::languages ||
           slot.kind == Kind::phone || slot.path.ends_with("postal_code") || slot.path.ends_with("nis");
  }
  Html box(const Slot& slot, bool wrong, bool helped) {
    auto const value = value_of(slot);
    auto const box_id = field_id(slot.path);
    auto const described = wrong    ? std::optional(Attr("aria-describedby", box_id + "-e"))
                           : helped ? std::optional(Attr("aria-describedby", box_id + "-a"))
                                    : std::nullopt;
    auto const invalid = wrong ? std::optional(Attr("aria-invalid", "true")) : std::nullopt;
    auto const field_name_ = "f/" + slot.path;
    if (slot.kind == Kind::choice)
      return select(id(box_id), Attr("name", field_name_), described,
                    each(slot.choices, [&](std::string_view word) {
                      return option(Attr("value", word), Attr("selected", word == value),
                                    field_value(t_, slot.path, word));
                    }));
    if (slot.kind == Kind::text) {
      auto const rows = std::to_string(std::clamp<std::size_t>(value.size() / 70 + 2, 2, 12));
      return textarea(id(box_id), Attr("name", field_name_), Attr("rows", rows), described, invalid,
                      join(Html("\n"), value));
    }
    auto const type = slot.kind == Kind::day ? "date" : slot.kind == Kind::phone ? "tel" : "text";
    return input(Attr("type", type), id(box_id), Attr("name", field_name_), Attr("value", value), described,
                 invalid);
  }
  using Choices = std::vector<std::pair<std::string, std::string>>;
  Html checks(const Slot& slot, const Choices& choices, const std::string& name, const std::string& css,
              const Html& error) {
    auto const held = " " + value_of(slot) + " ";
    return HtmlWriter::element(
        "fieldset", false, cls(css), id(field_id(slot.path)), legend(name), error,
        hidden("f/" + slot.path, ""),
        div(cls("coches"), each(choices, [&](auto const& choice) {
              return label(
                  cls("coche"),
                  input(Attr("type", "checkbox"), Attr("name", "f/" + slot.path), Attr("value", choice.first),
                        Attr("checked", held.find(" " + choice.first + " ") != std::string::npos)),
                  span(choice.second));
            })));
  }
  [[nodiscard]] Choices audiences() const {
    Choices out;
    for (auto const* word :
         {"everyone", "newcomers", "asylum_seekers", "refugees", "undocumented", "ukraine",
          "unaccompanied_minors", "youth", "students", "women", "men", "families", "elderly", "disabled",
          "homeless", "jobseekers", "victims", "workers_of_services"})
      out.emplace_back(word, t_(std::string("audience.") + word));
    return out;
  }

  const Text& t_;
  const EditPage& page_;
  bool partner_;
  std::map<std::string, std::string> words_{};
};

}  // namespace

web::Reply edit(const web::Visit& visit, const EditPage& page) {
  auto const& t = Text::in(*visit.lang);
  auto const& d = page.draft;
  auto const wording = rules::text(d.record.service.name, d.record.service.source_lang);
  auto const name = wording.empty() ? t("desk.no_name") : std::string(wording);
  auto const path = "/desk/drafts/" + d.id + "/edit";
  bool const may_publish =
      visit.actor->may(people::Compartment::guide, people::Action::publish, d.organisation);
  auto const button_ = [&](std::string_view act, std::string_view words, std::string_view css) {
    return button(cls(css), Attr("name", "act"), Attr("value", act), words);
  };
  auto const body = main_(
      id("contenu"), cls("w"), Attr("tabindex", "-1"),
      p(a(href(Url::path("/desk/drafts/" + d.id)), t("desk.to_draft"))), div(cls("titre"), h1(name)),
      error_summary(t, page.problems),
      each(page.others,
           [&](const DraftLine& other) {
             return p(cls("avis"), web::icon("s-bientot"),
                      span(t("desk.also_edits",
                             {{"who", other.author}, {"when", moment(t, other.started, visit.now)}})));
           }),
      when(!d.answer.empty(),
           [&] {
             return p(cls("avis"), web::icon("s-bientot"),
                      span(t("desk.answer", {{"who", d.answered_by}}), " ", d.answer));
           }),
      when(!page.clashes.empty(),
           [&] {
             return div(cls("erreurs"), Attr("role", "alert"), h2(t("desk.other_window")),
                        each(page.clashes, [&](const Clash& c) {
                          return p(field_name(t, c.path), " : ", field_value(t, c.path, c.theirs));
                        }));
           }),
      form(
          Attr("method", "post"), action(Url::path(path)), cls("fichier"), id("fiche"),
          Attr("novalidate", true), Attr("data-draft", d.id), Attr("data-saves", std::to_string(d.saves)),
          Attr("data-saved", t("desk.autosaved")), Attr("data-kept", t("desk.kept_here")),
          Attr("data-restore", t("desk.restore_kept")), people::form_token(visit),
          hidden("seen", std::to_string(d.saves)), Form(visit, page).inside(),
          div(cls("actes barre"), button_("save", t("desk.act.save"), "b"),
              button_("send", t("desk.act.save_and_send"), may_publish ? "b" : "b fort"),
              when(may_publish, [&] { return button_("publish", t("desk.act.save_and_publish"), "b fort"); }),
              p(cls("doux"), id("garde"), Attr("role", "status"),
                t("desk.saved_at", {{"when", moment(t, d.saved, visit.now)}})))));
  auto const status = !page.problems.empty() ? 422 : !page.clashes.empty() ? 409 : 200;
  return people::desk_page(visit, {.title = name, .menu = "guide", .sheets = {}, .scripts = {"desk.js"}},
                           body, status);
}

}  // namespace cote::guide::desk::views
