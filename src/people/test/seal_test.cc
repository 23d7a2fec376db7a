// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/seal/seal.h"

#include <array>
#include <csignal>
#include <fstream>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "people/seal/box.h"
#include "support/database.h"

namespace cote::people {
namespace {

constexpr std::array kFields = {
    SealedField{"account", "email", "account"},
    SealedField{"account", "second_key", "account"},
    SealedField{"invitation", "email", "account"},
    SealedField{"correction", "contact", "correction"},
};
auto const kNow = *parse_time("2026-11-23T09:00:00Z");

class Sealing : public test::OnBoth {
 protected:
  void SetUp() override {
    test::OnBoth::SetUp();
    if (IsSkipped()) return;
    static int made = 0;
    folder = std::filesystem::temp_directory_path() / fmt::format("cote_seal_{}_{}", getpid(), ++made);
    std::filesystem::create_directories(folder);
  }
  void TearDown() override {
    if (!folder.empty()) std::filesystem::remove_all(folder);
  }
  [[nodiscard]] std::filesystem::path file() const { return folder / "root.key"; }
  Seal seal() { return Seal(Keyring::open(db(), file(), kNow), kFields); }

  std::filesystem::path folder{};
};

TEST_P(Sealing, OpensOnlyAtItsPlace) {
  auto const s = seal();
  auto const sealed = s.seal("account", "a1", "email", "selam@example.org");
  EXPECT_EQ(sealed.find("selam"), std::string::npos);
  EXPECT_TRUE(Seal::is_sealed(sealed));
  EXPECT_EQ(s.open("account", "a1", "email", sealed), "selam@example.org");
  EXPECT_THROW(static_cast<void>(s.open("account", "a2", "email", sealed)), SealError) << "another row";
  EXPECT_THROW(static_cast<void>(s.open("account", "a1", "second_key", sealed)), SealError)
      << "another column";
  EXPECT_THROW(static_cast<void>(s.open("invitation", "a1", "email", sealed)), SealError) << "another table";
  EXPECT_THROW(static_cast<void>(s.open("account", "a1", "email", "selam@example.org")), SealError)
      << "never sealed";
  EXPECT_THROW(static_cast<void>(s.seal("account", "a1", "name", "x")), std::logic_error);
  EXPECT_EQ(s.open("account", "a1", "email", s.seal("account", "a1", "email", "")), "");
  EXPECT_NE(s.seal("account", "a1", "email", "x"), s.seal("account", "a1", "email", "x"));
}

TEST_P(Sealing, NoByteCanBeChanged) {
  auto const s = seal();
  auto const sealed = s.seal("account", "a1", "second_key", "JBSWY3DPEHPK3PXP");
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    auto broken = sealed;
    broken[i] = broken[i] == 'A' ? 'B' : 'A';
    try {
      // The last characters of base64 hold spare bits, which the decoder refuses or ignores.
      EXPECT_EQ(s.open("account", "a1", "second_key", broken), "JBSWY3DPEHPK3PXP");
      ADD_FAILURE() << "byte " << i << " changed and nobody saw";
    } catch (const std::runtime_error&) {
    }
  }
}

TEST_P(Sealing, BlindMarksFindEqualTexts) {
  auto const s = seal();
  EXPECT_EQ(s.blind("account", "email", "a@example.org"), seal().blind("account", "email", "a@example.org"));
  EXPECT_NE(s.blind("account", "email", "a@example.org"), s.blind("account", "email", "b@example.org"));
  EXPECT_NE(s.blind("account", "email", "a@example.org"), s.blind("invitation", "email", "a@example.org"));
  EXPECT_EQ(s.blind("account", "email", "a@example.org").size(), 24U);
  // A mark must not be what anybody could compute: another house has others.
  test::Database other(GetParam());
  Seal const theirs(Keyring::open(other.db(), folder / "other.key", kNow), kFields);
  EXPECT_NE(s.blind("account", "email", "a@example.org"), theirs.blind("account", "email", "a@example.org"));
}

TEST_P(Sealing, NothingOpensWithoutTheRootKey) {
  auto const sealed = seal().seal("account", "a1", "email", "selam@example.org");
  std::filesystem::rename(file(), folder / "away");
  EXPECT_THROW(seal(), KeyError) << "a new root key must not be made where fields are sealed";
  EXPECT_FALSE(std::filesystem::exists(file()));
  RootFile::create(file(), {Key::random()});
  EXPECT_THROW(seal(), KeyError) << "another root key";
  std::filesystem::remove(file());
  std::filesystem::rename(folder / "away", file());
  EXPECT_EQ(seal().open("account", "a1", "email", sealed), "selam@example.org");
}

TEST_P(Sealing, TheRootKeyIsForItsOwnerAlone) {
  seal();
  struct Case {
    int mode;
    bool good;
  };
  for (auto const& c : {Case{0640, false}, Case{0604, false}, Case{0660, false}, Case{0600, true}}) {
    std::filesystem::permissions(file(), static_cast<std::filesystem::perms>(c.mode));
    if (c.good) {
      EXPECT_NO_THROW(RootFile::read(file()));
    } else {
      EXPECT_THROW(RootFile::read(file()), KeyError) << c.mode;
    }
  }
  EXPECT_THROW(RootFile::make(file()), KeyError) << "never overwritten";
  for (auto const* text : {"", "# nothing\n", "coteacote-root-1 AAAA\n", "something else\n"})
    EXPECT_FALSE(RootFile::parse(text)) << text;
}

TEST_P(Sealing, RotationTouchesNoCiphertext) {
  auto const before = seal();
  auto const sealed = before.seal("correction", "c1", "contact", "olena@example.org");
  auto const mark = before.blind("account", "email", "olena@example.org");
  auto const root = RootFile::read(file()).current().name();
  EXPECT_EQ(rotate_root(db(), file()), Keyring::purposes().size());
  EXPECT_NE(RootFile::read(file()).current().name(), root);
  EXPECT_EQ(RootFile::read(file()).keys().size(), 1U) << "the old root is gone";
  EXPECT_EQ(seal().open("correction", "c1", "contact", sealed), "olena@example.org");
  EXPECT_EQ(seal().blind("account", "email", "olena@example.org"), mark);
  EXPECT_EQ(before.open("correction", "c1", "contact", sealed), "olena@example.org")
      << "who served, serves on";
}

TEST_P(Sealing, NewDataKeysLeaveOldFieldsReadable) {
  auto const old = seal();
  auto const sealed = old.seal("correction", "c1", "contact", "olena@example.org");
  auto const mark = old.blind("correction", "contact", "olena@example.org");
  EXPECT_GT(rotate_data_keys(db(), file(), kNow), 0U);
  auto const fresh = seal();
  auto const resealed = fresh.seal("correction", "c1", "contact", "olena@example.org");
  EXPECT_NE(sealed.substr(0, 20), resealed.substr(0, 20)) << "another key";
  EXPECT_EQ(fresh.open("correction", "c1", "contact", sealed), "olena@example.org");
  EXPECT_EQ(old.open("correction", "c1", "contact", resealed), "olena@example.org") << "found once more";
  EXPECT_EQ(fresh.blind("correction", "contact", "olena@example.org"), mark);
}

/// Kills a process at every step of a rotation in turn; whatever it left, everything opens, and the next
/// rotation ends what was begun.
TEST_P(Sealing, ARotationKilledHalfWayLosesNothing) {
  auto const sealed = seal().seal("account", "a1", "email", "selam@example.org");
  db();
  auto const steps = static_cast<int>(Keyring::purposes().size()) + 2;
  for (int victim = 1; victim <= steps; ++victim) {
    auto const child = fork();
    if (child == 0) {
      auto const mine = db::open(database.address());
      int step = 0;
      rotate_root(*mine, file(), [&](RotationStep) {
        if (++step == victim) kill(getpid(), SIGKILL);
      });
      _exit(0);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "step " << victim;
    EXPECT_EQ(seal().open("account", "a1", "email", sealed), "selam@example.org") << "after step " << victim;
    auto const left = RootFile::read(file()).keys();
    EXPECT_EQ(left.size(), victim == steps ? 1U : 2U);
    auto const target = left.back().name();
    if (victim < steps) rotate_root(db(), file());
    EXPECT_EQ(RootFile::read(file()).current().name(), target)
        << "the rerun completes, it does not begin anew";
    EXPECT_EQ(seal().open("account", "a1", "email", sealed), "selam@example.org");
    auto const roots =
        db().read([](db::Session& s) { return s.all<std::string>("select distinct root from data_key"); });
    ASSERT_EQ(roots.size(), 1U);
    EXPECT_EQ(std::get<0>(roots[0]), target);
  }
}

TEST_P(Sealing, TwoWhoStartAtOnceShareTheKeys) {
  seal();
  db().write_with([](db::Tx& tx) { tx.run("delete from data_key where purpose = 'post'"); });
  auto const first = Keyring::open(db(), file(), kNow);
  auto const second = Keyring::open(db(), file(), kNow);
  EXPECT_EQ(first->current("post").id, second->current("post").id);
}

TEST(SealBox, LengthsOfThePlaceCount) {
  auto const key = Key::random();
  auto const boxed = box(key, {"ab", "c"}, "text");
  EXPECT_EQ(unbox(key, {"ab", "c"}, boxed), "text");
  EXPECT_FALSE(unbox(key, {"a", "bc"}, boxed));
  EXPECT_FALSE(unbox(Key::random(), {"ab", "c"}, boxed));
  for (auto const* bad : {"", "AAAA", "no base64 at all!", "===="})
    EXPECT_FALSE(unbox(key, {"ab", "c"}, bad));
}

COTE_ON_BOTH(Sealing);

}  // namespace
}  // namespace cote::people
