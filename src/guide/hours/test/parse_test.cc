// SPDX-License-Identifier: AGPL-3.0-or-later
#include <string>

#include <gtest/gtest.h>

#include "guide/hours/hours.h"

namespace cote::guide::hours {
namespace {

TEST(HoursParse, WritesWhatItReadInOneNormalForm) {
  struct {
    const char* text;
    const char* normal;
  } const cases[] = {
      {"mo-fr 9:00 - 12:00", "Mo-Fr 09:00-12:00"},
      {"Mo,Tu,We,Th,Fr 09:00-12:00, 13:30-17:00", "Mo-Fr 09:00-12:00,13:30-17:00"},
      {"lundi-vendredi 9-12", "Mo-Fr 09:00-12:00"},
      {"Fr-Mo 10:00–18:00", "Fr-Mo 10:00-18:00"},
      {"Su-Mo 10:00-18:00", "Su-Mo 10:00-18:00"},
      {"Oct-Mar: Mo-Sa 08.00-18.00", "Oct-Mar Mo-Sa 08:00-18:00"},
      {"Fr 18:00-26:00", "Fr 18:00-02:00"},
      {"1pm-8pm", "13:00-20:00"},
      {"open", "24/7"},
      {"24/7 closed", "off"},
      {"Mo-Fr 24/7", "Mo-Fr 00:00-24:00"},
      {"Tu[3,4] 09:00-12:00", "Tu[3],Tu[4] 09:00-12:00"},
      {"Mo[-1],PH off;", "Mo[-1],PH off"},
      {"PH, Su off", "Su,PH off"},
      {"Aug 1-15 off", "Aug 01-Aug 15 off"},
      {"2026 Dec 24-2027 Jan 03 closed", "2026 Dec 24-2027 Jan 03 off"},
      {"2026: Dec 24-Jan 03 10:00-12:00", "2026: Dec 24-Jan 03 10:00-12:00"},
      {"2027 Dec: 09:00-12:00", "2027 Dec: 09:00-12:00"},
      {"week 01-53/2 Tu 13:00-15:00", "week 01-53/2 Tu 13:00-15:00"},
      {"Mo-Fr unknown \"sur rendez-vous\"", "Mo-Fr \"sur rendez-vous\""},
      {"We \"call\" 10:00-16:00", "We 10:00-16:00 \"call\""},
      {"Mo 10:00-12:00 open, 14:00-16:00 off", "Mo 10:00-12:00 open, 14:00-16:00 off"},
      {"Mo open, Tu 10:00-12:00", "Mo open, Tu 10:00-12:00"},
      {"Mo-Fr 09:00-12:00 || \"by phone\"", "Mo-Fr 09:00-12:00 || \"by phone\""},
      {"easter -2 days-easter +2 days open", "easter -2 days-easter +2 days"},
      {"Mo-Fr 08:30+", "Mo-Fr 08:30+"},
  };
  for (auto const& c : cases) {
    const auto parsed = parse(c.text);
    ASSERT_TRUE(parsed.schedule) << c.text << ": " << parsed.refused.message;
    EXPECT_EQ(parsed.schedule->text(), c.normal) << c.text;
    const auto again = parse(c.normal);
    ASSERT_TRUE(again.schedule) << c.normal << ": " << again.refused.message;
    EXPECT_EQ(again.schedule->text(), c.normal);
  }
}

TEST(HoursParse, RefusesWhatItDoesNotReadAndSaysWhere) {
  struct {
    const char* text;
    const char* key;
    std::size_t at;
  } const cases[] = {
      {"", "hours.empty", 0},
      {" ; ", "hours.empty", 3},
      {"sdasdlasdj", "hours.unexpected", 0},
      {"Mo-Fr 09:00-12:00; SH off", "hours.unsupported", 19},
      {"Mo sunrise-sunset", "hours.unsupported", 3},
      {"Mo 9-12 Tu 14-17", "hours.order", 8},
      {"Mo-Fr 09:00-12:00 PH off", "hours.order", 18},
      {"Mo 10:00-12:00 14:00-16:00", "hours.order", 15},
      {"Mo 25:00-26:00", "hours.bad_time", 3},
      {"Mo 10:00-12", "hours.bad_time", 9},
      {"Mo 10:61-12:00", "hours.range", 6},
      {"Mo 10:00", "hours.unexpected", 8},
      {"09:00-17:00+", "hours.unsupported", 11},
      {"07:00+,12:00-16:00", "hours.unsupported", 7},
      {"Mo,Jan 10:00-12:00", "hours.unexpected", 3},
      {"Jun 31 off", "hours.range", 4},
      {"Feb 29 off", "hours.unsupported", 4},
      {"Feb 01-28 off", "hours.unsupported", 6},
      {"2026 Dec 24-Jan 03 off", "hours.unsupported", 0},
      {"2027 Jan 03-2026 Dec 24 off", "hours.range", 0},
      {"2026 off", "hours.unsupported", 0},
      {"2020-2030/2 Jan 01 off", "hours.unsupported", 9},
      {"Su[0] off", "hours.range", 3},
      {"Sa[4] +6 days off", "hours.unsupported", 6},
      {"ma 09:00-10:00", "hours.unexpected", 0},
      {"Mo \"unfinished", "hours.comment", 3},
      {"Mo \"\"", "hours.comment", 3},
      {"Mo \"caf\xe9\"", "hours.comment", 3},
      {"\"label\": off", "hours.unexpected", 7},
      {"|| open", "hours.unexpected", 0},
      {"Mo 10:00-12:00 ||", "hours.unexpected", 17},
      {"Mo 10:00-12:00,", "hours.unexpected", 15},
      {"open || 22:00-02:00", "hours.unsupported", 8},
      {"PH -2 days off", "hours.range", 4},
  };
  for (auto const& c : cases) {
    const auto parsed = parse(c.text);
    ASSERT_FALSE(parsed.schedule) << c.text << " as " << parsed.schedule->text();
    EXPECT_EQ(parsed.refused.key, c.key) << c.text << ": " << parsed.refused.message;
    EXPECT_EQ(parsed.refused.at, c.at) << c.text << ": " << parsed.refused.message;
    EXPECT_FALSE(parsed.refused.message.empty()) << c.text;
  }
}

TEST(HoursParse, RefusesALongText) {
  std::string text = "Mo 09:00-12:00";
  while (text.size() <= 2000) text += "; Mo 09:00-12:00";
  EXPECT_EQ(parse(text).refused.key, "hours.too_long");
}

}  // namespace
}  // namespace cote::guide::hours
