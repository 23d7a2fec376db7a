// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/csv.h"

#include <random>

#include <gtest/gtest.h>

namespace cote::csv {
namespace {

using Cells = std::vector<std::string>;

TEST(KernelCsv, ReadsWhatRfc4180Describes) {
  struct {
    const char* what;
    std::string text;
    Cells head;
    std::vector<Cells> rows;
  } const cases[] = {
      {"plain", "a,b\n1,2\n", {"a", "b"}, {{"1", "2"}}},
      {"carriage returns", "a,b\r\n1,2\r\n", {"a", "b"}, {{"1", "2"}}},
      {"no newline at the end", "a,b\n1,2", {"a", "b"}, {{"1", "2"}}},
      {"byte-order mark",
       "\xEF\xBB\xBF"
       "a,b\n1,2\n",
       {"a", "b"},
       {{"1", "2"}}},
      {"semicolons", "a;b\n1,5;2\n", {"a", "b"}, {{"1,5", "2"}}},
      {"quoted comma in the head does not count", "\"a;x;y\",b\n1,2\n", {"a;x;y", "b"}, {{"1", "2"}}},
      {"quotes and newlines inside", "a,b\n\"x \"\"y\"\"\nz\",2\n", {"a", "b"}, {{"x \"y\"\nz", "2"}}},
      {"empty cells", "a,b,c\n,,\n", {"a", "b", "c"}, {{"", "", ""}}},
      {"spaces are kept", "a,b\n x ,\" y \"\n", {"a", "b"}, {{" x ", " y "}}},
      {"blank lines are no rows", "a\n\n1\n\n", {"a"}, {{"1"}}},
      {"short and long rows are kept as they are", "a,b\n1\n1,2,3\n", {"a", "b"}, {{"1"}, {"1", "2", "3"}}},
      {"nothing", "", {}, {}},
  };
  for (auto const& c : cases) {
    std::string error = "not cleared";
    auto const table = parse(c.text, &error);
    EXPECT_EQ(error, "") << c.what;
    EXPECT_EQ(table.head, c.head) << c.what;
    std::vector<Cells> rows;
    for (auto const& row : table.rows) rows.push_back(row.cells);
    EXPECT_EQ(rows, c.rows) << c.what;
  }
}

TEST(KernelCsv, KnowsTheLineWhereEachRowBegan) {
  auto const table = parse("a,b\n1,\"x\ny\nz\"\n\n2,q\n\"k\nl\",3\n4,4\n");
  std::vector<std::size_t> lines;
  for (auto const& row : table.rows) lines.push_back(row.line);
  EXPECT_EQ(lines, (std::vector<std::size_t>{2, 6, 7, 9}));
}

TEST(KernelCsv, AQuoteThatNeverClosesIsReportedWithItsLine) {
  std::string error;
  auto const table = parse("a,b\n1,2\n3,\"open\n4,5\n", &error);
  EXPECT_EQ(error, "line 3: a quote opens and never closes");
  ASSERT_EQ(table.rows.size(), 2u);
  EXPECT_EQ(table.rows[0].cells, (Cells{"1", "2"}));
  EXPECT_EQ(table.rows[1].cells, (Cells{"3", "open\n4,5\n"}));
}

TEST(KernelCsv, FindsColumnsByExactName) {
  auto const table = parse("id,label.fr\n1,x\n");
  EXPECT_EQ(table.column("label.fr"), 1u);
  EXPECT_EQ(table.column("label"), std::nullopt);
}

TEST(KernelCsv, WhatIsWrittenIsReadBack) {
  std::mt19937 random(20261123);
  std::string const pieces[] = {"a", ",", ";", "\"", "\n", "\r", " ", "é", "العربية", "", "x\"y", "\t"};
  auto const pick = [&](std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(random);
  };
  for (int round = 0; round < 2000; ++round) {
    std::vector<Cells> rows;
    std::string text = "h1,h2\r\n";
    for (std::size_t r = 0, n = pick(4); r < n; ++r) {
      Cells cells;
      for (std::size_t c = 0, m = 1 + pick(4); c < m; ++c) {
        std::string cell;
        for (std::size_t p = 0, k = pick(5); p < k; ++p) cell += pieces[pick(std::size(pieces))];
        cells.push_back(cell);
      }
      text += line(cells);
      rows.push_back(cells);
    }
    std::string error;
    auto const table = parse(text, &error);
    ASSERT_EQ(error, "") << text;
    ASSERT_EQ(table.rows.size(), rows.size()) << text;
    for (std::size_t r = 0; r < rows.size(); ++r) ASSERT_EQ(table.rows[r].cells, rows[r]) << text;
  }
}

}  // namespace
}  // namespace cote::csv
