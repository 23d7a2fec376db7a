// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/corrections/pages.h"

#include <algorithm>

#include "guide/corrections/code.h"
#include "guide/corrections/fields.h"
#include "guide/corrections/rules.h"
#include "guide/corrections/views.h"
#include "guide/reading.h"
#include "web/layout.h"

namespace cote::guide::corrections {

/// Which service and which of its fields a visit is about.
struct Pages::About {
  std::shared_ptr<const Snapshot> snapshot{};
  Reading r;
  const Service* service = nullptr;
  std::vector<Field> fields{};
  const Field* field = nullptr;
  std::string_view part{};

  About(std::shared_ptr<const Snapshot> from, const web::Visit& visit, std::string_view path)
      : snapshot(std::move(from)), r(reading(visit, *snapshot)) {
    service = snapshot->service_by_slug(visit.segments.front());
    if (!service) return;
    fields = reportable(r, *service);
    field = field_at(fields, path);
    if (!field && std::ranges::find(rules::kParts, path) != std::end(rules::kParts)) part = path;
  }
};

namespace {

web::Reply page(const web::Visit& visit, const Html& body, std::string_view title, int status = 200) {
  auto const& t = Text::in(*visit.lang);
  auto out = web::page(visit,
                       {.title = t(title),
                        .path = {},
                        .menu = "guide",
                        .sheets = {"file.css", "report.css"},
                        .scripts = {"report.js"},
                        .indexed = false},
                       body, status);
  // A form is for one reader and one sending.
  out.keep = web::Keep::no;
  return out;
}

Draft draft_of(const web::Fields& form) {
  return rules::tidy({.path = std::string(form.get("field")),
                      .right = std::string(form.get("right")),
                      .unknown = form.get("unknown") == "1",
                      .note = std::string(form.get("note"))});
}

std::string answer_path(const web::Visit& visit, const std::string& code, bool fresh) {
  return web::here(visit, "/reports/" + code + (fresh ? "?sent=1" : "")).str();
}

}  // namespace

void Pages::mount(web::Router& router) {
  auto const add = [&](std::string method, std::string pattern, std::string name, web::Work work,
                       auto handler) {
    router.add(
        {.method = std::move(method), .pattern = std::move(pattern), .name = std::move(name), .work = work},
        [this, handler](const web::Visit& v) { return (this->*handler)(v); });
  };
  using enum web::Work;
  add("GET", "/guide/{slug}/correction", "guide.correction", memory, &Pages::form);
  add("POST", "/guide/{slug}/correction", "guide.correction_send", database, &Pages::send);
  add("GET", "/reports", "guide.reports", memory, &Pages::enter);
  add("POST", "/reports", "guide.reports_open", database, &Pages::look_up);
  add("GET", "/reports/{code}", "guide.report", database, &Pages::read);
  add("POST", "/reports/{code}/reply", "guide.report_reply", database, &Pages::reply);
}

unsigned Pages::bits(Time now) const { return difficulty(proven_.taken(now) + slow_.taken(now)); }

web::Reply Pages::form(const web::Visit& visit) const {
  About const about(shelf_.current(), visit, visit.query.get("field"));
  if (!about.service) return web::error_page(visit, 404);
  // A part of the page with one field needs no choice.
  auto const* only = about.field;
  if (!only && !about.part.empty() && std::ranges::count(about.fields, about.part, &Field::part) == 1)
    only = &*std::ranges::find(about.fields, about.part, &Field::part);
  if (!only)
    return page(visit, views::choose(about.r, *about.service, about.fields, about.part), "report.title");
  auto const hard = bits(visit.now);
  return page(
      visit,
      views::form(
          about.r, *about.service,
          {.field = *only, .token = gate_.issue(about.service->id.text, visit.now, hard), .bits = hard}),
      "report.title");
}

web::Reply Pages::again(const web::Visit& visit, const About& about, const Draft& draft, Problems problems,
                        int status, bool trapped) const {
  auto const hard = bits(visit.now);
  std::string token(visit.form.get("token"));
  // A token that is still good stays, so that the seconds already waited count.
  auto const worth = gate_.judge(about.service->id.text, token, visit.form.get("nonce"), visit.now);
  if (worth == Gate::Entry::stale) token = gate_.issue(about.service->id.text, visit.now, hard);
  return page(visit,
              views::form(about.r, *about.service,
                          {.field = *about.field,
                           .draft = draft,
                           .problems = std::move(problems),
                           .token = token,
                           .bits = Gate::bits_of(token),
                           .trapped = trapped}),
              "report.title", status);
}

web::Reply Pages::send(const web::Visit& visit) {
  auto const draft = draft_of(visit.form);
  About const about(shelf_.current(), visit, draft.path);
  if (!about.service || !about.field) return web::error_page(visit, 404);
  auto problems = rules::check(draft);
  bool const trapped = !visit.form.get("page").empty();
  auto const token = visit.form.get("token");
  auto const entry = gate_.judge(about.service->id.text, token, visit.form.get("nonce"), visit.now);
  if (entry == Gate::Entry::stale) problems.push_back({"form", "report.problem.stale", {}});
  if (entry == Gate::Entry::too_soon)
    problems.push_back({"form", "report.problem.too_soon", {{"seconds", std::to_string(kPatience.count())}}});
  if (!problems.empty() || trapped) return again(visit, about, draft, std::move(problems), 422, trapped);
  bool const slow = entry == Gate::Entry::waited;
  auto const who = mask_.of(visit.request.remote, visit.now);
  if (!(slow ? slow_ : proven_).take(who, visit.now))
    return again(visit, about, draft, {{"form", "report.problem.busy", {}}}, 429);
  if (!gate_.spend(token, visit.now))
    return again(visit, about, draft, {{"form", "report.problem.stale", {}}}, 422);
  auto const code =
      door_.report(about.service->id, about.field->before, draft, visit.lang->tag, slow, visit.now);
  if (!code) return again(visit, about, draft, code.problems(), 422);
  return web::see_other(answer_path(visit, *code, true));
}

web::Reply Pages::enter(const web::Visit& visit) const {
  auto const snapshot = shelf_.current();
  return page(visit, views::enter(reading(visit, *snapshot), "", {}), "report.read.title");
}

web::Reply Pages::look_up(const web::Visit& visit) {
  auto const snapshot = shelf_.current();
  auto const r = reading(visit, *snapshot);
  auto const typed = visit.form.get("code");
  auto const refused = [&](std::string key, int status) {
    return page(visit, views::enter(r, typed.substr(0, 100), {{"code", std::move(key), {}}}),
                "report.read.title", status);
  };
  auto const code = code::read(typed);
  if (!code) return refused("report.problem.code", 422);
  if (!looks_.take(mask_.of(visit.request.remote, visit.now), visit.now))
    return refused("report.problem.busy", 429);
  if (!door_.read(*code)) return refused("report.problem.no_such_code", 422);
  return web::see_other(answer_path(visit, *code, false));
}

web::Reply Pages::read(const web::Visit& visit) const {
  auto const snapshot = shelf_.current();
  auto const r = reading(visit, *snapshot);
  auto const code = code::read(visit.segments.front());
  bool const allowed = looks_.take(mask_.of(visit.request.remote, visit.now), visit.now);
  auto const found = code && allowed ? door_.read(*code) : Refusal{Fault::missing};
  if (!found) return page(visit, views::unknown_code(r), "report.none.title", allowed ? 404 : 429);
  return page(visit, views::answer(r, *found, *code, visit.query.get("sent") == "1"), "report.answer.title");
}

web::Reply Pages::reply(const web::Visit& visit) {
  auto const snapshot = shelf_.current();
  auto const r = reading(visit, *snapshot);
  auto const code = code::read(visit.segments.front());
  auto const found = code ? door_.read(*code) : Refusal{Fault::missing};
  if (!found) return page(visit, views::unknown_code(r), "report.none.title", 404);
  if (!looks_.take(mask_.of(visit.request.remote, visit.now), visit.now))
    return page(visit, views::unknown_code(r), "report.none.title", 429);
  auto const words = visit.form.get("reply");
  auto const done = door_.reply(*code, words, visit.lang->tag, visit.now);
  if (done.invalid())
    return page(visit, views::answer(r, *found, *code, false, words, done.problems()), "report.answer.title",
                422);
  return web::see_other(answer_path(visit, *code, false));
}

}  // namespace cote::guide::corrections
