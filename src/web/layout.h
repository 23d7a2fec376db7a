// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kernel/html.h"
#include "web/http.h"

namespace cote::web {

/// What a page says about itself.
struct PageHead {
  std::string title{};        // of the page alone; the site's name is added. Empty: the site's name
  std::string description{};  // one plain sentence for search engines and shared links; empty: the site's
  std::string path = "/";     // canonical, without origin and language: "/guide/alpha-5000"; empty: none
  std::string menu{};         // the current entry: "guide", "map", "history", "about"
  std::vector<std::string> sheets{};   // assets linked after house.css: "history.css"
  std::vector<std::string> scripts{};  // assets, run after parsing; no page may need them
  bool indexed = true;                 // false: search engines are asked to stay away (results, corrections)
  Html data{};                         // JSON-LD, made by json_ld_block (web/components/markup.h)
};

/// The whole page around `body`: head, mark, menu, languages, foot, and the pictograms that `body` uses
/// (see web/components/icon.h). `body` holds what stands between head and foot, normally one
/// main_(id("contenu"), cls("w"), …). Kept by ETag when the status is 200, otherwise not kept.
Reply page(const Visit& visit, const PageHead& head, Html body, int status = 200);

/// The page of an error (404, 405, 422, 500…): what happened in plain words and ways on, in the reader's
/// language. Names the request's id when the fault is ours. Fits Site::error_page.
Reply error_page(const Visit& visit, int status);

/// The address of `path` ("/guide") in the language of this visit: "/fr/guide".
Url here(const Visit& visit, std::string_view path);

}  // namespace cote::web
