// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "guide/handout/sheet.h"
#include "guide/reading.h"
#include "kernel/html.h"

namespace cote::guide::handout::views {

/// The sheet as a page: the same words as on paper, in the order one would say them. Empty selections say
/// how to choose.
Html sheet(const Reading& r, const Sheet& sheet, const Url& pdf);
/// What a device keeps. The list itself is made by favourites.js; without script the page says what it needs.
Html favourites(const Reading& r);
/// Ways to take a service along: on its own page. `phone` may be empty.
Html share(const Reading& r, const Service& service);

}  // namespace cote::guide::handout::views
