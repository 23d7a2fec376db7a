// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/multipart.h"

#include <random>

#include <gtest/gtest.h>

namespace cote::web {
namespace {

constexpr std::string_view kType = "multipart/form-data; boundary=----x1";

std::string part(const std::string& header, const std::string& body) {
  return "------x1\r\n" + header + "\r\n\r\n" + body + "\r\n";
}
const std::string kEnd = "------x1--\r\n";

TEST(Multipart, ReadsFieldsAndFiles) {
  auto const body = part("Content-Disposition: form-data; name=\"csrf\"", "abc") +
                    part(
                        "content-disposition: FORM-DATA; name=\"file\"; filename=\"a;b \\\"c\\\".csv\"\r\n"
                        "Content-Type: text/csv",
                        std::string("a,b\r\n\r\n--\r\n------x\r\n\0\xFF", 20)) +
                    part("Content-Disposition: form-data; name=empty; filename=\"\"", "") + kEnd;
  auto const parts = parse_multipart(kType, body);
  ASSERT_TRUE(parts);
  ASSERT_EQ(parts->size(), 3U);
  EXPECT_EQ((*parts)[0].name, "csrf");
  EXPECT_FALSE((*parts)[0].filename);
  EXPECT_EQ((*parts)[0].body, "abc");
  EXPECT_EQ((*parts)[1].filename, "a;b \"c\".csv");
  EXPECT_EQ((*parts)[1].body, std::string_view("a,b\r\n\r\n--\r\n------x\r\n\0\xFF", 20))
      << "files as they came";
  EXPECT_EQ((*parts)[2].name, "empty");
  auto const fields = fields_of_multipart(kType, body);
  EXPECT_EQ(fields.get("file.filename"), "a;b \"c\".csv");
  EXPECT_EQ(fields.get("csrf"), "abc");
}

TEST(Multipart, RefusesWhatIsNone) {
  auto const good = part("Content-Disposition: form-data; name=\"a\"", "1") + kEnd;
  ASSERT_TRUE(parse_multipart(kType, good));
  for (auto const* type : {"", "text/plain; boundary=----x1", "multipart/form-data",
                           "multipart/form-data; boundary=", "multipart/form-data; boundary=\"----x1",
                           "multipart/form-data; boundary=----x2",
                           "multipart/form-data; boundary="
                           "1234567890123456789012345678901234567890123456789012345678901234567890x"})
    EXPECT_FALSE(parse_multipart(type, good)) << type;
  for (auto const& body :
       {std::string(), std::string("------x1"), good.substr(0, good.size() - 6), "x" + good,
        part("Content-Disposition: form-data", "1") + kEnd,
        part("Content-Disposition: attachment; name=\"a\"", "1") + kEnd, part("X: y", "1") + kEnd,
        part("Content-Disposition: form-data; name=\"\"", "1") + kEnd,
        part("Content-Disposition: form-data; name=\"a\"\r\nX: " + std::string(5000, 'x'), "1") + kEnd,
        std::string("------x1\r\n\r\n1\r\n------x1--\r\n")})
    EXPECT_FALSE(parse_multipart(kType, body)) << body.substr(0, 80);
  std::string many;
  for (int i = 0; i < 201; ++i) many += part("Content-Disposition: form-data; name=\"a\"", "1");
  EXPECT_FALSE(parse_multipart(kType, many + kEnd));
  EXPECT_EQ(fields_of_multipart(kType, "nonsense").pairs().size(), 0U);
}

TEST(Multipart, NeverReadsOutside) {
  auto const good = part("Content-Disposition: form-data; name=\"a\"; filename=\"b\"", "1\r\n--") + kEnd;
  std::mt19937 random(5);
  for (int i = 0; i < 20'000; ++i) {
    auto body = good;
    for (int n = 0; n < 3; ++n) {
      auto const at = random() % body.size();
      if (random() % 2 == 0) {
        body.erase(at, random() % 4);
      } else {
        body.insert(at, 1, "\r\n-;=\"x"[random() % 7]);
      }
      if (body.empty()) body = "-";
    }
    auto const parts = parse_multipart(kType, body);
    if (!parts) continue;
    for (auto const& p : *parts) {
      ASSERT_TRUE(p.body.data() >= body.data() && p.body.data() + p.body.size() <= body.data() + body.size());
    }
  }
}

}  // namespace
}  // namespace cote::web
