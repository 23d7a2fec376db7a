// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <initializer_list>
#include <string_view>

#include "kernel/html.h"

/// Pictograms: those of icons.txt (Phosphor, MIT, from npm when building) and a few of our own.
/// A page carries only the symbols it uses, as one sprite that web::page puts in front of the body.
namespace cote::web {

/// The pictogram `name`: "house-line" (two colours), "f-phone" (filled), "b-magnifying-glass" (bold),
/// "s-ouvert" (status shapes, ours). Hidden from screen readers: a word always stands beside it. An unknown
/// name gives a signpost, so that data may name icons this build does not have.
Html icon(std::string_view name);
/// The same, mirrored in right-to-left pages: for what shows a way.
Html arrow(std::string_view name);
[[nodiscard]] bool has_icon(std::string_view name);

/// The symbols that these pieces of a page refer to. Linear in them.
Html sprite(std::initializer_list<const Html*> pieces);

/// The mark of the house: two heads under two roofs.
Html mark_drawing();

}  // namespace cote::web
