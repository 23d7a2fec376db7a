// SPDX-License-Identifier: AGPL-3.0-or-later
// Who was erased is in no file and no dump at once, and in no backup when its term is over.
#include <algorithm>
#include <filesystem>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "app/trust.h"
#include "people/personal/personal.h"
#include "support/database.h"
#include "support/kept_house.h"
#include "support/people.h"
#include "support/remains.h"

namespace cote::app {
namespace {

using std::chrono::days;

auto const kNow = *parse_time("2026-11-23T09:00:00Z");
constexpr std::string_view kCanary = "canary4711";

class Erasure : public test::OnBoth {
 protected:
  Erasure() { settings.backup.folder = (kept.folder() / "daily").string(); }
  /// One of the jobs of the house, as the clock starts it.
  void run(std::string_view name, Time now) {
    auto const jobs = trust_jobs(settings);
    auto const job = std::ranges::find(jobs, name, &Job::name);
    ASSERT_NE(job, jobs.end());
    job->work({.db = db(), .settings = settings, .now = now});
  }
  [[nodiscard]] std::vector<std::filesystem::path> backups() const {
    std::vector<std::filesystem::path> out;
    for (auto const& entry : std::filesystem::directory_iterator(settings.backup.folder))
      out.push_back(entry.path());
    std::ranges::sort(out);
    return out;
  }
  [[nodiscard]] bool sings_in(const std::filesystem::path& backup) const {
    return test::remains_of_backup(backup, kept.secret_half()).find(kCanary) != std::string::npos;
  }
  bool sings_in_database() {
    return test::remains_of_database(database.address()).find(kCanary) != std::string::npos;
  }

  test::KeptHouse kept{database.address()};
  Settings& settings = kept.settings;
};

TEST_P(Erasure, LeavesNoRemainderInABackupAfterItsTerm) {
  settings.backup.keep = 100;  // the number alone would keep them all
  settings.backup.keep_days = 10;
  auto const admin = test::sign_in(db(), "admin", {people::Role::administrator}, kNow).actor();
  auto const she = test::sign_in(db(), kCanary, {people::Role::editor}, kNow);
  EXPECT_TRUE(sings_in_database()) << "this test can find what is there";
  run("backup", kNow);
  ASSERT_TRUE(people::personal::erase_account(db(), admin, she.account.id, kNow + days(1)));
  run("retention", kNow + days(1));
  EXPECT_FALSE(sings_in_database()) << "the file, its log, a dump";

  for (int day = 1; day <= 10; ++day) run("backup", kNow + days(day));
  ASSERT_EQ(backups().size(), 11U);
  EXPECT_TRUE(sings_in(backups().front())) << "the backup from before is still within its term";

  run("backup", kNow + days(11));
  auto const left = backups();
  EXPECT_EQ(left.size(), 11U) << "a new one, and the oldest went";
  for (auto const& backup : left) EXPECT_FALSE(sings_in(backup)) << backup;
  EXPECT_FALSE(sings_in_database());
}

COTE_ON_BOTH(Erasure);

}  // namespace
}  // namespace cote::app
