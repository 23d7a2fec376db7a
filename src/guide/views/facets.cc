// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/views/facets.h"

#include <algorithm>
#include <tuple>

#include "guide/rules.h"
#include "guide/say.h"
#include "guide/views/kept.h"
#include "kernel/collate.h"
#include "web/components/icon.h"
#include "web/layout.h"

namespace cote::guide::views {

using namespace cote::html;

namespace {

constexpr std::size_t kShownValues = 8;

// One way to narrow the list, or to widen it again when it is the current one.
Html choice(const Html& words, Url to, std::uint32_t count, bool current) {
  return li(a(href(std::move(to)), current ? std::optional(Attr("aria-current", "true")) : std::nullopt,
              words, " ", span(cls("num"), count)));
}

Html group(const Reading& r, std::string_view title_key, Html choices) {
  if (choices.empty()) return {};
  return div(h3(r.t(title_key)), ul(std::move(choices)));
}

std::string audience_words(const Reading& r, std::string_view code) {
  auto const key = "audience." + std::string(code);
  return r.t.has(key) ? r.t(key) : std::string(code);
}

Html label_of(const Reading& r, Facet facet, std::string_view value) {
  switch (facet) {
    case Facet::rubric:
      if (auto const* rubric = r.from.rubric(value)) return shown(r, rubric->label);
      break;
    case Facet::topic:
      if (auto const* topic = r.from.topic(value)) return shown(r, topic->label);
      break;
    case Facet::commune:
      if (auto const* commune = r.from.commune(value)) return foreign(r, "fr", commune->name);
      break;
    case Facet::language:
      return join(say::language(r.t, value));
    case Facet::audience:
      return join(audience_words(r, value));
    default:
      break;
  }
  return join(value);
}

std::string_view name_of(Facet facet) {
  switch (facet) {
    case Facet::rubric:
      return "rubric";
    case Facet::topic:
      return "topic";
    case Facet::commune:
      return "commune";
    case Facet::language:
      return "lang";
    default:
      return "audience";
  }
}

// The words of a value that the catalogue has, for `choice`.
const Html& words_of(const Reading& r, Facet facet, std::string_view value) {
  thread_local Kept<std::tuple<const Lang*, Facet, std::string>> kept;
  return kept.piece(r, std::tuple(r.visit.lang, facet, std::string(value)),
                    [&](const Reading& alone) { return span(label_of(alone, facet, value)); });
}

// The values of a facet as links; the chosen one takes itself off.
Html choices(const Reading& r, const Asked& asked, const Found& found, Facet facet,
             std::string Asked::*field) {
  Html out;
  auto const& all = found.answer.facets;
  if (static_cast<std::size_t>(facet) >= all.size()) return out;
  // Every choice is the same question with another end.
  auto rest = asked;
  rest.page = 1;
  (rest.*field).clear();
  auto const off = list_url(r.visit, rest);
  auto const asks_more = off.str().find('?') != std::string::npos;
  auto const on = off.str() + (asks_more ? '&' : '?') + std::string(name_of(facet)) + '=';
  std::size_t shown = 0;
  for (auto const& [value, count] : all[static_cast<std::size_t>(facet)]) {
    if (count == 0 || shown == kShownValues) continue;
    bool const current = asked.*field == value;
    if (!current && count == found.answer.total && (asked.*field).empty()) continue;  // narrows nothing
    ++shown;
    out +=
        choice(words_of(r, facet, value), current ? off : Url::path(on + url_encode(value)), count, current);
  }
  return out;
}

std::uint32_t counted(const Found& found, Facet facet, std::string_view value) {
  auto const& all = found.answer.facets;
  if (static_cast<std::size_t>(facet) >= all.size()) return 0;
  for (auto const& [name, count] : all[static_cast<std::size_t>(facet)])
    if (name == value) return count;
  return 0;
}

Html yes_choices(const Reading& r, const Asked& asked, const Found& found) {
  Html out;
  auto const add = [&](std::string_view key, bool Asked::*field, Facet facet, std::string_view value) {
    auto to = asked;
    to.page = 1;
    to.*field = !(asked.*field);
    auto const count = counted(found, facet, value);
    if (count > 0) out += choice(span(r.t(key)), list_url(r.visit, to), count, asked.*field);
  };
  add("guide.filter.free", &Asked::free, Facet::cost, "free");
  add("guide.filter.walk_in", &Asked::walk_in, Facet::admission, "walk_in");
  add("guide.filter.papers_no", &Asked::papers_no, Facet::undocumented, "yes");
  return out;
}

Html kept_fields(const Asked& asked) {
  return each(fields_of(asked).pairs(), [](const auto& pair) {
    return input(Attr("type", "hidden"), Attr("name", pair.first), Attr("value", pair.second));
  });
}

Html when_group(const Reading& r, const Asked& asked, const Found& found) {
  Html now;
  auto to = asked;
  to.page = 1;
  to.open = asked.open == "now" ? "" : "now";
  if (found.open_now > 0)
    now = choice(span(r.t("guide.filter.open_now")), list_url(r.visit, to), found.open_now,
                 asked.open == "now");
  auto rest = asked;
  rest.page = 1;
  rest.open.clear();
  auto const value = asked.open == "now" ? std::string() : asked.open;
  return div(
      h3(r.t("guide.facet.when")), ul(now),
      form(cls("demande"), Attr("method", "get"), action(web::here(r.visit, "/guide")), kept_fields(rest),
           label(Attr("for", "open"), r.t("guide.filter.open_at")),
           div(input(id("open"), Attr("name", "open"), Attr("type", "datetime-local"), Attr("value", value)),
               button(cls("b"), r.t("guide.filter.go")))));
}

Html where_group(const Reading& r, const Asked& asked, const Found& found) {
  auto rest = asked;
  rest.page = 1;
  rest.near.clear();
  rest.at.clear();
  auto communes = choices(r, asked, found, Facet::commune, &Asked::commune);
  return div(h3(r.t("guide.facet.where")),
             form(cls("demande"), Attr("method", "get"), action(web::here(r.visit, "/guide")),
                  kept_fields(rest), label(Attr("for", "near"), r.t("guide.filter.near")),
                  div(input(id("near"), Attr("name", "near"), Attr("value", asked.near),
                            Attr("maxlength", "60"), Attr("autocomplete", "postal-code")),
                      button(cls("b"), r.t("guide.filter.go"))),
                  button(cls("b moi"), Attr("type", "button"), Attr("hidden", true),
                         Attr("data-near", list_url(r.visit, rest).str()),
                         Attr("data-refused", r.t("guide.filter.position_refused")),
                         web::icon("b-crosshair-simple"), r.t("guide.filter.my_position"))),
             ul(std::move(communes)));
}

struct Filter {
  Html words{};
  std::string plain{};
  Asked without{};
};

// The filters in force, as words and as the question without them.
std::vector<Filter> filters(const Reading& r, const Asked& asked) {
  std::vector<Filter> out;
  auto const add = [&](const Html& words, std::string plain, auto clear) {
    auto without = asked;
    without.page = 1;
    clear(without);
    out.push_back({words, std::move(plain), std::move(without)});
  };
  auto const add_value = [&](Facet facet, std::string Asked::*field) {
    auto const& value = asked.*field;
    if (value.empty()) return;
    std::string plain = value;
    if (auto const* x = facet == Facet::rubric ? r.from.rubric(value) : nullptr)
      plain = rules::text(x->label, r.lang());
    if (auto const* x = facet == Facet::topic ? r.from.topic(value) : nullptr)
      plain = rules::text(x->label, r.lang());
    if (auto const* x = facet == Facet::commune ? r.from.commune(value) : nullptr) plain = x->name;
    if (facet == Facet::language) plain = say::language(r.t, value);
    if (facet == Facet::audience) plain = audience_words(r, value);
    add(label_of(r, facet, value), plain, [field](Asked& a) { (a.*field).clear(); });
  };
  add_value(Facet::rubric, &Asked::rubric);
  add_value(Facet::topic, &Asked::topic);
  add_value(Facet::commune, &Asked::commune);
  add_value(Facet::language, &Asked::spoken);
  add_value(Facet::audience, &Asked::audience);
  auto const add_text = [&](bool on, const std::string& words, auto clear) {
    if (on) add(join(words), words, clear);
  };
  add_text(asked.free, r.t("guide.filter.free"), [](Asked& a) { a.free = false; });
  add_text(asked.walk_in, r.t("guide.filter.walk_in"), [](Asked& a) { a.walk_in = false; });
  add_text(asked.papers_no, r.t("guide.filter.papers_no"), [](Asked& a) { a.papers_no = false; });
  add_text(asked.open == "now", r.t("guide.filter.open_now"), [](Asked& a) { a.open.clear(); });
  if (auto const at = asked.open == "now" ? std::nullopt : parse_local(asked.open)) {
    auto const day = std::chrono::floor<std::chrono::days>(*at);
    add_text(true,
             r.t("guide.filter.open_at_time",
                 {{"date", say::date(r.t, Date(std::chrono::local_days(day)), r.today())},
                  {"time", say::clock(r.t, *at - day)}}),
             [](Asked& a) { a.open.clear(); });
  }
  add_text(!asked.near.empty() || !asked.at.empty(),
           asked.near.empty() ? r.t("guide.filter.my_position")
                              : r.t("guide.filter.near_place", {{"place", asked.near}}),
           [](Asked& a) {
             a.near.clear();
             a.at.clear();
             a.within = 0;
             if (a.order == Order::near) a.order = Order::best;
           });
  return out;
}

}  // namespace

Html facets(const Reading& r, const Asked& asked, const Found& found) {
  // Topics once a rubric is chosen, rubrics before: a list of a hundred topics helps nobody.
  bool const inside = !asked.rubric.empty() || !asked.topic.empty();
  auto subjects = choices(r, asked, found, inside ? Facet::topic : Facet::rubric,
                          inside ? &Asked::topic : &Asked::rubric);
  return details(
      cls("facettes"), summary(web::icon("b-sliders-horizontal"), r.t("guide.facets")),
      div(where_group(r, asked, found), when_group(r, asked, found),
          group(r, "guide.facet.subject", std::move(subjects)),
          group(r, "guide.facet.access", yes_choices(r, asked, found)),
          group(r, "guide.facet.language", choices(r, asked, found, Facet::language, &Asked::spoken)),
          group(r, "guide.facet.audience", choices(r, asked, found, Facet::audience, &Asked::audience))));
}

Html chosen(const Reading& r, const Asked& asked) {
  auto const all = filters(r, asked);
  if (all.empty()) return {};
  return ul(cls("choisis"), aria_label(r.t("guide.chosen")), each(all, [&](const Filter& f) {
              return li(a(href(list_url(r.visit, f.without)), span(cls("hors"), r.t("guide.take_off"), " "),
                          f.words, web::icon("b-x")));
            }));
}

std::vector<Less> loosened(const Reading& r, const Asked& asked) {
  std::vector<Less> out;
  auto const add = [&](const Asked& less, const std::string& words) {
    auto const n = count(r.from, less, r.lang(), r.now);
    if (n > 0 && out.size() < 3) out.push_back({less, words, n});
  };
  for (auto const& f : filters(r, asked)) add(f.without, r.t("guide.empty.without", {{"filter", f.plain}}));
  if (!asked.words.empty() && filters_of(asked) > 0) {
    auto less = asked;
    less.words.clear();
    add(less, r.t("guide.empty.without", {{"filter", asked.words}}));
  }
  return out;
}

}  // namespace cote::guide::views
