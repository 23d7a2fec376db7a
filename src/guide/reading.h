// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <string_view>

#include "guide/snapshot.h"
#include "kernel/html.h"
#include "kernel/text.h"
#include "web/http.h"

namespace cote::guide {

/// One reader at one moment: whom a page is written for, from what, and when. Lives as long as one answer.
struct Reading {
  const web::Visit& visit;
  const Snapshot& from;
  const Text& t;
  LocalMinute now{};
  /// Set when a text on the page was translated by a machine, or is older than its source: the page then
  /// says so once, at its end.
  mutable bool machine = false;
  mutable bool outdated = false;

  [[nodiscard]] std::string_view lang() const { return visit.lang->tag; }
  [[nodiscard]] Date today() const {
    return Date(std::chrono::local_days(std::chrono::floor<std::chrono::days>(now)));
  }
};

/// The reading of this visit.
Reading reading(const web::Visit& visit, const Snapshot& from);

/// A text of the Guide for this reader, with `lang` and `dir` when it is not in the page's language.
/// Empty when nobody wrote it.
Html shown(const Reading& r, const Words& words);
/// The same, followed by the mark "in French" when the text is in another language: for sentences, where
/// a reader must be told why he does not understand. Names go through `shown`.
Html shown_marked(const Reading& r, const Words& words);
/// Text of a known language inside a sentence of another: a street in an Arabic page.
Html foreign(const Reading& r, std::string_view lang, std::string_view text);
/// `content`, and after it what must be said about its translations: nothing, or one sentence. Takes
/// finished content, since only then is it known what was shown.
Html with_translation_note(const Reading& r, Html content);

/// The main part of a page, its translation note at the end.
template <class... Parts>
Html contents(const Reading& r, std::string_view classes, Parts&&... parts) {
  // The parts are finished when they come here, so the note knows them; together they are copied once.
  return html::main_(html::id("contenu"), html::cls(classes), std::forward<Parts>(parts)...,
                     with_translation_note(r, Html()));
}

}  // namespace cote::guide
