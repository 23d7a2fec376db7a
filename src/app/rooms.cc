// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/care.h"
#include "app/health.h"
#include "app/house_pages.h"
#include "app/people_room.h"
#include "app/trust.h"
#include "app/wire.h"
#include "guide/api.h"
#include "guide/desk/pages.h"
#include "guide/pages.h"
#include "guide/public_part.h"
#include "history/pages.h"
#include "history/reading.h"
#include "web/assets.h"

namespace cote::app {

void add_rooms(House& house) {
  auto const& chosen = house.chosen();
  web::mount_assets(house.router());

  auto& people = add_people(house);
  house.site().guard = [&people](const web::Route& route, web::Visit& v) { return people.guard(route, v); };

  auto& open = house.add<guide::PublicPart>(house.shelf(), house.db());
  auto const& guide = house.add<guide::Pages>(guide::Pages{
      .shelf = house.shelf(),
      .tiles = chosen.tiles,
      .missed = [&open](std::string_view words, const web::Visit& v) { open.missed(words, v); }});
  house.site().error_page = [&guide](const web::Visit& v, int status) { return guide.error(v, status); };
  house.add<guide::Api>(guide::Api{.shelf = house.shelf(), .clock = house.clock()});
  house.add<guide::desk::Pages>(
      guide::desk::Pages{.db = house.db(),
                         .four_eyes = {.editors_publish_own = !house.settings().guide.four_eyes},
                         .origin = house.settings().server.origin});
  add_care(house);
  add_trust(house);
  if (chosen.archive) chosen.archive->mount(house.router());

  house.add<history::Pages>(history::Pages{chosen.history ? *chosen.history : history::shipped()});
  house.add<Health>(Health{.house = house});
  house.add<HousePages>(HousePages{.house = house});
}

}  // namespace cote::app
