// SPDX-License-Identifier: AGPL-3.0-or-later
// The facts that ship: what no reader of files can check by itself. tools/data/check.mjs checks the rest.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "guide/hours/hours.h"
#include "guide/own_format.h"
#include "guide/rules.h"
#include "kernel/csv.h"
#include "kernel/embedded.h"
#include "kernel/json.h"

namespace cote::guide {
namespace {

const Catalogue& shipped() {
  static const Catalogue catalogue =
      import::read_own(std::filesystem::path(COTE_SOURCE_DIR) / "data" / "namur").catalogue;
  return catalogue;
}

const Service& service(std::string_view slug) {
  auto const at = std::ranges::find(shipped().services, slug, &Service::slug);
  if (at == shipped().services.end()) throw std::out_of_range(std::string(slug));
  return *at;
}

const Place& place_of(const Catalogue& catalogue, const Service& s) {
  auto const at = std::ranges::find(catalogue.places, s.places.at(0).place, &Place::id);
  if (at == catalogue.places.end()) throw std::out_of_range(s.slug);
  return *at;
}

hours::Minute at(int day, int hour, int minute = 0) {
  using namespace std::chrono;
  return local_days{year{2026} / 11 / day} + std::chrono::hours{hour} + minutes{minute};
}

TEST(ShippedServices, HaveHoursThatTheEngineReads) {
  std::size_t read = 0;
  auto const expect_read = [&](const std::string& text, const std::string& slug) {
    if (text.empty()) return;
    auto const parsed = hours::parse(text);
    EXPECT_TRUE(parsed.schedule.has_value()) << slug << ": " << text << ": " << parsed.refused.message;
    ++read;
  };
  for (auto const& s : shipped().services) {
    for (auto const& place : s.places) expect_read(place.hours, s.slug);
    for (auto const& phone : s.phones) expect_read(phone.hours, s.slug);
  }
  EXPECT_GE(read, 20U);
}

TEST(ShippedServices, AreOpenWhenTheirSourceSaysSo) {
  // 23 November 2026 is a Monday.
  auto const state = [](std::string_view slug, hours::Minute when) {
    return hours::parse(service(slug).places.at(0).hours).schedule.value().at(when);
  };
  EXPECT_EQ(state("aide-juridique-maison-de-justice-namur", at(23, 11, 30)), hours::State::open);
  EXPECT_EQ(state("aide-juridique-maison-de-justice-namur", at(25, 11, 30)), hours::State::closed);
  EXPECT_EQ(state("cai-permanence-emploi", at(25, 11, 59)), hours::State::open);
  EXPECT_EQ(state("cai-permanence-emploi", at(25, 12, 0)), hours::State::closed);
  EXPECT_EQ(state("ville-namur-maison-des-citoyens", at(28, 9)), hours::State::open);
  EXPECT_EQ(state("mieux-etre-couvin", at(10, 10)), hours::State::closed);
  EXPECT_EQ(state("mieux-etre-couvin", at(17, 10)), hours::State::unknown);
  EXPECT_EQ(state("mieux-etre-couvin", at(24, 10)), hours::State::unknown);
  EXPECT_EQ(state("espace-vif-namur", at(29, 3)), hours::State::open);
  auto const desk = hours::parse(service("cai-ciney").places.at(0).hours).schedule.value();
  EXPECT_EQ(desk.note_at(at(23, 10)), hours::Note::by_appointment);
}

TEST(ShippedServices, GiveNoPlaceToEspaceVif) {
  auto const open = rules::public_catalogue(shipped());
  auto const& s = service("espace-vif-namur");
  for (auto const* catalogue : {&shipped(), &open}) {
    auto const& place = place_of(*catalogue, s);
    EXPECT_TRUE(place.confidential);
    EXPECT_TRUE(place.address.empty() && place.postal_code.empty() && place.locality.empty() &&
                place.nis.empty() && place.address_note.empty() && !place.lat && !place.lon);
  }
  EXPECT_EQ(s.territory, std::vector<std::string>{"province"});
}

TEST(ShippedServices, SayWhatIsClosedAndNoMoreThanTheSourceAboutPapers) {
  std::vector<std::string> closed;
  std::vector<std::string> accepts;
  for (auto const& s : shipped().services) {
    if (s.status != Status::active) {
      closed.push_back(s.slug);
      EXPECT_FALSE(s.notice.empty()) << s.slug;
    }
    if (s.accepts_undocumented != Answer::unknown) accepts.push_back(s.slug);
  }
  EXPECT_EQ(closed, (std::vector<std::string>{"croix-rouge-accueil-de-jour", "l-entrain", "la-ruche"}));
  EXPECT_EQ(accepts, (std::vector<std::string>{"abri-de-nuit-namur", "clinique-de-l-exil"}));
  EXPECT_EQ(service("l-entrain").status, Status::closed);
  EXPECT_EQ(service("croix-rouge-accueil-de-jour").status, Status::temporarily_closed);
}

TEST(ShippedServices, ClaimNoPointThatNobodyMeasured) {
  for (auto const& place : shipped().places)
    EXPECT_TRUE(place.precision == Precision::commune || place.precision == Precision::unknown)
        << place.address;
}

/// The lines of a CSV file, each by the names of its columns.
std::vector<std::map<std::string, std::string>> lines_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  auto const table = csv::parse(std::string{std::istreambuf_iterator<char>(file), {}});
  std::vector<std::map<std::string, std::string>> out;
  for (auto const& row : table.rows) {
    auto& line = out.emplace_back();
    for (std::size_t i = 0; i < table.head.size(); ++i) line[table.head[i]] = row.cells.at(i);
  }
  return out;
}

/// With the apostrophe of keyboards instead of that of printers.
std::string typed(std::string text) {
  constexpr std::string_view kPrinted = "’";
  if (auto const found = text.find(kPrinted); found != std::string::npos)
    text.replace(found, kPrinted.size(), "'");
  return text;
}

TEST(ShippedServices, RepeatTheirListToTheDigit) {
  auto const path = std::filesystem::path(COTE_SOURCE_DIR) / "../shared/domain/services-namur.csv";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "../shared/domain/services-namur.csv is not here";
  auto const theirs = lines_of(path);
  auto const ours = lines_of(std::filesystem::path(COTE_SOURCE_DIR) / "data/namur/services.csv");
  ASSERT_EQ(theirs.size(), ours.size());
  for (std::size_t i = 0; i < ours.size(); ++i) {
    auto const& a = ours[i];
    auto const& b = theirs[i];
    EXPECT_EQ(a.at("phones"), b.at("phone")) << a.at("slug");
    EXPECT_EQ(a.at("source"), b.at("source")) << a.at("slug");
    EXPECT_EQ(a.at("confidence"), b.at("conf")) << a.at("slug");
    EXPECT_EQ(a.at("as_of_year"), b.at("asof") == "n.d." ? "" : b.at("asof")) << a.at("slug");
    EXPECT_EQ(a.at("postal_code"), b.at("postcode")) << a.at("slug");
    EXPECT_TRUE(b.at("address").starts_with(typed(a.at("address")))) << a.at("slug");
    EXPECT_NE(b.at("email_or_web").find(a.at("email")), std::string::npos) << a.at("slug");
  }
}

TEST(ShippedBackdrop, IsSmallAndHoldsTheProvinceAndItsRivers) {
  auto const text = embedded_data("namur/backdrop.json");
  ASSERT_TRUE(text.has_value());
  EXPECT_LT(text->size(), 60'000U);
  auto const document = json::parse(*text);
  ASSERT_TRUE(document.has_value());
  std::string rivers;
  std::size_t outlines = 0;
  for (auto const& feature : document->at("features").as_array()) {
    auto const& properties = feature.at("properties").as_object();
    if (json::text(properties, "kind") == "river") rivers += json::text(properties, "name") + " ";
    if (json::text(properties, "kind") == "outline") ++outlines;
  }
  EXPECT_EQ(outlines, 1U);
  EXPECT_NE(rivers.find("Meuse"), std::string::npos);
  EXPECT_NE(rivers.find("Sambre"), std::string::npos);
}

}  // namespace
}  // namespace cote::guide
