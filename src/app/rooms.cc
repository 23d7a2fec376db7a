// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/health.h"
#include "app/house_pages.h"
#include "app/wire.h"
#include "guide/api.h"
#include "guide/pages.h"
#include "guide/public_part.h"
#include "history/pages.h"
#include "history/reading.h"
#include "people/pages.h"
#include "web/assets.h"

namespace cote::app {

void add_rooms(House& house) {
  auto const& chosen = house.chosen();
  web::mount_assets(house.router());

  auto& people = house.add<people::Pages>(house.keep<people::Door>(house.db()));
  house.site().guard = [&people](const web::Route& route, web::Visit& v) { return people.guard(route, v); };

  auto const& guide = house.add<guide::Pages>(guide::Pages{.shelf = house.shelf(), .tiles = chosen.tiles});
  house.site().error_page = [&guide](const web::Visit& v, int status) { return guide.error(v, status); };
  house.add<guide::Api>(guide::Api{.shelf = house.shelf(), .clock = house.clock()});
  house.add<guide::PublicPart>(house.shelf(), house.db());
  if (chosen.archive) chosen.archive->mount(house.router());

  house.add<history::Pages>(history::Pages{chosen.history ? *chosen.history : history::shipped()});
  house.add<Health>(Health{.house = house});
  house.add<HousePages>(HousePages{.house = house});
}

}  // namespace cote::app
