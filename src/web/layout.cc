// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/layout.h"

#include <optional>

#include "kernel/text.h"
#include "web/assets.h"
#include "web/components/icon.h"
#include "web/components/markup.h"

namespace cote::web {
namespace {

using namespace cote::html;

constexpr std::string_view kSite = "Côte à Côte";

std::string localised(const Lang& lang, std::string_view path) {
  std::string out = "/" + lang.tag;
  if (path != "/") out += path;
  return out;
}

// This very page in another language, filters and search words included.
Url same_page(const Visit& visit, const Lang& lang) {
  std::string path;
  std::string_view rest = visit.path;
  while (!rest.empty()) {
    rest.remove_prefix(rest.front() == '/' ? 1 : 0);
    auto const segment = rest.substr(0, rest.find('/'));
    if (!segment.empty()) path += "/" + url_encode(segment);
    rest.remove_prefix(segment.size());
  }
  auto const query = visit.query.encode();
  if (!query.empty()) path += "?" + query;
  if (path.empty()) path = "/";
  return Url::path(localised(lang, path.starts_with("/?") ? path.substr(1) : path));
}

Html language_list(const Visit& visit) {
  return ul(cls("langues"), each(languages(), [&](const Lang& l) {
              bool const current = l.tag == visit.lang->tag;
              return li(a(href(same_page(visit, l)), Attr("hreflang", l.tag), lang(l.tag),
                          l.rtl != visit.lang->rtl ? std::optional(dir(l.dir())) : std::nullopt,
                          current ? std::optional(Attr("aria-current", "true")) : std::nullopt, l.name));
            }));
}

struct Entry {
  std::string_view name;
  std::string_view path;
  std::string_view key;
};
constexpr Entry kMenu[] = {{"guide", "/guide", "web.menu.guide"},
                           {"map", "/map", "web.menu.map"},
                           {"history", "/history", "web.menu.history"},
                           {"about", "/about", "web.menu.about"}};
constexpr Entry kFoot[] = {{"rubrics", "/rubrics", "web.foot.rubrics"},
                           {"map", "/map", "web.menu.map"},
                           {"history", "/history", "web.menu.history"},
                           {"sources", "/about#sources", "web.foot.sources"},
                           {"errors", "/about#errors", "web.foot.errors"},
                           {"data", "/about#data", "web.foot.data"},
                           {"accessibility", "/about#accessibility", "web.foot.accessibility"},
                           {"privacy", "/about#privacy", "web.foot.privacy"}};

Html head_bar(const Visit& visit, const PageHead& head, const Text& t) {
  auto const menu =
      nav(cls("menu"), aria_label(t("web.menu")), each(kMenu, [&](const Entry& e) {
            bool const current = e.name == head.menu;
            return a(href(here(visit, e.path)),
                     current ? std::optional(Attr("aria-current", "page")) : std::nullopt, t(e.key));
          }));
  auto const languages_link =
      a(cls("lg"), href(Url::anchor("langues")), icon("s-langues"), t("web.languages"));
  return header(
      cls("tete"),
      div(cls("w"), a(cls("marque"), href(here(visit, "/")), mark_drawing(), span(lang("fr"), kSite)), menu,
          languages_link),
      div(cls("eaux")));
}

Html foot(const Visit& visit, const Text& t) {
  auto const phone = a(cls("num"), dir("ltr"), href(Url::tel(kCentre.phone)), kCentre.phone);
  return footer(cls("pied"),
                div(cls("w"), h2(id("langues"), t("web.change_language")), language_list(visit),
                    p(t("web.centre"), ". ", t("web.phone"), " ", phone),
                    nav(aria_label(t("web.foot")), p(cls("liens"), each(kFoot, [&](const Entry& e) {
                                                       return a(href(here(visit, e.path)), t(e.key));
                                                     })))));
}

Html property(std::string_view name, std::string_view value) {
  return meta(Attr("property", name), Attr("content", value));
}

// The address of this page in other languages: for search engines and shared links.
Html alternates(const Visit& visit, const PageHead& head) {
  auto const one = [&](std::string_view tag, const Lang& l) {
    auto const address = Url::external(visit.origin + localised(l, head.path));
    if (!address) return Html();
    return link(Attr("rel", "alternate"), Attr("hreflang", tag), href(*address));
  };
  return join(each(languages(), [&](const Lang& l) { return one(l.tag, l); }),
              one("x-default", languages().front()));
}

Html head_element(const Visit& visit, const PageHead& page_head, const Text& t) {
  auto const full =
      page_head.title.empty() ? std::string(kSite) : page_head.title + " · " + std::string(kSite);
  auto const& said = page_head.description;
  auto const description = said.empty() ? t("web.description") : said;
  auto const canonical = page_head.path.empty()
                             ? std::nullopt
                             : Url::external(visit.origin + localised(*visit.lang, page_head.path));
  auto const sheet = [](std::string_view name) {
    return link(Attr("rel", "stylesheet"), href(asset_url(name)));
  };
  return head(
      meta(Attr("charset", "utf-8")),
      meta(Attr("name", "viewport"), Attr("content", "width=device-width, initial-scale=1")), title(full),
      meta(Attr("name", "description"), Attr("content", description)),
      when(!page_head.indexed, [] { return Html(R"(<meta name="robots" content="noindex">)"); }),
      sheet("house.css"), each(page_head.sheets, sheet),
      link(Attr("rel", "icon"), Attr("type", "image/svg+xml"), href(asset_url("icon.svg"))),
      Html(R"(<meta name="theme-color" content="#1c2f3a">)"),
      when(canonical.has_value(),
           [&] {
             return join(link(Attr("rel", "canonical"), href(*canonical)), alternates(visit, page_head),
                         property("og:url", canonical->str()));
           }),
      property("og:title", page_head.title.empty() ? kSite : std::string_view(page_head.title)),
      property("og:description", description), property("og:type", "website"),
      property("og:site_name", kSite), property("og:locale", visit.lang->tag),
      each(page_head.scripts,
           [](std::string_view name) { return script_file(src(asset_url(name)), Attr("defer", true)); }),
      page_head.data);
}

}  // namespace

Url here(const Visit& visit, std::string_view path) { return Url::path(localised(*visit.lang, path)); }

Reply page(const Visit& visit, const PageHead& page_head, const Html& content, int status) {
  auto const& t = Text::in(*visit.lang);
  auto const bar = head_bar(visit, page_head, t);
  auto const below = foot(visit, t);
  // Put together in one go: each further element around the page would copy all of it.
  auto document =
      join(Html("<!doctype html>\n<html lang=\""), visit.lang->tag, Html("\" dir=\""), visit.lang->dir(),
           Html("\">"), head_element(visit, page_head, t), Html("<body>"), sprite({&bar, &content, &below}),
           a(cls("saut"), href(Url::anchor("contenu")), t("web.skip")), bar, content, below,
           Html("</body></html>"));
  Reply reply;
  reply.status = status;
  reply.body = std::move(document).str();
  reply.keep = status == 200 ? Keep::by_etag : Keep::no;
  return reply;
}

}  // namespace cote::web
