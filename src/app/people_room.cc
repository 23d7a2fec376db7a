// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/people_room.h"

#include <algorithm>

#include <fmt/format.h>

#include "guide/rules.h"

namespace cote::app {
namespace {

people::views::Choices organisations(const guide::Shelf& shelf) {
  people::views::Choices out;
  auto const snapshot = shelf.current();
  for (auto const& one : snapshot->catalogue.organisations)
    out.emplace_back(one.id.text, guide::rules::text(one.name, "fr"));
  std::ranges::sort(out, {}, [](const auto& choice) { return choice.second; });
  return out;
}

}  // namespace

people::Room& add_people(House& house) {
  auto& room = house.add<people::Room>(
      house.db(), people::DoorOptions{},
      people::PagesOptions{.origin = house.settings().server.origin,
                           .organisations = [&house] { return organisations(house.shelf()); }});
  auto const& code = room.office().setup_code;
  if (!code.empty())
    house.say(fmt::format("There is no account yet. Make the first one at /setup with this code: {}", code));
  return room;
}

}  // namespace cote::app
