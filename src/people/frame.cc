// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/frame.h"

#include <array>

#include "kernel/text.h"
#include "people/actor.h"
#include "web/assets.h"
#include "web/components/icon.h"
#include "web/components/markup.h"

namespace cote::people {
namespace {

using namespace cote::html;

struct Entry {
  std::string_view name;
  std::string_view path;
  std::string_view key;
  std::string_view right;  // empty: everyone signed in
};
/// In the order of the menu. A room adds its entry here.
constexpr std::array kMenu = {
    Entry{"day", "/desk", "desk.menu.day", ""},
    Entry{"guide", "/desk/services", "desk.menu.guide", "guide.read"},
    Entry{"translation", "/desk/translation", "desk.menu.translation", "translation.read"},
    Entry{"freshness", "/desk/freshness", "desk.menu.freshness", "freshness.read"},
    Entry{"corrections", "/desk/corrections", "desk.menu.corrections", "corrections.read"},
    Entry{"searches", "/desk/searches", "desk.menu.searches", "figures.read"},
    Entry{"accounts", "/desk/accounts", "desk.menu.accounts", "accounts.read"},
    Entry{"ledger", "/desk/ledger", "desk.menu.ledger", "ledger.read"},
    Entry{"house", "/desk/house", "desk.menu.house", "configuration.read"},
};

bool opens(const Actor& actor, std::string_view right) {
  if (right.empty()) return true;
  auto const parsed = parse_right(right);
  return parsed && actor.may(parsed->compartment, parsed->action);
}

Html menu(const Actor& actor, const DeskHead& head, const Text& t) {
  return nav(cls("outils"), aria_label(t("desk.menu")), each(kMenu, [&](const Entry& e) {
               if (!opens(actor, e.right)) return Html();
               bool const current = e.name == head.menu;
               return a(href(Url::path(e.path)),
                        current ? std::optional(Attr("aria-current", "page")) : std::nullopt, t(e.key));
             }));
}

Html bar(const web::Visit& visit, const DeskHead& head, const Text& t) {
  auto const mark =
      a(cls("marque"), href(Url::path("/desk")), web::mark_drawing(), span(lang("fr"), "Côte à Côte"));
  Html tools;
  Html me;
  if (visit.actor) {
    auto const& actor = *visit.actor;
    tools = menu(actor, head, t);
    me = div(cls("moi"),
             a(href(Url::path("/account")), actor.name,
               when(!actor.team.empty(), [&] { return join(", ", actor.team); })),
             form(Attr("method", "post"), action(Url::path("/sign-out")), form_token(visit),
                  button(cls("lien"), t("desk.sign_out"))));
  }
  return header(cls("tete"), div(cls("w"), mark, tools, me), div(cls("eaux")));
}

}  // namespace

Html form_token(const web::Visit& visit) {
  if (!visit.actor) return {};
  return input(Attr("type", "hidden"), Attr("name", "csrf"), Attr("value", visit.actor->form_token));
}

web::Reply desk_page(const web::Visit& visit, const DeskHead& desk_head, const Html& body, int status) {
  auto const& t = Text::in(*visit.lang);
  auto const top = bar(visit, desk_head, t);
  auto const sheet = [](std::string_view name) {
    return link(Attr("rel", "stylesheet"), href(web::asset_url(name)));
  };
  auto document =
      join(Html("<!doctype html>\n<html lang=\""), visit.lang->tag, Html("\" dir=\""), visit.lang->dir(),
           Html("\" class=\"bureau\">"),
           head(meta(Attr("charset", "utf-8")),
                meta(Attr("name", "viewport"), Attr("content", "width=device-width, initial-scale=1")),
                title(desk_head.title + " · Côte à Côte"), Html(R"(<meta name="robots" content="noindex">)"),
                sheet("house.css"), sheet("desk.css"), each(desk_head.sheets, sheet),
                link(Attr("rel", "icon"), Attr("type", "image/svg+xml"), href(web::asset_url("icon.svg"))),
                Html(R"(<meta name="theme-color" content="#1c2f3a">)"),
                each(desk_head.scripts,
                     [](std::string_view name) {
                       return script_file(src(web::asset_url(name)), Attr("defer", true));
                     })),
           Html("<body>"), web::sprite({&top, &body}),
           a(cls("saut"), href(Url::anchor("contenu")), t("web.skip")), top, body, Html("</body></html>"));
  web::Reply reply;
  reply.status = status;
  reply.body = std::move(document).str();
  reply.keep = web::Keep::no;
  return reply;
}

}  // namespace cote::people
