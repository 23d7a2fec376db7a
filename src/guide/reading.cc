// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/reading.h"

#include "guide/rules.h"
#include "guide/say.h"
#include "kernel/time.h"

namespace cote::guide {

using namespace cote::html;

namespace {

const Wording* read(const Reading& r, const Words& words) {
  auto const* w = rules::shown(words, r.lang());
  if (w && w->lang == r.lang()) {
    auto const state = rules::state(words, r.lang());
    r.machine |= state == TranslationState::machine;
    r.outdated |= state == TranslationState::outdated;
  }
  return w;
}

}  // namespace

Reading reading(const web::Visit& visit, const Snapshot& from) {
  return {.visit = visit, .from = from, .t = Text::in(*visit.lang), .now = to_local(visit.now)};
}

Html shown(const Reading& r, const Words& words) {
  auto const* w = read(r, words);
  return w ? foreign(r, w->lang, w->text) : Html();
}

Html shown_marked(const Reading& r, const Words& words) {
  auto const* w = read(r, words);
  if (!w) return {};
  auto const text = foreign(r, w->lang, w->text);
  if (w->lang == r.lang()) return text;
  return join(text, " ",
              span(cls("autre"), r.t("guide.written_in", {{"language", say::language(r.t, w->lang)}})));
}

Html foreign(const Reading& r, std::string_view tag, std::string_view text) {
  if (tag == r.lang() || tag.empty()) return join(text);
  bool const rtl = is_rtl(tag);
  if (rtl == r.visit.lang->rtl) return span(lang(tag), text);
  return bdi(lang(tag), dir(rtl ? "rtl" : "ltr"), text);
}

Html with_translation_note(const Reading& r, Html content) {
  if (r.machine || r.outdated)
    content += p(cls("doux petit air"),
                 r.t(r.outdated ? "guide.translation_outdated" : "guide.translation_machine"));
  return content;
}

}  // namespace cote::guide
