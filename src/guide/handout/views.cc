// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/handout/views.h"

#include "guide/handout/qr.h"
#include "guide/rules.h"
#include "guide/views/parts.h"
#include "web/components/icon.h"
#include "web/layout.h"

namespace cote::guide::handout::views {

using namespace cote::html;

namespace {

Html said(const Reading& r, const Said& words) { return foreign(r, words.lang, words.text); }

Html fact(const Reading& r, std::string_view key, const Html& words) {
  return words.empty() ? Html() : div(dt(r.t(key)), dd(words));
}

Html entry(const Reading& r, const Entry& e) {
  auto const name = Url::external(e.url);
  auto const phones = each(e.phones, [&](const std::string& number) {
    return p(cls("gros"), a(href(Url::tel(number)), guide::views::number(number)));
  });
  Html week;
  for (auto const& line : e.week) week += li(line);
  auto const hours = join(when(!e.open_today.empty(), [&] { return p(strong(e.open_today)); }),
                          when(!week.empty(), [&] { return ul(week); }));
  auto const papers = each(e.documents, [&](const Said& one) { return li(said(r, one)); });
  return section(
      cls("adresse"), h2(name ? a(href(*name), said(r, e.name)) : said(r, e.name)),
      when(!e.topic.empty(), [&] { return p(cls("doux"), e.topic); }), phones,
      when(!e.ask.empty(), [&] { return p(e.ask); }),
      dl(fact(r, "handout.where",
              e.where_known ? foreign(r, "fr", e.where)
                            : join(when(!e.town.empty(), [&] { return p(foreign(r, "fr", e.town)); }),
                                   p(strong(e.where)))),
         fact(r, "guide.section.hours", hours),
         fact(r, "guide.section.documents", papers.empty() ? Html() : ul(cls("puces"), papers)),
         fact(r, "guide.section.languages", join(e.languages))),
      p(cls("doux petit"), e.age), qr_drawing(e.url, r.t("handout.qr", {{"name", e.name.text}})));
}

}  // namespace

Html sheet(const Reading& r, const Sheet& of, const Url& pdf) {
  if (of.entries.empty())
    return main_(id("contenu"), cls("w"),
                 div(cls("titre"), h1(r.t("handout.empty.title")), p(cls("tres"), r.t("handout.empty.text"))),
                 p(cls("actes"), a(cls("b fort"), href(web::here(r.visit, "/guide")), r.t("web.menu.guide")),
                   a(cls("b"), href(web::here(r.visit, "/favourites")), r.t("favourite.title"))));
  auto const link = Url::external(of.link);
  return main_(
      id("contenu"), cls("w feuille"),
      div(cls("titre"), h1(of.title), p(of.made),
          when(!of.left_out.empty(), [&] { return p(strong(of.left_out)); }),
          p(cls("actes"), a(cls("b fort"), href(pdf), Attr("type", "application/pdf"), r.t("handout.pdf")),
            button(cls("b"), Attr("type", "button"), Attr("hidden", true), Attr("data-print", true),
                   r.t("guide.print")))),
      each(of.entries, [&](const Entry& e) { return entry(r, e); }), when(link.has_value(), [&] {
        return section(cls("adresse lien-court"), h2(of.link_words),
                       p(cls("gros"), a(href(*link), bdi(dir("ltr"), of.link))),
                       p(cls("doux"), r.t("handout.link_for_all")),
                       qr_drawing(of.link, r.t("handout.qr_all")));
      }));
}

Html favourites(const Reading& r) {
  return main_(
      id("contenu"), cls("w"),
      div(cls("titre"), h1(r.t("favourite.title")), p(cls("tres"), r.t("favourite.lead"))),
      div(Attr("data-favourites", web::here(r.visit, "").str()), Attr("data-remove", r.t("favourite.remove")),
          Attr("data-none", r.t("favourite.none")), Attr("data-make", r.t("favourite.make")),
          p(Attr("data-needs", true), r.t("favourite.no_script"))),
      p(cls("air"), a(href(web::here(r.visit, "/guide")), r.t("favourite.find"))));
}

namespace {

// What fits in a text message: name, number, address, and the link that finds the reader's language.
std::string short_message(const Reading& r, const Service& s, const std::string& link) {
  std::string out(rules::text(s.name, r.lang()));
  if (auto const* phone = guide::views::first_phone(r, s)) out += "\n" + phone->number;
  if (!guide::views::confidential(r, s))
    for (auto const& at : s.places) {
      auto const* place = r.from.place(at.place.text);
      if (!place || place->address.empty()) continue;
      out += "\n" + place->address + ", " + place->postal_code + " " + place->locality;
      break;
    }
  return out + "\n" + link;
}

}  // namespace

Html share(const Reading& r, const Service& s) {
  auto const slug = url_encode(s.slug);
  auto const link = r.visit.origin + "/g/" + slug;
  auto const qr = Url::path("/" + r.visit.lang->tag + "/guide/" + slug + "/qr.svg");
  return section(
      cls("bloc partage"), h2(r.t("share.title")),
      div(cls("actes"),
          button(cls("b"), Attr("type", "button"), Attr("hidden", true), Attr("data-slug", s.slug),
                 Attr("data-keep", r.t("favourite.keep")), Attr("data-kept", r.t("favourite.kept"))),
          button(cls("b"), Attr("type", "button"), Attr("hidden", true), Attr("data-share", link),
                 r.t("share.native")),
          a(cls("b"), href(Url::sms(short_message(r, s, link))), r.t("share.sms")),
          button(cls("b"), Attr("type", "button"), Attr("hidden", true), Attr("data-copy", link),
                 Attr("data-done", r.t("share.copied")), r.t("share.copy")),
          a(cls("b"), href(web::here(r.visit, "/handout?s=" + slug)), r.t("share.sheet"))),
      details(summary(r.t("share.qr")),
              img(src(qr), Attr("alt", r.t("share.qr_alt")), Attr("width", "200"), Attr("height", "200"),
                  Attr("loading", "lazy")),
              p(bdi(dir("ltr"), link))));
}

}  // namespace cote::guide::handout::views
