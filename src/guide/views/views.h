// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "guide/list.h"
#include "guide/map_drawing.h"
#include "guide/reading.h"
#include "guide/tiles.h"
#include "kernel/html.h"

/// The pages of the Guide, between head and foot.
namespace cote::guide::views {

Html home(const Reading& r);
Html list(const Reading& r, const Asked& asked, const Found& found);
/// What an answer is about, in words: the title of the list.
std::string list_title(const Reading& r, const Asked& asked);

Html service(const Reading& r, const Service& service);
/// A service that is closed, moved or merged: what happened, and what to use instead.
Html gone(const Reading& r, const Service& service);
/// The page of a service that nobody confirmed: its name, why, and ways on.
Html withdrawn(const Reading& r, const Service& service);
/// "Confirmed by the service itself, May 2026. The hours: to be verified again in November." Empty when
/// nothing of it is known.
Html trust_line(const Reading& r, const Service& service);
/// The warning on a record that nobody confirms; empty on all others.
Html doubt(const Reading& r, const Service& service);

Html organisation(const Reading& r, const Organisation& organisation);
Html rubrics(const Reading& r);
Html rubric(const Reading& r, const Rubric& rubric);
Html map(const Reading& r, const Asked& asked, const Found& found, const Backdrop& land, const Tiles& tiles);
Html about(const Reading& r);

}  // namespace cote::guide::views
