// SPDX-License-Identifier: AGPL-3.0-or-later
#include "history/views.h"

#include <algorithm>

#include <fmt/format.h>

#include "history/rules.h"
#include "kernel/text.h"
#include "web/components/icon.h"
#include "web/components/markup.h"

namespace cote::history::views {
namespace {

using namespace cote::html;

// A text that is not in the reader's language says which it is, so that it is read aloud and laid out right.
std::optional<Attr> language_of(const Wording& words, const Lang& reader) {
  return words.lang == reader.tag ? std::nullopt : std::optional(lang(words.lang));
}
std::optional<Attr> direction_of(const Wording& words, const Lang& reader) {
  auto const rtl = is_rtl(words.lang);
  return rtl == reader.rtl ? std::nullopt : std::optional(dir(rtl ? "rtl" : "ltr"));
}

std::string machine_date(const Entry& entry) {
  auto out = fmt::format("{:04}", entry.year);
  if (entry.month) out += fmt::format("-{:02}", *entry.month);
  if (entry.month && entry.day) out += fmt::format("-{:02}", *entry.day);
  return out;
}

Html carried_on(const CarriedOn& room, const Text& t) {
  if (room.to) return p(cls("suivi"), t("history.today"), " ", a(href(*room.to), room.label));
  return p(cls("suivi"), t("history.today"), " ", t("history.not_open", {{"room", room.label}}));
}

Html step(const Step& s, const Lang& reader, const Text& t) {
  auto const& e = *s.entry;
  auto const year = std::to_string(e.year);
  auto const* title = rules::shown(e.title, reader.tag);
  auto const* told = rules::shown(e.text, reader.tag);
  return li(cls(e.big ? "pas grand" : "pas"), id(e.id), when(e.big, [&] { return web::icon(e.icon); }),
            time_(s.first_of_year ? std::optional(id("y" + year)) : std::nullopt,
                  Attr("datetime", machine_date(e)), year),
            when(title != nullptr,
                 [&] { return h3(language_of(*title, reader), direction_of(*title, reader), title->text); }),
            when(told != nullptr,
                 [&] { return p(language_of(*told, reader), direction_of(*told, reader), told->text); }),
            when(s.carried_on.has_value(), [&] { return carried_on(*s.carried_on, t); }));
}

std::string anchor_of(const Decade& d) { return "d" + std::to_string(d.from); }

Html decade(const Decade& d, const Lang& reader, const Text& t) {
  return section(
      cls("decennie"), id(anchor_of(d)),
      aria_label(t("history.from_to", {{"from", std::to_string(d.from)}, {"to", std::to_string(d.to)}})),
      h2(cls("an"), b(cls("num"), std::to_string(d.from)), " ", small(d.name)),
      ol(each(d.steps, [&](const Step& s) { return step(s, reader, t); })));
}

// The two rivers that join and become the line of time.
Html source_drawing() {
  return svg(cls("source"), Attr("viewBox", "0 0 12 5"), Attr("fill", "none"), aria_hidden(),
             svg_path(cls("f2"), Attr("d", "M11 -.2C11 3 1.2 1.5 1.2 5.1")),
             svg_path(cls("f1"), Attr("d", "M-.7 -.2C-.7 2 .7 2 .7 5.1")));
}

Html choices(const std::vector<Choice>& all) {
  return ul(each(all, [](const Choice& c) {
    return li(a(href(c.to), c.current ? std::optional(Attr("aria-current", "true")) : std::nullopt, c.label));
  }));
}

// The theme a reader has chosen, beside the line that opens the choice.
Html chosen(const Timeline& view) {
  auto const current = std::ranges::find(view.themes, true, &Choice::current);
  if (!view.filtered || current == view.themes.end()) return {};
  return span(cls("choisi"), current->label);
}

}  // namespace

Html timeline(const Timeline& view) {
  auto const& t = Text::in(*view.lang);
  auto const foreign = view.sample != nullptr && view.sample->lang != view.lang->tag;
  auto const periods = nav(aria_label(t("history.periods")), ul(each(view.decades, [](const Decade& d) {
                             return li(a(href(Url::anchor(anchor_of(d))), std::to_string(d.from)));
                           })));
  return main_(id("contenu"),
               div(cls("ouverture"), div(cls("w"), h1(view.heading), p(cls("tres"), view.lead), periods)),
               div(cls("w histoire"),
                   nav(cls("themes"), aria_label(t("history.themes")),
                       details(summary(t("history.themes"), chosen(view)), choices(view.themes))),
                   when(foreign, [&] { return p(cls("autre"), t("history.in_french")); }),
                   div(cls("temps"), source_drawing(),
                       each(view.decades, [&](const Decade& d) { return decade(d, *view.lang, t); })),
                   div(cls("suite"), p(t("history.source")), p(a(href(view.data), t("history.data"))))));
}

}  // namespace cote::history::views
