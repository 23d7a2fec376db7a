// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/layout.h"

#include <map>
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

// What follows the language in the address of this very page, filters and search words included.
std::string rest_of_address(const Visit& visit) {
  std::string out;
  std::string_view rest = visit.path;
  while (!rest.empty()) {
    rest.remove_prefix(rest.front() == '/' ? 1 : 0);
    auto const segment = rest.substr(0, rest.find('/'));
    if (!segment.empty()) out += "/" + url_encode(segment);
    rest.remove_prefix(segment.size());
  }
  auto const query = visit.query.encode();
  return query.empty() ? out : out + "?" + query;
}

Html language_list(const Visit& visit) {
  auto const rest = rest_of_address(visit);
  return ul(cls("langues"), each(languages(), [&](const Lang& l) {
              bool const current = l.tag == visit.lang->tag;
              return li(a(href(Url::path("/" + l.tag + rest)), Attr("hreflang", l.tag), lang(l.tag),
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
                           {"favourites", "/favourites", "favourite.title"},
                           {"sources", "/about#sources", "web.foot.sources"},
                           {"errors", "/about#errors", "web.foot.errors"},
                           {"data", "/about#data", "web.foot.data"},
                           {"accessibility", "/about#accessibility", "web.foot.accessibility"},
                           {"privacy", "/about#privacy", "web.foot.privacy"}};

Html head_bar(const Visit& visit, std::string_view menu, const Text& t) {
  auto const entries =
      nav(cls("menu"), aria_label(t("web.menu")), each(kMenu, [&](const Entry& e) {
            bool const current = e.name == menu;
            return a(href(here(visit, e.path)),
                     current ? std::optional(Attr("aria-current", "page")) : std::nullopt, t(e.key));
          }));
  auto const languages_link =
      a(cls("lg"), href(Url::anchor("langues")), icon("s-langues"), t("web.languages"));
  return header(
      cls("tete"),
      div(cls("w"), a(cls("marque"), href(here(visit, "/")), mark_drawing(), span(lang("fr"), kSite)),
          entries, languages_link),
      div(cls("eaux")));
}

Html foot_links(const Visit& visit, const Text& t) {
  auto const phone = a(cls("num"), dir("ltr"), href(Url::tel(visit.centre.phone)), visit.centre.phone);
  return join(p(t("web.centre"), ". ", t("web.phone"), " ", phone),
              nav(aria_label(t("web.foot")), p(cls("liens"), each(kFoot, [&](const Entry& e) {
                                                 return a(href(here(visit, e.path)), t(e.key));
                                               }))));
}

Html sheet(std::string_view name) { return link(Attr("rel", "stylesheet"), href(asset_url(name))); }

/// What all pages of a language and a menu entry have in common.
struct Frame {
  Html house_sheet{};
  Html icon_link{};
  Html skip{};
  Html bar{};
  Html languages_title{};
  Html foot_links{};
};

Frame make_frame(const Visit& visit, std::string_view menu, const Text& t) {
  return {.house_sheet = sheet("house.css"),
          .icon_link = link(Attr("rel", "icon"), Attr("type", "image/svg+xml"), href(asset_url("icon.svg"))),
          .skip = a(cls("saut"), href(Url::anchor("contenu")), t("web.skip")),
          .bar = head_bar(visit, menu, t),
          .languages_title = h2(id("langues"), t("web.change_language")),
          .foot_links = foot_links(visit, t)};
}

/// Texts and assets never change, so each thread makes a frame once.
const Frame& frame_of(const Visit& visit, const std::string& menu, const Text& t) {
  thread_local std::map<std::pair<std::string, std::string>, Frame> made;
  std::pair const key(visit.lang->tag, menu);
  auto at = made.find(key);
  if (at == made.end()) at = made.emplace(key, make_frame(visit, menu, t)).first;
  return at->second;
}

Html foot(const Visit& visit, const Frame& frame) {
  return footer(cls("pied"), div(cls("w"), frame.languages_title, language_list(visit), frame.foot_links));
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

Html head_element(const Visit& visit, const PageHead& page_head, const Frame& frame, const Text& t) {
  auto const full =
      page_head.title.empty() ? std::string(kSite) : page_head.title + " · " + std::string(kSite);
  auto const& said = page_head.description;
  auto const description = said.empty() ? t("web.description") : said;
  auto const canonical = page_head.path.empty()
                             ? std::nullopt
                             : Url::external(visit.origin + localised(*visit.lang, page_head.path));
  return head(
      Html(R"(<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">)"),
      title(full), meta(Attr("name", "description"), Attr("content", description)),
      when(!page_head.indexed, [] { return Html(R"(<meta name="robots" content="noindex">)"); }),
      frame.house_sheet, each(page_head.sheets, sheet), frame.icon_link,
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

Reply page(const Visit& visit, const PageHead& page_head, Html content, int status) {
  auto const& t = Text::in(*visit.lang);
  auto const& frame = frame_of(visit, page_head.menu, t);
  auto const below = foot(visit, frame);
  // Put together in one go: each further element around the page would copy all of it.
  auto document = join(Html("<!doctype html>\n<html lang=\""), visit.lang->tag, Html("\" dir=\""),
                       visit.lang->dir(), Html("\">"), head_element(visit, page_head, frame, t),
                       Html("<body>"), sprite({&frame.bar, &content, &below}), frame.skip, frame.bar, content,
                       below, Html("</body></html>"));
  Reply reply;
  reply.status = status;
  reply.body = std::move(document).str();
  reply.keep = status == 200 ? Keep::by_etag : Keep::no;
  return reply;
}

}  // namespace cote::web
