// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/health.h"
#include "app/wire.h"
#include "guide/api.h"
#include "guide/pages.h"
#include "history/pages.h"
#include "history/reading.h"
#include "people/pages.h"
#include "web/assets.h"

namespace cote::app {

void add_rooms(House& house) {
  auto const& chosen = house.chosen();
  web::mount_assets(house.router());
  auto const& guide = house.add(guide::Pages{.shelf = house.shelf(), .tiles = chosen.tiles});
  house.site().error_page = [&guide](const web::Visit& v, int status) { return guide.error(v, status); };
  house.add(guide::Api{.shelf = house.shelf(), .clock = house.clock()});
  house.add(history::Pages{.history = chosen.history ? *chosen.history : history::shipped()});
  if (chosen.archive) chosen.archive->mount(house.router());
  auto& people = house.add(people::Pages(house.keep(people::Door(house.db()))));
  house.site().guard = [&people](const web::Route& route, web::Visit& v) { return people.guard(route, v); };
  house.add(Health{.house = house});
}

}  // namespace cote::app
