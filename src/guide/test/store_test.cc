// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/store.h"

#include <algorithm>
#include <csignal>
#include <thread>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guide/rules.h"
#include "support/catalogue.h"
#include "support/database.h"

namespace cote::guide::store {
namespace {

using test::random_catalogue;

Time const kNow = parse_time("2026-11-23T09:00:00Z").value();
Time const kLater = parse_time("2026-11-24T09:00:00Z").value();

class GuideStore : public test::OnBoth {
 protected:
  Saved save_at(const Catalogue& c, Time now) {
    return db().write([&](db::Tx& tx) { return save(tx, c, now); });
  }
  Catalogue stored() {
    return db().read([](db::Session& s) { return load(s); });
  }
  std::uint64_t revision_now() {
    return db().read([](db::Session& s) { return revision(s); });
  }
};
COTE_ON_BOTH(GuideStore);

Catalogue dated(Catalogue c, Time at) {
  for (auto& o : c.organisations) o.updated = at;
  for (auto& s : c.services) s.updated = at;
  return c;
}

std::int64_t records(const Catalogue& c) {
  return static_cast<std::int64_t>(c.organisations.size() + c.places.size() + c.services.size() +
                                   c.topics.size() + c.rubrics.size() + c.communes.size() +
                                   c.localities.size() + c.tombstones.size());
}

/// Says which record differs, which a comparison of whole catalogues would not.
void expect_equal(const Catalogue& got, const Catalogue& want) {
  auto const each = [](auto const& g, auto const& w, const char* what) {
    ASSERT_EQ(g.size(), w.size()) << what;
    for (std::size_t i = 0; i < g.size(); ++i) EXPECT_TRUE(g[i] == w[i]) << what << ' ' << i;
  };
  each(got.organisations, want.organisations, "organisation");
  each(got.places, want.places, "place");
  each(got.services, want.services, "service");
  each(got.topics, want.topics, "topic");
  each(got.rubrics, want.rubrics, "rubric");
  each(got.communes, want.communes, "commune");
  each(got.localities, want.localities, "locality");
  each(got.tombstones, want.tombstones, "tombstone");
}

TEST_P(GuideStore, AnEmptyGuideLoads) {
  EXPECT_TRUE(stored() == Catalogue());
  EXPECT_EQ(revision_now(), 0u);
}

TEST_P(GuideStore, WhatIsSavedIsLoadedWhateverItSays) {
  for (std::uint32_t const seed : {1u, 2u, 3u}) {
    test::Database fresh(GetParam());
    auto const c = random_catalogue(seed, 25);
    auto const saved = fresh.db().write([&](db::Tx& tx) { return save(tx, c, kNow); });
    EXPECT_EQ(saved.added, records(c));
    EXPECT_EQ(saved.changed + saved.unchanged, 0);
    expect_equal(fresh.db().read([](db::Session& s) { return load(s); }), dated(c, kNow));
  }
}

TEST_P(GuideStore, SavingTwiceTouchesNothing) {
  auto const c = random_catalogue(4, 25);
  save_at(c, kNow);
  auto const before = revision_now();
  auto const again = db().write([&](db::Tx& tx) {
    auto const reading = [&] {
      auto const first = tx.statements();
      load(tx);
      return tx.statements() - first;
    }();
    auto const first = tx.statements();
    auto const saved = save(tx, c, kLater);
    EXPECT_EQ(tx.statements() - first, reading + 1);  // one load, and where the log stands
    return saved;
  });
  EXPECT_EQ(again.unchanged, records(c));
  EXPECT_EQ(again.added + again.changed, 0);
  EXPECT_EQ(revision_now(), before);
  expect_equal(stored(), dated(c, kNow));
}

TEST_P(GuideStore, ChangingOneThingChangesOneRecord) {
  auto c = random_catalogue(5, 30);
  c.services[3].description = rules::source_words("fr", "Premier texte");
  c.services[3].description.in.push_back(
      {"en", "First text", Origin::human, rules::source_hash("Premier texte")});
  save_at(c, kNow);
  auto const before = revision_now();

  c.services[3].description.in[0].text = "Second texte";
  auto const saved = save_at(c, kLater);
  EXPECT_EQ(saved.changed, 1);
  EXPECT_EQ(saved.unchanged, records(c) - 1);
  EXPECT_GT(revision_now(), before);
  auto want = dated(c, kNow);
  want.services[3].updated = kLater;
  expect_equal(stored(), want);
  auto const touched = db().read([](db::Session& s) {
    return s.all<std::string, std::string>(
        "select field, lang from guide_text where updated = '2026-11-24T09:00:00Z'");
  });
  ASSERT_EQ(touched.size(), 1u) << "the other texts keep their rows";
  EXPECT_EQ(touched[0], std::tuple(std::string("description"), std::string("fr")));
}

TEST_P(GuideStore, EveryRecordCanBecomeAnother) {
  auto const first = random_catalogue(6, 25);
  auto second = random_catalogue(7, 25);  // the same ids, everything else drawn anew
  save_at(first, kNow);
  save_at(second, kLater);
  auto want = dated(second, kLater);
  for (std::size_t i = 0; i < want.services.size(); ++i)  // old addresses are never forgotten
    for (auto const& slug : first.services[i].old_slugs)
      if (!std::ranges::count(want.services[i].old_slugs, slug)) want.services[i].old_slugs.push_back(slug);
  for (auto const& t : first.tombstones)
    if (!std::ranges::count(want.tombstones, t.id, &Tombstone::id)) want.tombstones.push_back(t);
  expect_equal(stored(), want);
}

TEST_P(GuideStore, LoadingTakesTheSameStatementsWhateverTheRows) {
  auto const statements = [&] {
    std::uint64_t count = 0;
    db().read_with([&](db::Session& s) {
      load(s);
      count = s.statements();
    });
    return count;
  };
  auto const empty = statements();
  save_at(random_catalogue(8, 5), kNow);
  EXPECT_EQ(statements(), empty);
  save_at(random_catalogue(8, 50), kNow);
  EXPECT_EQ(statements(), empty);
  EXPECT_LE(empty, 20u);
}

Service plain(const std::string& name, const std::string& slug) {
  Service s;
  s.id = {uuid_of("plain:" + name)};
  s.name = rules::source_words("fr", name);
  s.slug = slug;
  return s;
}

TEST_P(GuideStore, EveryServiceHasAnAddressOfItsOwn) {
  Catalogue c;
  c.services = {plain("Accueil A", "accueil"), plain("Accueil B", "accueil"), plain("Été", ""),
                plain("🏠", ""), plain("Accueil C", "accueil")};
  save_at(c, kNow);
  auto const slug_of = [&](const std::string& name) {
    auto const all = stored();
    return std::ranges::find(all.services, ServiceId{uuid_of("plain:" + name)}, &Service::id)->slug;
  };
  EXPECT_EQ(slug_of("Accueil A"), "accueil");
  EXPECT_EQ(slug_of("Accueil B"), "accueil-2");
  EXPECT_EQ(slug_of("Accueil C"), "accueil-3");
  EXPECT_EQ(slug_of("Été"), "ete");
  EXPECT_EQ(slug_of("🏠"), uuid_of("plain:🏠").substr(0, 8));
  EXPECT_EQ(save_at(c, kLater).unchanged, 5);
  std::ranges::reverse(c.services);
  EXPECT_EQ(save_at(c, kLater).unchanged, 5) << "whatever the order";
}

TEST_P(GuideStore, ServicesMayExchangeAddressesAndKeepTheOldOnes) {
  Catalogue c;
  c.services = {plain("A", "un"), plain("B", "deux")};
  save_at(c, kNow);
  std::swap(c.services[0].slug, c.services[1].slug);
  EXPECT_EQ(save_at(c, kLater).changed, 2);
  auto const all = stored();
  ASSERT_EQ(all.services.size(), 2u);
  EXPECT_EQ(all.services[0].slug, "deux");
  EXPECT_EQ(all.services[0].id, c.services[0].id);
  EXPECT_EQ(all.services[0].old_slugs, std::vector<std::string>{"un"});
  EXPECT_EQ(save_at(c, kLater).unchanged, 2);
}

TEST_P(GuideStore, ARemovedServiceLeavesATombstoneAndNothingElse) {
  auto c = random_catalogue(9, 10);
  c.services[2].documents = {rules::source_words("fr", "Carte")};
  save_at(c, kNow);
  auto const id = c.services[2].id;
  auto const before = revision_now();
  EXPECT_TRUE(db().write([&](db::Tx& tx) { return remove_service(tx, id, kLater); }));
  EXPECT_FALSE(db().write([&](db::Tx& tx) { return remove_service(tx, id, kLater); }));
  EXPECT_GT(revision_now(), before);
  auto const all = stored();
  EXPECT_EQ(all.services.size(), c.services.size() - 1);
  EXPECT_EQ(std::ranges::count(all.tombstones, Tombstone{"service", id.text, kLater}), 1);
  for (auto const* table : {"phone", "contact", "service_at_place", "service_topic", "service_old_slug",
                            "service_audience", "service_territory", "spoken_language"})
    EXPECT_EQ(std::get<0>(*db().read([&](db::Session& s) {
                return s.one<std::int64_t>(
                    std::string("select count(*) from ") + table + " where service_id = :id",
                    {{"id", id.text}});
              })),
              0)
        << table;
  EXPECT_EQ(std::get<0>(*db().read([&](db::Session& s) {
              return s.one<std::int64_t>("select count(*) from guide_text where entity_id = :id",
                                         {{"id", id.text}});
            })),
            0);

  save_at(c, kLater);  // it is back
  EXPECT_EQ(std::ranges::count(stored().tombstones, id.text, &Tombstone::id), 0);
}

TEST_P(GuideStore, TwoWritersAtOnceBothGetThrough) {
  auto const a = random_catalogue(10, 20);
  auto const other = db::open(database.address());
  db();
  {
    std::jthread const one([&] { save_at(a, kNow); });
    std::jthread const two([&] { other->write([&](db::Tx& tx) { return save(tx, a, kNow); }); });
  }
  expect_equal(stored(), dated(a, kNow));
}

TEST_P(GuideStore, AServiceWithoutItsPlaceIsRefusedWhole) {
  Catalogue c;
  c.services = {plain("A", "a"), plain("B", "b")};
  c.services[1].places = {{.id = "", .place = {uuid_of("nowhere")}}};
  try {
    save_at(c, kNow);
    ADD_FAILURE() << "saved";
  } catch (const db::Error& e) {
    EXPECT_EQ(e.kind, db::Error::Kind::constraint);
  }
  EXPECT_TRUE(stored().services.empty());
}

/// Saves in a child process and kills it once it has told that it is in the middle.
void kill_while_saving(const std::string& address, const Catalogue& c) {
  int pipe_ends[2];
  ASSERT_EQ(pipe(pipe_ends), 0);
  auto const child = fork();
  if (child == 0) {
    auto const mine = db::open(address);
    mine->write_with([&](db::Tx& tx) {
      save(tx, c, kLater);
      [[maybe_unused]] auto const told = write(pipe_ends[1], "x", 1);
      for (;;) pause();
    });
  }
  char byte = 0;
  ASSERT_EQ(read(pipe_ends[0], &byte, 1), 1);
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  close(pipe_ends[0]);
  close(pipe_ends[1]);
}

TEST_P(GuideStore, AProcessKilledWhileSavingLeavesWhatWasCommitted) {
  auto const first = random_catalogue(11, 15);
  save_at(first, kNow);
  auto const address = database.address();
  kill_while_saving(address, random_catalogue(12, 30));
  auto const again = db::open(address);
  expect_equal(again->read([](db::Session& s) { return load(s); }), dated(first, kNow));
  auto const second = random_catalogue(12, 30);
  EXPECT_GT(again->write([&](db::Tx& tx) { return save(tx, second, kLater); }).added, 0);
}

}  // namespace
}  // namespace cote::guide::store
