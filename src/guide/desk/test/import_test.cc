// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>
#include <zip.h>

#include "guide/desk/import_preview.h"
#include "guide/desk/test/fixture.h"

namespace cote::guide::desk {
namespace {

using namespace test;

/// A zip of these files, in memory.
std::string zipped(const std::map<std::string, std::string>& files) {
  zip_error_t error;
  zip_error_init(&error);
  auto* const source = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(source);
  auto* const zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
  for (auto const& [name, text] : files)
    zip_file_add(zip, name.c_str(), zip_source_buffer(zip, text.data(), text.size(), 0), ZIP_FL_ENC_UTF_8);
  EXPECT_EQ(zip_close(zip), 0);
  EXPECT_EQ(zip_source_open(source), 0);
  zip_stat_t size;
  zip_source_stat(source, &size);
  std::string out(size.size, '\0');
  EXPECT_EQ(zip_source_read(source, out.data(), out.size()), static_cast<zip_int64_t>(out.size()));
  zip_source_close(source);
  zip_source_free(source);
  return out;
}

class DeskImport : public DeskWorld {
 protected:
  Result<Preview> look(const std::string& bytes, const std::string& name = "x.zip") {
    return receive(db(), anna_, name, bytes, later());
  }
  std::string wrong(const std::string& bytes) {
    auto const done = look(bytes);
    return done.invalid() ? done.problems().front().key : "";
  }
};

TEST_P(DeskImport, AZipOfOurOwnTables) {
  auto const sent = look(zipped(
      {{"dossier/services.csv",
        "slug,name.fr,summary.fr,organisation\naccueil,Accueil nouveau,,maison\nvestiaire,Vestiaire "
        "inventé,Des habits,neuve\n"},
       {"dossier/organisations.csv",
        "slug,name.fr,url\nmaison,Un autre nom,\nneuve,Organisation neuve,https://neuve.example.org\n"}}));
  ASSERT_TRUE(sent);
  ASSERT_EQ(sent->changes.size(), 2U);
  EXPECT_TRUE(sent->changes[1].is_new);
  EXPECT_EQ(live(one_).service.name.in.front().text, "Accueil") << "nothing is done yet";
  EXPECT_EQ(*apply(db(), anna_, sent->id, later()), 2U);
  EXPECT_EQ(rules::text(live(one_).service.name, "fr"), "Accueil nouveau");
  EXPECT_EQ(rules::text(live(one_).organisation.name, "fr"), "Maison")
      << "what we have is not theirs to change";
  auto const fresh = live({sent->changes[1].service});
  EXPECT_EQ(rules::text(fresh.organisation.name, "fr"), "Organisation neuve");
  EXPECT_EQ(versions(one_).front().what, "imported");
}

TEST_P(DeskImport, AZipOfHsdsTables) {
  auto const id = uuid_of("hsds service");
  auto const organisation = uuid_of("hsds organisation");
  auto const sent = look(
      zipped({{"organizations.csv", "id,name,description\n" + organisation + ",Maison HSDS,Une maison\n"},
              {"services.csv",
               "id,organization_id,name,status\n" + id + "," + organisation + ",Cours du soir,active\n"}}));
  ASSERT_TRUE(sent);
  ASSERT_EQ(sent->changes.size(), 1U);
  EXPECT_EQ(sent->changes[0].name, "Cours du soir");
  EXPECT_EQ(*apply(db(), anna_, sent->id, later()), 1U);
  EXPECT_EQ(rules::text(live({id}).service.name, "fr"), "Cours du soir");
}

TEST_P(DeskImport, ABombAndWhatIsNoPackageAreRefused) {
  auto const bomb = zipped({{"services.csv", "slug,name.fr\n" + std::string(kLargestOpened, 'a')}});
  ASSERT_LT(bomb.size(), 200'000U) << "small when closed";
  EXPECT_EQ(wrong(bomb), "draft.problem.zip");
  EXPECT_EQ(wrong("PK\x03\x04 and no more"), "draft.problem.zip");
  EXPECT_EQ(wrong(zipped({{"picture.png", "x"}})), "draft.problem.file");
  EXPECT_EQ(wrong(zipped({{"other.csv", "a,b\n1,2\n"}})), "draft.problem.file");
  EXPECT_EQ(wrong(zipped({{"services.csv", "slug,name.fr\na,\xE9t\xE9\n"}})), "draft.problem.file")
      << "not UTF-8";
  EXPECT_EQ(wrong("slug,name.fr\na,\xE9t\xE9\n"), "draft.problem.file");
  EXPECT_EQ(wrong("tables:{\"services.csv\":\"slug,name\"}"), "draft.problem.file");
}

COTE_ON_BOTH(DeskImport);

}  // namespace
}  // namespace cote::guide::desk
