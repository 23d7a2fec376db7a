// SPDX-License-Identifier: AGPL-3.0-or-later
#include <array>

#include "guide/codes.h"
#include "guide/freshness/desk.h"
#include "guide/freshness/door.h"
#include "guide/say.h"
#include "guide/views/parts.h"
#include "kernel/text.h"
#include "people/actor.h"
#include "people/frame.h"
#include "web/components/icon.h"
#include "web/components/markup.h"

namespace cote::guide::freshness::views {

using namespace cote::html;

namespace {

using people::Action;
using people::Compartment;

constexpr std::array<std::string_view, 5> kViews = {"due", "call", "asked", "warned", "withdrawn"};
constexpr std::string_view kHome = "/desk/freshness";

std::string_view word(store::View view) { return kViews[static_cast<std::size_t>(view)]; }

/// Days and the person of one page.
struct Page {
  const web::Visit& visit;
  const Text& t;
  Date today{};
  explicit Page(const web::Visit& v) : visit(v), t(Text::in(*v.lang)), today(today_of(v.now)) {}
  [[nodiscard]] std::string day(Date date) const { return say::date(t, date, today); }
  [[nodiscard]] bool may(Action action, const OrganisationId& organisation) const {
    return visit.actor && visit.actor->may(Compartment::freshness, action, organisation);
  }
  [[nodiscard]] bool partner() const { return visit.actor && visit.actor->is(people::Role::partner); }
};

std::string address(const store::Row& row) { return std::string(kHome) + "/" + row.id.text; }

Html hidden(std::string_view name, std::string_view value) {
  return input(Attr("type", "hidden"), Attr("name", name), Attr("value", value));
}

Html done_line(std::string_view done) {
  if (done.empty()) return {};
  return p(cls("fait"), Attr("role", "status"), web::icon("s-ouvert"), span(done));
}

/// A form of one button.
Html act(const Page& p, const std::string& to, std::string_view words, std::string_view classes,
         const Html& fields = {}) {
  return form(Attr("method", "post"), action(Url::path(to)), people::form_token(p.visit), fields,
              button(cls(classes), words));
}

Html tabs(const Page& p, std::string_view here, const store::Counts* counts) {
  auto const tab = [&](std::string_view name, const std::string& to, Html more) {
    return a(href(Url::path(to)), name == here ? std::optional(Attr("aria-current", "page")) : std::nullopt,
             p.t("freshness.view." + std::string(name)), more);
  };
  Html out;
  for (std::size_t i = 0; i < kViews.size(); ++i)
    out += tab(kViews[i], std::string(kHome) + "?view=" + std::string(kViews[i]),
               counts ? join(" ", span(cls("num"), (*counts)[i])) : Html());
  if (p.visit.actor && p.visit.actor->may(Compartment::freshness, Action::manage)) {
    out += tab("answers", std::string(kHome) + "/answers", {});
    out += tab("links", std::string(kHome) + "/links", {});
  }
  return nav(cls("onglets"), aria_label(p.t("freshness.desk.views")), out);
}

Html head_of(const Page& page) {
  return div(cls("titre"), h1(page.t("freshness.desk.title")), p(page.t("freshness.desk.lead")));
}

std::string last_words(const Page& p, const store::Row& row) {
  auto const& from = row.provenance;
  if (from.verified_on)
    return p.day(*from.verified_on) + ", " + p.t("freshness.how." + std::string(code(from.verified_how)));
  if (from.as_of) return p.t("freshness.as_of", {{"year", p.day(*from.as_of)}});
  if (from.as_of_year) return p.t("freshness.as_of", {{"year", std::to_string(*from.as_of_year)}});
  return p.t("freshness.never");
}

std::string state_words(const Page& p, const Situation& at) {
  auto const since = at.since.ok() ? p.day(at.since) : std::string();
  switch (at.step) {
    case Step::quiet:
      return p.t("freshness.state.quiet");
    case Step::call:
      return p.t("freshness.state.call", {{"day", since}});
    case Step::asked:
      if (at.letter_waits) return p.t("freshness.state.waits");
      return p.t("freshness.state.asked",
                 {{"count", at.letters}, {"day", at.last_letter ? p.day(*at.last_letter) : since}});
    case Step::warned:
      return p.t("freshness.state.warned", {{"day", since}});
    case Step::withdrawn:
      return p.t("freshness.state.withdrawn", {{"day", since}});
  }
  return {};
}

Html state_line(const Page& page, const Situation& at) {
  say::Sign sign{.words = state_words(page, at)};
  if (at.step == Step::withdrawn) sign = {"s-ferme", "ferme", sign.words};
  if (at.step == Step::warned || at.step == Step::call) sign = {"s-bientot", "presse", sign.words};
  if (at.step == Step::quiet) sign = {"s-inconnu", "calme", sign.words};
  return guide::views::sign_line(sign);
}

Html reach(const store::Row& row) {
  Html out;
  if (!row.phone.empty()) out += a(href(Url::tel(row.phone)), guide::views::number(row.phone));
  if (!row.email.empty()) out += join(when(!out.empty(), [] { return Html("<br>"); }), small(row.email));
  return out;
}

Html row_of(const Page& page, const store::Row& row) {
  auto const due =
      row.provenance.next_review ? page.day(*row.provenance.next_review) : page.t("freshness.due.never");
  auto const words = page.t(page.partner() ? "freshness.act.own" : "freshness.act.phone");
  auto const fields = join(hidden("how", "phone"), hidden("from", kHome));
  return tr(th(Attr("scope", "row"), a(href(Url::path(address(row))), row.name),
               when(!row.organisation_name.empty() && row.organisation_name != row.name,
                    [&] {
                      return small(a(href(Url::path(std::string(kHome) +
                                                    "?organisation=" + url_encode(row.organisation.text))),
                                     row.organisation_name));
                    })),
            td(last_words(page, row)), td(due), td(state_line(page, row.at)), td(reach(row)),
            td(when(page.may(Action::verify, row.organisation),
                    [&] { return act(page, address(row) + "/verification", words, "b", fields); })));
}

Html paging(const Page& page, const Queue& queue) {
  auto const total = queue.counts[static_cast<std::size_t>(queue.asked.view)];
  auto const number = queue.asked.offset / queue.asked.limit + 1;
  auto const to = [&](std::int64_t n) {
    return Url::path(std::string(kHome) + "?view=" + std::string(word(queue.asked.view)) +
                     "&organisation=" + url_encode(queue.asked.organisation) + "&page=" + std::to_string(n));
  };
  return p(
      cls("actes air"),
      when(number > 1, [&] { return a(cls("b"), href(to(number - 1)), page.t("freshness.pages.previous")); }),
      when(queue.asked.offset + queue.asked.limit < total,
           [&] { return a(cls("b"), href(to(number + 1)), page.t("freshness.pages.next")); }));
}

Html bulk(const Page& page, const Queue& queue) {
  if (queue.organisation_name.empty() || queue.rows.empty()) return {};
  auto const& organisation = queue.rows.front().organisation;
  if (!page.may(Action::verify, organisation)) return {};
  return act(page, std::string(kHome) + "/organisations/" + organisation.text + "/verification",
             page.t("freshness.act.all_of", {{"organisation", queue.organisation_name}}), "b fort",
             hidden("how", "phone"));
}

Html facts(const Page& page, const std::vector<FactCheck>& checks) {
  return dl(cls("dit"), each(kKinds, [&](FactKind kind) {
              auto const check = std::ranges::find(checks, kind, &FactCheck::kind);
              auto const name = page.t("freshness.kind." + std::string(code(kind)));
              if (check == checks.end()) return div(dt(name), dd(page.t("freshness.fact.never")));
              return div(
                  dt(name),
                  dd(page.day(check->on), ", ", page.t("freshness.how." + std::string(code(check->how)))),
                  span(page.t("freshness.fact.next", {{"day", page.day(check->next_review)}})));
            }));
}

Html history(const Page& page, const std::vector<store::Verification>& list) {
  if (list.empty()) return p(page.t("freshness.history.none"));
  return ol(cls("suivi"), each(list, [&](const store::Verification& made) {
              std::string kinds;
              for (auto const kind : made.kinds)
                kinds += (kinds.empty() ? "" : ", ") + page.t("freshness.kind." + std::string(code(kind)));
              if (made.kinds.size() == kFactKinds) kinds = page.t("freshness.history.all");
              return li(page.t("freshness.history.by",
                               {{"day", page.day(made.on)},
                                {"how", page.t("freshness.how." + std::string(code(made.how)))},
                                {"name", made.by}}),
                        " (", kinds, ")");
            }));
}

Html verify_form(const Page& page, const One& one) {
  auto const how = [&](VerifiedHow value) {
    return option(Attr("value", code(value)), Attr("selected", value == VerifiedHow::phone),
                  page.t("freshness.how." + std::string(code(value))));
  };
  auto const kind = [&](FactKind value) {
    return label(input(Attr("type", "checkbox"), Attr("name", "kind"), Attr("value", code(value)),
                       Attr("checked", one.wrong.empty())),
                 span(page.t("freshness.kind." + std::string(code(value)))));
  };
  return form(
      cls("form"), Attr("method", "post"), action(Url::path(address(one.row) + "/verification")),
      people::form_token(page.visit), hidden("chosen", "1"),
      fieldset(cls(one.wrong.empty() ? "champ" : "champ faux"), legend(page.t("freshness.verify.kinds")),
               each(one.wrong,
                    [&](const Problem& problem) {
                      return p(cls("erreur"), web::icon("warning-circle"), span(page.t(problem.key)));
                    }),
               div(cls("choix"), each(kKinds, kind))),
      when(!page.partner(),
           [&] {
             return div(cls("champ"), label(Attr("for", "how"), page.t("freshness.verify.how")),
                        select(id("how"), Attr("name", "how"),
                               each(std::array{VerifiedHow::phone, VerifiedHow::visit, VerifiedHow::email,
                                               VerifiedHow::service_itself, VerifiedHow::web},
                                    how)));
           }),
      p(button(cls("b fort"), page.t("freshness.verify.save"))));
}

Html manage(const Page& page, const store::Row& row) {
  if (!page.may(Action::manage, row.organisation)) return {};
  bool const out = row.at.step == Step::withdrawn;
  return act(page, address(row) + (out ? "/return" : "/withdrawal"),
             page.t(out ? "freshness.act.bring_back" : "freshness.act.withdraw"), "b");
}

}  // namespace

Html queue(const web::Visit& visit, const Queue& queue) {
  Page const page(visit);
  auto const column = [&](std::string_view key) { return th(Attr("scope", "col"), page.t(key)); };
  auto const total = queue.counts[static_cast<std::size_t>(queue.asked.view)];
  auto const said = page.t("freshness.count." + std::string(word(queue.asked.view)), {{"count", total}});
  auto const list = table(cls("queue"), caption(said),
                          thead(tr(column("freshness.column.service"), column("freshness.column.last"),
                                   column("freshness.column.due"), column("freshness.column.state"),
                                   column("freshness.column.reach"), column("freshness.column.act"))),
                          tbody(each(queue.rows, [&](const store::Row& row) { return row_of(page, row); })));
  return main_(id("contenu"), cls("w"), head_of(page), done_line(queue.done),
               tabs(page, word(queue.asked.view), &queue.counts), bulk(page, queue),
               queue.rows.empty() ? p(cls("air"), said) : div(cls("defile"), list), paging(page, queue));
}

Html panel(const web::Visit& visit, const One& one) {
  Page const page(visit);
  return section(cls("volet"), h2(page.t("freshness.facts")), state_line(page, one.row.at),
                 facts(page, one.checks),
                 p(a(href(Url::path(address(one.row))), page.t("freshness.verify.title"))));
}

Html one(const web::Visit& visit, const One& one) {
  Page const page(visit);
  auto const& row = one.row;
  return main_(
      id("contenu"), cls("w"),
      nav(cls("file"), aria_label(page.t("desk.menu")),
          a(href(Url::path(kHome)), page.t("freshness.desk.title"))),
      div(cls("titre"), h1(row.name), p(row.organisation_name), state_line(page, row.at)),
      done_line(one.done),
      div(cls("poste deux"),
          div(section(cls("volet"), h2(page.t("freshness.facts")), p(last_words(page, row)),
                      facts(page, one.checks)),
              section(cls("volet air"), h2(page.t("freshness.history")), history(page, one.history))),
          div(when(page.may(Action::verify, row.organisation),
                   [&] {
                     return section(cls("volet"), h2(page.t("freshness.verify.title")), p(reach(row)),
                                    verify_form(page, one));
                   }),
              div(cls("actes air"), manage(page, row),
                  a(cls("b"), href(Url::path("/desk/services/" + row.id.text)),
                    page.t("freshness.act.open"))))));
}

}  // namespace cote::guide::freshness::views
