// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/translation/desk.h"

#include <algorithm>

#include "guide/store.h"
#include "guide/translation/xliff.h"
#include "kernel/lang.h"
#include "kernel/text.h"
#include "people/frame.h"
#include "people/work_routes.h"
#include "web/layout.h"

namespace cote::guide::translation {
namespace {

const people::Actor& who(const web::Visit& visit) {
  static auto const nobody = people::Actor::reader();
  return visit.actor ? *visit.actor : nobody;
}

web::Reply page(const web::Visit& visit, const Html& body, int status = 200) {
  return people::desk_page(visit,
                           {.title = Text::in(*visit.lang)("translation.title"),
                            .menu = "translation",
                            .sheets = {"freshness.css"},
                            .scripts = {"translation.js"}},
                           body, status);
}

web::Reply refused(const web::Visit& visit, Fault fault) {
  return web::error_page(visit, fault == Fault::forbidden ? 403 : 404);
}

/// The language of the desk: the one asked for, else the first that is not French.
std::string lang_of(const web::Fields& fields) {
  auto const* const asked = find_language(fields.get("lang"));
  return asked != nullptr ? asked->tag : languages()[1].tag;
}

std::string done_of(const web::Visit& visit) {
  auto const saved = visit.query.get("saved");
  if (saved.empty() || saved.size() > 6 || saved.find_first_not_of("0123456789") != std::string::npos)
    return {};
  return Text::in(*visit.lang)("translation.saved", {{"count", std::stoll(std::string(saved))}});
}

/// Browsers end lines with CR LF; texts have LF.
std::string without_cr(std::string_view text) {
  std::string out(text);
  std::erase(out, '\r');
  while (out.ends_with('\n') || out.ends_with(' ')) out.pop_back();
  return out;
}

std::vector<Typed> typed_of(const web::Fields& form) {
  std::vector<Typed> out;
  for (auto const id : form.all("field")) {
    auto const at = store::FieldId::parse(id);
    if (!at) continue;
    auto const key = std::string(id);
    out.push_back({.at = *at,
                   .text = without_cr(form.get("text:" + key)),
                   .confirmed = form.has("right:" + key),
                   .seen_source_hash = std::string(form.get("source:" + key)),
                   .seen_text_hash = std::string(form.get("seen:" + key))});
  }
  return out;
}

}  // namespace

void DeskPages::mount(web::Router& router) const {
  people::WorkRoutes const add(router, this, "/desk/translation");
  constexpr people::RouteMore kPage{.max_body = 1 << 20};
  constexpr people::RouteMore kFile{.max_body = 16 << 20};
  add("GET", "", "desk.translation", "translation.read", &DeskPages::overview);
  add("GET", "/file", "desk.translation.file", "translation.export", &DeskPages::file);
  add("POST", "/file", "desk.translation.import", "translation.import", &DeskPages::take_file, kFile);
  add("GET", "/{id}", "desk.translation.one", "translation.read", &DeskPages::one);
  add("POST", "/{id}", "desk.translation.save", "translation.translate", &DeskPages::save_one, kPage);
  add("POST", "/{id}/drafts", "desk.translation.drafts", "translation.translate", &DeskPages::draft_one);
}

store::Overview DeskPages::current(const std::string& lang) const {
  return db_.read([&](db::Session& session) {
    auto const revision = guide::store::revision(session);
    std::scoped_lock const lock(mutex_);
    if (revision != revision_) kept_.clear();
    revision_ = revision;
    auto const [at, added] = kept_.try_emplace(lang);
    if (added) at->second = store::overview(session, lang);
    return at->second;
  });
}

web::Reply DeskPages::overview(const web::Visit& visit) const {
  auto const lang = lang_of(visit.query);
  return page(visit, views::front(visit, {.lang = lang, .overview = current(lang), .done = done_of(visit)}));
}

web::Reply DeskPages::one(const web::Visit& visit) const {
  views::One out{.service = {visit.segments.front()}, .lang = lang_of(visit.query)};
  db_.read_with([&](db::Session& s) {
    out.name = store::name_of(s, out.service);
    if (!out.name.empty()) out.fields = store::fields(s, out.service, out.lang);
  });
  if (out.name.empty()) return web::error_page(visit, 404);
  out.machine = !machine_.url.empty();
  out.done = done_of(visit);
  return page(visit, views::one(visit, out));
}

web::Reply DeskPages::save_one(const web::Visit& visit) const {
  views::One out{.service = {visit.segments.front()}, .lang = lang_of(visit.form)};
  out.typed = typed_of(visit.form);
  auto const saved = save(db_, who(visit), out.service, out.lang, out.typed, visit.now);
  if (saved)
    return web::see_other("/desk/translation/" + url_encode(out.service.text) + "?lang=" + out.lang +
                          "&saved=" + std::to_string(*saved));
  if (saved.refused()) return refused(visit, saved.fault());
  db_.read_with([&](db::Session& s) {
    out.name = store::name_of(s, out.service);
    out.fields = store::fields(s, out.service, out.lang);
  });
  out.wrong = saved.problems();
  out.machine = !machine_.url.empty();
  return page(visit, views::one(visit, out), 422);
}

web::Reply DeskPages::draft_one(const web::Visit& visit) const {
  if (machine_.url.empty()) return web::error_page(visit, 404);
  auto const lang = lang_of(visit.form);
  ServiceId const service{visit.segments.front()};
  std::vector<Drafted> ready;
  for (auto& field : db_.read([&](db::Session& s) { return store::fields(s, service, lang); })) {
    if (field.state != TranslationState::missing) continue;
    auto const text = by_machine(machine_, field.source, field.source_lang, lang);
    if (!text) break;
    ready.push_back({std::move(field), *text});
  }
  auto const made = keep_drafts(db_, who(visit), lang, ready, visit.now);
  return web::see_other("/desk/translation/" + url_encode(service.text) + "?lang=" + lang +
                        "&saved=" + std::to_string(made));
}

web::Reply DeskPages::file(const web::Visit& visit) const {
  auto const lang = lang_of(visit.query);
  bool const all = visit.query.has("all");
  auto fields = db_.read([&](db::Session& s) { return store::every_field(s, lang); });
  if (!all) std::erase_if(fields, [](const store::Field& f) { return f.state == TranslationState::human; });
  web::Reply reply;
  reply.content_type = "application/x-xliff+xml; charset=utf-8";
  reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"guide-" + lang + ".xlf\"");
  reply.body = xliff(fields, lang);
  return reply;
}

web::Reply DeskPages::take_file(const web::Visit& visit) const {
  views::Front out{.lang = lang_of(visit.form)};
  auto const sent = visit.form.get("file");
  auto const read = read_xliff(sent.empty() ? visit.form.get("xliff") : sent);
  if (read.lang.empty() || find_language(read.lang) == nullptr) {
    out.error = read.error.empty() ? "target-language" : read.error;
  } else {
    out.lang = read.lang;
    auto imported = take_in(db_, who(visit), read.lang, read.units, visit.now);
    if (!imported) return refused(visit, imported.fault());
    out.imported = std::move(*imported);
    out.imported->refused.insert(out.imported->refused.end(), read.refused.begin(), read.refused.end());
  }
  out.overview = current(out.lang);
  bool const fine = out.error.empty() && out.imported->refused.empty();
  return page(visit, views::front(visit, out), fine ? 200 : 422);
}

}  // namespace cote::guide::translation
