// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include "people/actor.h"

namespace cote::people {
namespace {

TEST(Access, TheAdministratorHasConfigurationAndNoContent) {
  auto const admin = Actor{.roles = {Role::administrator}};
  for (auto const c :
       {Compartment::guide, Compartment::translation, Compartment::corrections, Compartment::figures})
    for (auto const a : actions()) EXPECT_FALSE(admin.may(c, a)) << name(c) << '.' << name(a);
  EXPECT_TRUE(admin.may(Compartment::accounts, Action::invite));
}

TEST(Access, EveryWordReadsBack) {
  for (auto const role : roles()) EXPECT_EQ(parse_role(name(role)), role);
  for (auto const c : compartments())
    for (auto const a : actions()) {
      auto const right = parse_right(std::string(name(c)) + "." + std::string(name(a)));
      ASSERT_TRUE(right);
      EXPECT_EQ(right->compartment, c);
      EXPECT_EQ(right->action, a);
    }
  EXPECT_FALSE(parse_right("guide"));
  EXPECT_FALSE(parse_right("guide.dance"));
}

TEST(Access, APartnerReachesItsOwnOrganisationOnly) {
  auto const mine = OrganisationId{uuid_of("mine")};
  auto const partner = Actor{.roles = {Role::partner}, .organisations = {mine}};
  EXPECT_TRUE(partner.may(Compartment::guide, Action::propose, mine));
  EXPECT_FALSE(partner.may(Compartment::guide, Action::propose, OrganisationId{uuid_of("theirs")}));
  EXPECT_FALSE(partner.may(Compartment::guide, Action::publish, mine));
  auto const limit = within(partner, Compartment::guide, Action::read, "s.organisation_id");
  EXPECT_EQ(limit.sql, "s.organisation_id in (:own0)");
  ASSERT_EQ(limit.binds.size(), 1U);
  EXPECT_EQ(within(Actor{.roles = {Role::partner}}, Compartment::guide, Action::read, "o").sql, "1 = 0");
  EXPECT_EQ(within(Actor{.roles = {Role::editor}}, Compartment::guide, Action::read, "o").sql, "1 = 1");
}

TEST(Access, SeveralRolesGiveTheWidestScope) {
  Role const both[] = {Role::partner, Role::editor};
  EXPECT_EQ(scope(both, Compartment::guide, Action::read), Scope::all);
  EXPECT_EQ(scope(std::span(both).first(1), Compartment::guide, Action::read), Scope::own);
  EXPECT_EQ(scope({}, Compartment::guide, Action::read), Scope::none);
}

}  // namespace
}  // namespace cote::people
