// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/people_room.h"

#include <algorithm>
#include <fstream>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "app/config.h"
#include "app/root_key.h"
#include "guide/rules.h"
#include "people/oidc/pages.h"
#include "people/seal/keys.h"
#include "people/seal/seal.h"

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

/// The one line of a file that holds a secret.
std::string secret_in(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  if (!std::getline(file, line) || line.empty())
    throw ConfigError("oidc.client_secret_file: cannot read a secret from " + path);
  return line;
}

}  // namespace

people::DoorOptions door_options(const Settings& settings, db::Db& db) {
  people::Seal const seal(people::Keyring::open(db, root_key_file(settings), SystemClock().now()));
  people::DoorOptions out;
  out.seal = [seal](const people::AccountId& id, std::string_view key) {
    return seal.seal("account", id.text, "second_key", key);
  };
  out.unseal = [seal](const people::AccountId& id, std::string_view stored) {
    return seal.open("account", id.text, "second_key", stored);
  };
  return out;
}

people::Room& add_people(House& house) {
  auto& room = house.add<people::Room>(
      house.db(), door_options(house.settings(), house.db()),
      people::PagesOptions{.origin = house.settings().server.origin,
                           .organisations = [&house] { return organisations(house.shelf()); }});
  auto const& code = room.office()->setup_code;
  if (!code.empty())
    house.say(fmt::format("There is no account yet. Make the first one at /setup with this code: {}", code));
  auto const& oidc = house.settings().oidc;
  if (!oidc.issuer.empty())
    house.add<people::oidc::Pages>(
        room.office(),
        people::oidc::ProviderOptions{.issuer = oidc.issuer,
                                      .client_id = oidc.client_id,
                                      .client_secret = secret_in(oidc.client_secret_file),
                                      .label = oidc.label},
        [](std::string_view why) { spdlog::warn("sign-in by the provider: {}", why); });
  return room;
}

}  // namespace cote::app
