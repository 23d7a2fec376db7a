// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kernel/html.h"
#include "web/http.h"

/// The frame of work pages: calmer and denser than the public's, in French or English.
namespace cote::people {

/// What a work page says about itself.
struct DeskHead {
  std::string title{};
  std::string menu{};                  // the current entry: "guide", "accounts" (frame.cc has the list)
  std::vector<std::string> sheets{};   // assets linked after house.css and desk.css
  std::vector<std::string> scripts{};  // no page may need them
};

/// The page around `body`, normally one main_(id("contenu"), cls("w"), …), with the entries of the menu
/// that the actor of this visit may open. Never kept by a cache.
web::Reply desk_page(const web::Visit& visit, const DeskHead& head, const Html& body, int status = 200);

/// The hidden field that every form of a work page carries; empty when nobody is signed in.
Html form_token(const web::Visit& visit);

}  // namespace cote::people
