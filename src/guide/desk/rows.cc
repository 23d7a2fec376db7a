// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/desk/rows.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "guide/codes.h"
#include "guide/desk/rows_words.h"
#include "guide/desk/store.h"
#include "guide/rules.h"

namespace cote::guide::desk::rows {
namespace {

/// A statement being put together, with its values.
struct Statement {
  static constexpr std::string_view kRows = "desk_row r";
  std::string from{kRows};
  std::string where{};
  std::string order = "r.slug";
  db::Binds binds{};

  void also(std::string_view condition) { where += fmt::format(" and {}", condition); }
  void also(std::string_view condition, std::string_view name, std::string_view value) {
    also(condition);
    binds.emplace_back(name, value);
  }
  /// Records with this key. The first one leads: its rows are already in the order of the list. It is a
  /// cross join because SQLite then reads it first, whatever else it might think of.
  void with_key(std::string_view name, std::string key) {
    if (from == kRows) {
      from = "desk_key lead cross join desk_row r";
      also(fmt::format("lead.word = :{} and r.service_id = lead.service_id", name));
      order = "lead.slug";
    } else {
      also(fmt::format("exists (select 1 from desk_key k where k.word = :{} and k.slug = r.slug)", name));
    }
    binds.emplace_back(name, std::move(key));
  }
};

/// A word that many records have is looked for in each row of the list, which ends early; a rare one gives
/// the rows itself.
constexpr std::int64_t kManyRecords = 5'000;

struct WordRange {
  std::string_view from_name;
  std::string_view to_name;
  std::string from{};
  std::string to{};
};
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kWordNames = {
    {{"w0", "w0to"}, {"w1", "w1to"}, {"w2", "w2to"}, {"w3", "w3to"}, {"w4", "w4to"}, {"w5", "w5to"}}};

/// A single letter or digit means itself, more the beginning of a word.
std::vector<WordRange> ranges(std::string_view words) {
  std::vector<WordRange> out;
  for (auto const& word : folded_words(words)) {
    if (out.size() == kWordNames.size()) break;
    auto const& [from, to] = kWordNames[out.size()];
    auto const end = word.size() == 1 ? word + "0" : after_prefix(word);
    out.push_back({from, to, "w:" + word, "w:" + end});
  }
  return out;
}

/// Whether many records have each. One statement.
std::vector<bool> common(db::Session& session, const std::vector<WordRange>& words) {
  std::vector<bool> out;
  std::string sql;
  db::Binds binds = {{"many", kManyRecords}};
  for (std::size_t i = 0; i < words.size(); ++i) {
    sql += fmt::format(
        "{}select {} as word, count(*) from (select 1 from desk_key where word >= :{} and word < :{} limit "
        ":many) k",
        i == 0 ? "" : " union all ", i, words[i].from_name, words[i].to_name);
    binds.emplace_back(words[i].from_name, words[i].from);
    binds.emplace_back(words[i].to_name, words[i].to);
  }
  for (auto const& [word, count] : session.all<std::int64_t, std::int64_t>(sql + " order by word", binds))
    out.push_back(count == kManyRecords);
  return out;
}

void add_words(db::Session& session, Statement& s, std::string_view words) {
  auto const wanted = ranges(words);
  // Words that hold no letter at all are found nowhere.
  if (wanted.empty()) {
    if (words.find_first_not_of(" \t") != std::string_view::npos) s.also("1 = 0");
    return;
  }
  auto const many = common(session, wanted);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    auto const range = fmt::format("w.word >= :{} and w.word < :{}", wanted[i].from_name, wanted[i].to_name);
    s.also(many[i] ? fmt::format("exists (select 1 from desk_key w where w.service_id = r.service_id and {})",
                                 range)
                   : fmt::format("r.slug in (select w.slug from desk_key w where {})", range));
    s.binds.emplace_back(wanted[i].from_name, wanted[i].from);
    s.binds.emplace_back(wanted[i].to_name, wanted[i].to);
  }
}

void add_freshness(Statement& s, std::string_view freshness, Date today) {
  auto const years_before = [&](int n) {
    return iso(Date(std::chrono::sys_days(today - std::chrono::years(n))));
  };
  if (freshness == "unknown") s.also("r.known_on = ''");
  if (freshness == "fresh") s.also("r.known_on >= :known_from", "known_from", years_before(1));
  if (freshness == "old") s.also("r.known_on <> '' and r.known_on < :known_to", "known_to", years_before(5));
  if (freshness == "to_confirm") {
    s.also("r.known_on >= :known_from", "known_from", years_before(5));
    s.also("r.known_on < :known_to", "known_to", years_before(1));
  }
}

void add_drafts(Statement& s, std::string_view draft, std::string_view account) {
  if (draft.empty()) return;
  if (draft == "mine") {
    s.also("r.service_id in (select d.service_id from guide_draft d where d.author_id = :account)", "account",
           account);
  } else if (draft == "any") {
    s.also("r.service_id in (select d.service_id from guide_draft d)");
  } else {
    s.also("r.service_id in (select d.service_id from guide_draft d where d.state = :draft)", "draft", draft);
  }
}

Statement filtered(db::Session& session, const Filter& f, const people::Predicate& limit,
                   std::string_view account, Date today) {
  Statement s{.where = limit.sql, .binds = limit.binds};
  if (!f.commune.empty()) s.with_key("commune", "c:" + f.commune);
  if (!f.rubric.empty()) s.with_key("rubric", "r:" + f.rubric);
  if (!f.state.empty()) s.also("r.state = :state", "state", f.state);
  if (!f.status.empty()) s.also("r.status = :status", "status", f.status);
  if (!f.organisation.empty()) s.also("r.organisation_id = :organisation", "organisation", f.organisation);
  add_words(session, s, f.words);
  add_freshness(s, f.freshness, today);
  add_drafts(s, f.draft, account);
  return s;
}

std::string draft_word(std::int64_t rank) {
  return rank == 3 ? "in_review" : rank == 2 ? "returned" : rank == 1 ? "draft" : "";
}

}  // namespace

Page list(db::Session& session, const Filter& filter, const people::Predicate& limit,
          std::string_view account, Date today, std::size_t size) {
  auto s = filtered(session, filter, limit, account, today);
  if (!filter.after.empty()) s.also(fmt::format("{} > :after", s.order), "after", filter.after);
  s.binds.emplace_back("most", size + 1);
  auto const sql = fmt::format(
      "select r.service_id, r.slug, r.name, r.organisation_id, r.organisation, r.locality, r.state, "
      "r.status, "
      "r.known_on, r.next_review, coalesce((select max(case d.state when 'in_review' then 3 when 'returned' "
      "then 2 else 1 end) from guide_draft d where d.service_id = r.service_id), 0) "
      "from {} where {} order by {} limit :most",
      s.from, s.where, s.order);
  Page page;
  for (auto& [service, slug, name, organisation_id, organisation, locality, state, status, known_on,
              next_review, draft] :
       session.all<std::string, std::string, std::string, std::string, std::string, std::string, std::string,
                   std::string, std::string, std::string, std::int64_t>(sql, s.binds)) {
    if (page.rows.size() == size) {
      page.more = true;
      break;
    }
    page.rows.push_back({.service = {std::move(service)},
                         .slug = std::move(slug),
                         .name = std::move(name),
                         .organisation_id = {std::move(organisation_id)},
                         .organisation = std::move(organisation),
                         .locality = std::move(locality),
                         .state = std::move(state),
                         .status = std::move(status),
                         .known_on = std::move(known_on),
                         .next_review = std::move(next_review),
                         .draft_state = draft_word(draft)});
  }
  return page;
}

std::int64_t count(db::Session& session, const Filter& filter, const people::Predicate& limit,
                   std::string_view account, Date today, std::int64_t most) {
  auto s = filtered(session, filter, limit, account, today);
  s.binds.emplace_back("most", most);
  auto const row = session.one<std::int64_t>(
      fmt::format("select count(*) from (select 1 from {} where {} limit :most) found", s.from, s.where),
      s.binds);
  return row ? std::get<0>(*row) : 0;
}

}  // namespace cote::guide::desk::rows
