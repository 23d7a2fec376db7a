// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>

#include "guide/codes.h"
#include "guide/desk/views/parts.h"
#include "guide/desk/views/views.h"
#include "guide/rules.h"
#include "people/frame.h"
#include "web/components/markup.h"

namespace cote::guide::desk::views {
namespace {

using namespace cote::html;
using people::Action;
using people::Compartment;

std::string title_of(const Text& t, const Record& record) {
  auto const name = rules::text(record.service.name, t.lang().tag);
  return name.empty() ? t("desk.no_name") : std::string(name);
}

Html facts(const Text& t, const Record& record) {
  return dl(cls("faits"), each(fields_of(record), [&](const FieldValue& field) {
              if (field.value.empty() || field.path.find('@') != std::string::npos) return Html();
              return div(dt(field_name(t, field.path)), dd(field_value(t, field.path, field.value)));
            }));
}

/// What somebody on the telephone is asked first.
bool is_short(std::string_view path) {
  constexpr std::string_view kFields[] = {"summary", "email", "url", "status"};
  constexpr std::string_view kEnds[] = {"/number", "/hours", "/address", "/locality"};
  return std::ranges::find(kFields, path) != std::end(kFields) ||
         (path.find("contacts/") == std::string_view::npos &&
          std::ranges::any_of(kEnds, [&](std::string_view end) { return path.ends_with(end); }));
}

Html short_facts(const Text& t, const Record& record) {
  return dl(cls("bref"), each(fields_of(record), [&](const FieldValue& field) {
              if (field.value.empty() || !is_short(field.path)) return Html();
              return div(dt(field_name(t, field.path)), dd(field_value(t, field.path, field.value)));
            }));
}

std::string review_line(const Text& t, const Record& record, Time now) {
  auto const& p = record.service.provenance;
  if (!p.verified_on) return t("desk.never_verified");
  return t("desk.verified", {{"when", day(t, iso(*p.verified_on), now)},
                             {"who", p.verified_by},
                             {"how", t(fmt::format("field.verified_how.{}", code(p.verified_how)))}});
}
std::string next_line(const Text& t, const Record& record, Time now) {
  auto const& next = record.service.provenance.next_review;
  return next ? day(t, iso(*next), now) : t("desk.no_next_review");
}

Html draft_lines(const Text& t, const RecordPage& page, Time now) {
  if (page.drafts.empty()) return {};
  return div(h3(t("desk.drafts")),
             ul(cls("suivi"), each(page.drafts, [&](const DraftLine& d) {
                  return li(
                      a(href(Url::path("/desk/drafts/" + d.id)),
                        t("desk.draft_since", {{"who", d.author}, {"when", moment(t, d.started, now)}})),
                      sign(t, name(d.state)));
                })));
}

Html version_lines(const Text& t, const RecordPage& page, Time now) {
  if (page.versions.empty()) return div(h3(t("desk.versions")), p(cls("doux"), t("desk.no_versions")));
  auto const path = "/desk/services/" + page.record.service.id.text + "/versions/";
  return div(
      h3(t("desk.versions")),
      ol(cls("suivi"), each(page.versions, [&](const Version& v) {
           return li(
               a(href(Url::path(path + std::to_string(v.number))), t("desk.version", {{"number", v.number}})),
               " ", time_(Attr("datetime", iso(v.at)), moment(t, v.at, now)), ", ", t("desk.what." + v.what),
               when(!v.author.empty(), [&] { return join(", ", v.author); }),
               when(!version_note(t, v).empty(), [&] { return p(cls("doux"), version_note(t, v)); }));
         })));
}

Html ledger_lines(const Text& t, const RecordPage& page, Time now) {
  if (page.ledger.empty()) return {};
  return div(h3(t("desk.trail")),
             ol(cls("suivi"), each(page.ledger, [&](const LedgerLine& line) {
                  auto const key = fmt::format("desk.did.{}", line.action.substr(line.action.find('.') + 1));
                  return li(time_(Attr("datetime", iso(line.at)), moment(t, line.at, now)), " ",
                            t.has(key) ? t(key) : line.action, ", ", line.actor);
                })));
}

Html acts(const web::Visit& visit, const Text& t, const RecordPage& page) {
  auto const& who = *visit.actor;
  auto const& organisation = page.record.organisation.id;
  auto const path = "/desk/services/" + page.record.service.id.text;
  Html out;
  bool const live = page.state == "live";
  if (live && who.may(Compartment::guide, Action::propose, organisation))
    out += act_button(visit, path, "edit", t("desk.act.edit"), "b fort");
  if (live && who.may(Compartment::freshness, Action::verify, organisation))
    out += post_form(
        visit, path, "acte",
        join(label(Attr("for", "how"), t("field.verified_how")),
             select(id("how"), Attr("name", "how"),
                    each(std::vector<std::string>{"phone", "visit", "email", "service_itself", "web"},
                         [&](const std::string& how) {
                           return option(Attr("value", how), t("field.verified_how." + how));
                         })),
             button(cls("b"), Attr("name", "act"), Attr("value", "verify"), t("desk.act.verify"))));
  if (live && who.may(Compartment::guide, Action::publish, organisation))
    out += HtmlWriter::element(
        "details", false, Attr("open", !page.problems.empty()), summary(t("desk.act.archive")),
        post_form(
            visit, path, "acte colonne",
            join(div(cls(page.problems.empty() ? "champ" : "champ faux"),
                     label(Attr("for", "f-note"), t("desk.why")), p(cls("aide"), t("desk.archive_help")),
                     error_of(t, page.problems, "note"),
                     textarea(id("f-note"), Attr("name", "note"), Attr("rows", "2"), page.note)),
                 button(cls("b"), Attr("name", "act"), Attr("value", "archive"), t("desk.act.archive")))));
  if (!live && !page.versions.empty() && who.may(Compartment::guide, Action::publish, organisation))
    out += act_button(visit, fmt::format("{}/versions/{}", path, page.versions.front().number), "restore",
                      t("desk.act.bring_back"), "b fort");
  if (live)
    out += a(cls("b"),
             href(Url::path(fmt::format("/{}/guide/{}", t.lang().tag, url_encode(page.record.service.slug)))),
             t("desk.act.see_public"));
  return div(cls("actes"), out);
}

}  // namespace

web::Reply record(const web::Visit& visit, const RecordPage& page) {
  auto const& t = Text::in(*visit.lang);
  auto const name = title_of(t, page.record);
  auto const verified = review_line(t, page.record, visit.now);
  auto const next = next_line(t, page.record, visit.now);
  auto const body = main_(
      id("contenu"), cls("w"), Attr("tabindex", "-1"),
      div(cls("titre entete"), h1(name), div(cls("etats"), sign(t, page.state))),
      error_summary(t, page.problems),
      div(cls("poste large"),
          section(cls("fiche"), Attr("aria-label", t("desk.facts")), facts(t, page.record)),
          section(cls("volet"), id("volet"), aria_label(t("desk.panel")), acts(visit, t, page),
                  div(h3(t("desk.review")), p(verified), p(t("field.next_review"), " : ", next)),
                  when(page.neighbours > 0,
                       [&] {
                         return p(cls("doux"), t("desk.shared_place", {{"count", page.neighbours}}));
                       }),
                  when(!page.record.organisation.id.empty(),
                       [&] {
                         auto const& o = page.record.organisation;
                         return p(a(href(Url::path("/desk/services?organisation=" + o.id.text)),
                                    t("desk.to_organisation",
                                      {{"name", rules::text(o.name, page.record.service.source_lang)}})));
                       }),
                  draft_lines(t, page, visit.now), version_lines(t, page, visit.now),
                  ledger_lines(t, page, visit.now))));
  return people::desk_page(visit, {.title = name, .menu = "guide", .sheets = {}, .scripts = {"desk.js"}},
                           body, page.problems.empty() ? 200 : 422);
}

Html panel(const web::Visit& visit, const RecordPage& page, std::string_view close) {
  auto const& t = Text::in(*visit.lang);
  auto const& record = page.record;
  auto const path = "/desk/services/" + record.service.id.text;
  auto latest = page;
  constexpr std::size_t kVersions = 3;
  if (latest.versions.size() > kVersions) latest.versions.resize(kVersions);
  return section(cls("volet"), id("volet"), Attr("aria-labelledby", "volet-nom"), Attr("tabindex", "-1"),
                 div(div(cls("entete"), h2(id("volet-nom"), title_of(t, record)),
                         a(cls("b"), id("fermer"), href(Url::path(close)), t("desk.close"))),
                     p(cls("doux"), rules::text(record.organisation.name, record.service.source_lang)),
                     sign(t, page.state)),
                 acts(visit, t, page), short_facts(t, record),
                 div(h3(t("desk.review")), p(review_line(t, record, visit.now)),
                     p(t("field.next_review"), " : ", next_line(t, record, visit.now))),
                 draft_lines(t, latest, visit.now), version_lines(t, latest, visit.now),
                 p(a(href(Url::path(path)), t("desk.whole_record"))));
}

web::Reply version(const web::Visit& visit, const VersionPage& page) {
  auto const& t = Text::in(*visit.lang);
  auto const& v = page.version;
  auto const name = title_of(t, v.record);
  auto const path = "/desk/services/" + v.record.service.id.text;
  bool const may = visit.actor->may(Compartment::guide, Action::publish, v.record.organisation.id);
  auto const body = main_(
      id("contenu"), cls("w"), Attr("tabindex", "-1"), p(a(href(Url::path(path)), name)),
      h1(t("desk.version", {{"number", v.number}})),
      p(cls("doux"), moment(t, v.at, visit.now), ", ", t("desk.what." + v.what),
        when(!v.author.empty(), [&] { return join(", ", v.author); }),
        when(!v.approved_by.empty() && v.approved_by != v.author,
             [&] {
               return join(", ", t("desk.approved_by", {{"who", v.approved_by}}));
             })),
      when(!version_note(t, v).empty(), [&] { return p(version_note(t, v)); }),
      section(cls("bloc"), h2(t("desk.changed_then")), differences_table(t, page.changes)),
      when(!page.to_restore.empty() || !page.is_live,
           [&] {
             return section(cls("bloc"), h2(t("desk.if_restored")), differences_table(t, page.to_restore),
                            when(may, [&] {
                              return act_button(visit, fmt::format("{}/versions/{}", path, v.number),
                                                "restore", t("desk.act.restore"), "b fort");
                            }));
           }),
      when(page.to_restore.empty() && page.is_live, [&] { return p(cls("bloc"), t("desk.same_as_now")); }));
  return people::desk_page(visit, {.title = name, .menu = "guide", .sheets = {}, .scripts = {"desk.js"}},
                           body);
}

web::Reply refusal(const web::Visit& visit, Fault fault) {
  auto const& t = Text::in(*visit.lang);
  auto const which = fault == Fault::forbidden  ? "forbidden"
                     : fault == Fault::conflict ? "conflict"
                     : fault == Fault::missing  ? "missing"
                                                : "unavailable";
  auto const status = fault == Fault::forbidden  ? 403
                      : fault == Fault::conflict ? 409
                      : fault == Fault::missing  ? 404
                                                 : 503;
  auto const heading = t(fmt::format("desk.refused.{}", which));
  auto const body = main_(id("contenu"), cls("w"), Attr("tabindex", "-1"), div(cls("titre"), h1(heading)),
                          p(t(fmt::format("desk.refused.{}_help", which))),
                          p(cls("bloc"), a(cls("b fort"), href(Url::path("/desk")), t("desk.to_my_day")), " ",
                            a(cls("b"), href(Url::path("/desk/services")), t("desk.to_list"))));
  return people::desk_page(visit, {.title = heading, .menu = "guide", .sheets = {}, .scripts = {}}, body,
                           status);
}

}  // namespace cote::guide::desk::views
