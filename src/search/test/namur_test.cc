// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <fstream>

#include <gtest/gtest.h>

#include "kernel/csv.h"
#include "search/build.h"
#include "search/words.h"

namespace cote::search {
namespace {

csv::Table read_data(const char* name) {
  std::ifstream file(std::string(COTE_SOURCE_DIR) + "/data/" + name, std::ios::binary);
  return csv::parse(std::string(std::istreambuf_iterator<char>(file), {}));
}

// The services that ship, by their texts in every language alone; topics are not even needed.
struct Namur {
  std::vector<std::string> slugs{};
  std::unique_ptr<const Index> index{};
};

const Namur& namur() {
  static const Namur made = [] {
    Namur out;
    Builder builder;
    const csv::Table table = read_data("namur/services.csv");
    for (const csv::Row& row : table.rows) {
      Document document;
      for (std::size_t c = 0; c < row.cells.size(); ++c) {
        const std::string_view column = table.head[c];
        const std::size_t dot = column.find('.');
        if (dot == std::string_view::npos) continue;
        document.fields.push_back(
            {row.cells[c], column.substr(dot + 1), column.starts_with("name") ? 8.0F : 1.0F});
      }
      out.slugs.push_back(row.cells.at(0));
      builder.add(document);
    }
    out.index = builder.build();
    return out;
  }();
  return made;
}

std::string first(const char* words) {
  const Answer answer = namur().index->find({.words = words});
  return answer.hits.empty() ? "" : namur().slugs[answer.hits.front().doc];
}

TEST(SearchNamur, FindsEveryServiceByItsName) {
  const csv::Table table = read_data("namur/services.csv");
  const auto name = table.column("name.fr");
  ASSERT_TRUE(name);
  ASSERT_GE(table.rows.size(), 73U);
  for (const csv::Row& row : table.rows) {
    EXPECT_EQ(first(row.cells[*name].c_str()), row.cells[0]) << row.cells[*name];
  }
}

TEST(SearchNamur, FindsItFolded) {
  const csv::Table table = read_data("namur/services.csv");
  const auto name = table.column("name.fr");
  for (const csv::Row& row : table.rows) {
    EXPECT_EQ(first(fold(row.cells[*name]).c_str()), row.cells[0]) << fold(row.cells[*name]);
  }
}

TEST(SearchNamur, FindsItWithOneLetterMissing) {
  const csv::Table table = read_data("namur/services.csv");
  const auto name = table.column("name.fr");
  for (std::uint32_t doc = 0; doc < table.rows.size(); ++doc) {
    for (Word& word : words_of(table.rows[doc].cells[*name])) {
      if (word.form.size() < 8 || script_of(word.form) != Script::latin) continue;
      std::string slip = word.form;
      slip.erase(4, 1);
      const Answer answer = namur().index->find({.words = slip, .limit = 100});
      EXPECT_TRUE(std::any_of(answer.hits.begin(), answer.hits.end(), [&](const Hit& h) {
        return h.doc == doc;
      })) << slip;
    }
  }
}

TEST(SearchNamur, StaysSmall) { EXPECT_LT(namur().index->bytes(), 6'000'000U); }

}  // namespace
}  // namespace cote::search
