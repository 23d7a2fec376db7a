// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/house_view.h"

#include <algorithm>
#include <array>
#include <map>

#include "people/frame.h"
#include "web/components/markup.h"

namespace cote::app {
namespace {

using namespace cote::html;

constexpr std::array kStates{"queued", "sending", "sent", "failed", "bounced"};

/// "2026-11-23 10:05", as clocks in Belgium show it.
Html moment(Time at) {
  auto words = iso(to_local(at));
  std::ranges::replace(words, 'T', ' ');
  return time_(Attr("datetime", iso(at)), cls("num"), words);
}

Html moment(const std::optional<Time>& at, const Text& t) {
  return at ? moment(*at) : span(cls("calme"), t("house.never"));
}

std::string megabytes(std::int64_t bytes, const Text& t) {
  return t("house.megabytes", {{"n", static_cast<double>(bytes / 104858) / 10}});
}

Html fact(std::string_view name, Html value) { return div(dt(name), dd(std::move(value))); }

Html facts(const HouseView& v, const Text& t) {
  return section(
      cls("bloc"), h2(t("house.state")),
      dl(cls("chiffres"), fact(t("house.version"), join(v.version)), fact(t("house.began"), moment(v.began)),
         fact(t("house.database"),
              join(v.postgresql ? "PostgreSQL" : "SQLite", ", ", megabytes(v.database_bytes, t))),
         fact(t("house.readers"), join(t("house.services", {{"n", static_cast<long long>(v.services)}}), ", ",
                                       moment(v.built)))));
}

Html head_row(const Text& t, std::initializer_list<std::string_view> keys) {
  Html cells;
  for (auto const key : keys) cells += th(Attr("scope", "col"), t(key));
  return thead(tr(cells));
}

Html counts(const HouseView& v, const Text& t) {
  std::map<std::string, std::map<std::string, std::int64_t>> kinds;
  for (auto const& count : v.mail) kinds[count.kind][count.state] += count.messages;
  if (kinds.empty()) return p(cls("calme"), t("house.mail.none"));
  Html rows;
  for (auto& [kind, states] : kinds) {
    Html cells;
    for (auto const* const state : kStates) cells += td(cls("num"), std::to_string(states[state]));
    rows += tr(th(Attr("scope", "row"), code(kind)), cells);
  }
  return div(cls("glisse"), Attr("tabindex", "0"), Attr("role", "region"),
             aria_label(t("house.mail.by_kind")),
             table(cls("queue"), caption(t("house.mail.by_kind")),
                   head_row(t, {"house.mail.kind", "house.mail.queued", "house.mail.sending",
                                "house.mail.sent", "house.mail.failed", "house.mail.bounced"}),
                   tbody(rows)));
}

Html stuck(const HouseView& v, const Text& t) {
  if (v.stuck.empty()) return {};
  return div(cls("glisse"), Attr("tabindex", "0"), Attr("role", "region"),
             aria_label(t("house.mail.waiting")),
             table(cls("queue"), caption(t("house.mail.waiting")),
                   head_row(t, {"house.mail.number", "house.mail.kind", "house.mail.to", "house.mail.state",
                                "house.mail.attempts", "house.mail.next", "house.mail.why"}),
                   tbody(each(v.stuck, [&](const post::queue::Stuck& s) {
                     auto const next = parse_time(s.next_attempt);
                     bool const waits = s.state == "queued" || s.state == "sending";
                     return tr(th(Attr("scope", "row"), cls("num"), std::to_string(s.id)), td(code(s.kind)),
                               td(bdi(dir("ltr"), s.domain)), td(t("house.mail." + s.state)),
                               td(cls("num"), std::to_string(s.attempts)),
                               td(waits && next ? moment(*next) : Html("–")), td(code(s.error)));
                   }))));
}

Html mail(const web::Visit& visit, const HouseView& v, const Text& t) {
  auto const state = v.mail_to_folder ? "house.mail.folder" : v.mail_on ? "house.mail.on" : "house.mail.off";
  return section(
      cls("bloc"), id("mail"), h2(t("house.mail")), p(cls(v.mail_on ? "calme" : "avis"), t(state)),
      when(v.retried >= 0,
           [&] {
             return p(cls("avis"), Attr("role", "status"), t("house.mail.retried", {{"n", v.retried}}));
           }),
      counts(v, t), stuck(v, t), when(v.may_retry && !v.stuck.empty(), [&] {
        return form(Attr("method", "post"), action(Url::path("/desk/house/retries")),
                    people::form_token(visit), button(cls("b"), t("house.mail.retry")));
      }));
}

std::string outcome(const JobState& job, const Text& t) {
  if (job.running) return t("house.job.running");
  return job.outcome.empty() ? t("house.never") : t("house.job." + job.outcome);
}

Html jobs(const HouseView& v, const Text& t) {
  return section(
      cls("bloc"), h2(t("house.jobs")), p(cls("calme"), t("house.jobs.about")),
      div(cls("glisse"), Attr("tabindex", "0"), Attr("role", "region"), aria_label(t("house.jobs")),
          table(cls("queue"), caption(cls("hors"), t("house.jobs")),
                head_row(t, {"house.job.name", "house.job.outcome", "house.job.last", "house.job.next",
                             "house.job.runs", "house.job.result"}),
                tbody(each(v.jobs, [&](const JobState& job) {
                  return tr(
                      th(Attr("scope", "row"), code(job.name)),
                      td(cls(job.outcome == "failed" ? "presse" : "calme"), outcome(job, t)),
                      td(moment(job.started, t)), td(moment(job.next, t)),
                      td(cls("num"), t("house.job.counts", {{"runs", job.runs}, {"failures", job.failures}})),
                      td(job.result));
                })))));
}

Html settings(const HouseView& v, const Text& t) {
  Html groups;
  std::string section_name;
  Html rows;
  auto const finish = [&] {
    if (rows.empty()) return;
    groups += div(cls("groupe"), h3(code("[", section_name, "]")), dl(cls("cles"), rows));
    rows = Html();
  };
  for (auto const& [key, value] : v.settings) {
    auto const dot = key.find('.');
    if (key.substr(0, dot) != section_name) {
      finish();
      section_name = key.substr(0, dot);
    }
    rows += div(dt(code(key.substr(dot + 1))), dd(bdi(dir("ltr"), code(value))));
  }
  finish();
  return section(cls("bloc"), h2(t("house.settings")), p(cls("calme"), t("house.settings.about")),
                 div(cls("groupes"), groups));
}

}  // namespace

Html house_page(const web::Visit& visit, const HouseView& view) {
  auto const& t = Text::in(*visit.lang);
  return main_(id("contenu"), cls("w maison"), h1(cls("titre"), t("house.title")), facts(view, t),
               mail(visit, view, t), jobs(view, t), settings(view, t));
}

}  // namespace cote::app
