// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/desk/views/parts.h"

#include <algorithm>

#include <fmt/format.h>

#include "guide/record_slots.h"
#include "guide/rules.h"
#include "guide/say.h"
#include "people/frame.h"
#include "web/components/icon.h"
#include "web/components/markup.h"

namespace cote::guide::desk::views {
namespace {

using namespace cote::html;

struct Shape {
  std::string_view state;
  std::string_view icon;
  std::string_view css;
};
constexpr Shape kShapes[] = {{"live", "s-ouvert", "calme"},        {"archived", "s-ferme", "ferme"},
                             {"proposed", "s-inconnu", "inconnu"}, {"draft", "s-inconnu", "calme"},
                             {"in_review", "s-bientot", "presse"}, {"returned", "s-bientot", "presse"}};

Html shape(std::string_view icon, std::string_view css, std::string_view words) {
  return p(cls(fmt::format("etat {}", css)), web::icon(icon), span(words));
}

Html del(std::string_view words) { return HtmlWriter::element("del", false, words); }
Html ins(std::string_view words) { return HtmlWriter::element("ins", false, words); }

/// The number people count with: the last one in a path, from 1. Empty for fields that are not in a list.
std::string number_in(std::string_view path) {
  std::string number;
  while (!path.empty()) {
    auto const end = std::min(path.find('/'), path.size());
    auto const part = path.substr(0, end);
    if (!part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos && part.size() < 4)
      number = std::to_string(std::stoi(std::string(part)) + 1);
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return number;
}

}  // namespace

std::string moment(const Text& t, Time at, Time now) {
  auto const local = to_local(at);
  auto const today = Date(std::chrono::floor<std::chrono::days>(to_local(now)));
  auto const date = Date(std::chrono::floor<std::chrono::days>(local));
  auto const clock = say::clock(t, local - std::chrono::floor<std::chrono::days>(local));
  return date == today ? clock : fmt::format("{}, {}", say::date(t, date, today), clock);
}

std::string day(const Text& t, std::string_view iso_day, Time now) {
  auto const date = parse_date(iso_day);
  if (!date) return std::string(iso_day);
  return say::date(t, *date, Date(std::chrono::floor<std::chrono::days>(to_local(now))));
}

std::string field_name(const Text& t, std::string_view path) {
  auto const [own, lang] = record::split(path);
  auto out = t(label_key(own));
  if (auto const number = number_in(own); !number.empty()) out += fmt::format(" {}", number);
  if (!lang.empty()) out += fmt::format(", {}", say::language(t, lang));
  return out;
}

std::string field_value(const Text& t, std::string_view path, std::string_view value) {
  if (value.empty()) return {};
  auto const key = fmt::format("{}.{}", label_key(path), value);
  if (t.has(key)) return t(key);
  if (path == "audiences") {
    std::string out;
    for (std::size_t at = 0; at < value.size();) {
      auto const end = std::min(value.find(' ', at), value.size());
      auto const word = fmt::format("audience.{}", value.substr(at, end - at));
      if (!out.empty()) out += ", ";
      out += t.has(word) ? t(word) : std::string(value.substr(at, end - at));
      at = end + 1;
    }
    return out;
  }
  if (path.ends_with("/lang")) return say::language(t, value);
  return std::string(value);
}

std::string version_note(const Text& t, const Version& version) {
  auto const& note = version.note;
  if (note.empty() || version.what == "restored") return {};
  if (version.what == "verified") {
    auto const key = "field.verified_how." + note;
    return t.has(key) ? t(key) : note;
  }
  if (version.what == "translated" || version.what == "drafted") {
    auto const blank = note.find(' ');
    auto const language = say::language(t, note.substr(0, blank));
    return blank == std::string::npos ? language : t("desk.by.xliff", {{"language", language}});
  }
  auto const key = "desk.by." + note;
  return t.has(key) ? t(key) : note;
}

Html sign(const Text& t, std::string_view state) {
  auto const* found = std::ranges::find(kShapes, state, &Shape::state);
  if (found == std::end(kShapes)) return {};
  return shape(found->icon, found->css, t(fmt::format("desk.state.{}", state)));
}

Html age(const Text& t, std::string_view known_on, Date today) {
  Provenance p;
  p.as_of = parse_date(known_on);
  switch (rules::freshness(p, today)) {
    case rules::Freshness::fresh:
      return shape("s-ouvert", "calme", t("desk.fresh.fresh"));
    case rules::Freshness::to_confirm:
      return shape("s-bientot", "presse", t("desk.fresh.to_confirm"));
    case rules::Freshness::old:
      return shape("s-ferme", "ferme", t("desk.fresh.old"));
    case rules::Freshness::unknown:
      break;
  }
  return shape("s-inconnu", "inconnu", t("desk.fresh.unknown"));
}

Html differences_table(const Text& t, const std::vector<Difference>& changes) {
  return table(cls("ecarts"), caption(t("desk.changes", {{"count", changes.size()}})),
               thead(tr(th(Attr("scope", "col"), t("desk.column.field")),
                        th(Attr("scope", "col"), t("desk.column.before")),
                        th(Attr("scope", "col"), t("desk.column.after")))),
               tbody(each(changes, [&](const Difference& d) {
                 auto const before = field_value(t, d.path, d.before);
                 auto const after = field_value(t, d.path, d.after);
                 return tr(th(Attr("scope", "row"), field_name(t, d.path)),
                           td(before.empty() ? span(cls("doux"), t("desk.nothing")) : del(before)),
                           td(after.empty() ? span(cls("doux"), t("desk.nothing")) : ins(after)));
               })));
}

std::string field_id(std::string_view path) {
  std::string out = "f-";
  for (char const c : path) out += c == '/' || c == '@' ? '-' : c;
  return out;
}

namespace {
std::string sentence(const Text& t, const Problem& problem) {
  auto const topic = std::ranges::find(problem.args, "topic", &std::pair<std::string, std::string>::first);
  if (topic != problem.args.end()) return t(problem.key, {{"topic", topic->second}});
  return t(problem.key);
}
}  // namespace

Html error_summary(const Text& t, const Problems& problems) {
  if (problems.empty()) return {};
  return div(cls("erreurs"), Attr("role", "alert"), Attr("tabindex", "-1"), id("erreurs"),
             h2(t("desk.errors", {{"count", problems.size()}})), each(problems, [&](const Problem& problem) {
               if (problem.field.empty()) return p(sentence(t, problem));
               auto const words = sentence(t, problem);
               bool const named = t.has(label_key(problem.field));
               return a(href(Url::anchor(field_id(problem.field))),
                        named ? t("desk.error", {{"field", field_name(t, problem.field)}, {"words", words}})
                              : words);
             }));
}

Html error_of(const Text& t, const Problems& problems, std::string_view field) {
  auto const found = std::ranges::find(problems, field, &Problem::field);
  if (found == problems.end()) return {};
  return p(cls("erreur"), id(field_id(field) + "-e"), sentence(t, *found));
}

Html hidden(std::string_view name, std::string_view value) {
  return input(Attr("type", "hidden"), Attr("name", name), Attr("value", value));
}

Html post_form(const web::Visit& visit, std::string_view path, std::string_view css, const Html& inside) {
  return form(Attr("method", "post"), action(Url::path(path)), cls(css), people::form_token(visit), inside);
}

Html act_button(const web::Visit& visit, std::string_view path, std::string_view act, std::string_view words,
                std::string_view css) {
  return post_form(visit, path, "acte",
                   button(cls(css), Attr("name", "act"), Attr("value", act), Attr("type", "submit"), words));
}

}  // namespace cote::guide::desk::views
