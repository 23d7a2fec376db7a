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
  std::string from{};
  std::string where{};
  std::string order = "r.slug";
  db::Binds binds{};

  void also(std::string_view condition) { where += fmt::format(" and {}", condition); }
  void also(std::string_view condition, std::string_view name, std::string_view value) {
    also(condition);
    binds.emplace_back(name, value);
  }
  /// Records with this key. The first one leads: its rows are already in the order of the list.
  void with_key(std::string_view name, std::string key) {
    if (from.empty()) {
      from = fmt::format(" join desk_key lead on lead.slug = r.slug and lead.word = :{}", name);
      order = "lead.slug";
    } else {
      also(fmt::format("exists (select 1 from desk_key k where k.word = :{} and k.slug = r.slug)", name));
    }
    binds.emplace_back(name, std::move(key));
  }
};

void add_words(Statement& s, std::string_view words) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kNames = {
      {{"w0", "w0to"}, {"w1", "w1to"}, {"w2", "w2to"}, {"w3", "w3to"}, {"w4", "w4to"}, {"w5", "w5to"}}};
  std::size_t i = 0;
  for (auto const& word : folded_words(words)) {
    if (i == kNames.size()) break;
    auto const& [from, to] = kNames[i++];
    s.also(fmt::format("r.slug in (select w.slug from desk_key w where w.word >= :{} and w.word < :{})", from,
                       to));
    s.binds.emplace_back(from, "w:" + word);
    s.binds.emplace_back(to, "w:" + after_prefix(word));
  }
  // Words that hold no letter at all are found nowhere.
  if (i == 0 && words.find_first_not_of(" \t") != std::string_view::npos) s.also("1 = 0");
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

Statement filtered(const Filter& f, const people::Predicate& limit, std::string_view account, Date today) {
  Statement s{.where = limit.sql, .binds = limit.binds};
  if (!f.commune.empty()) s.with_key("commune", "c:" + f.commune);
  if (!f.rubric.empty()) s.with_key("rubric", "r:" + f.rubric);
  if (!f.state.empty()) s.also("r.state = :state", "state", f.state);
  if (!f.status.empty()) s.also("r.status = :status", "status", f.status);
  if (!f.organisation.empty()) s.also("r.organisation_id = :organisation", "organisation", f.organisation);
  add_words(s, f.words);
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
  auto s = filtered(filter, limit, account, today);
  if (!filter.after.empty()) s.also(fmt::format("{} > :after", s.order), "after", filter.after);
  s.binds.emplace_back("most", size + 1);
  auto const sql = fmt::format(
      "select r.service_id, r.slug, r.name, r.organisation_id, r.organisation, r.locality, r.state, "
      "r.status, "
      "r.known_on, r.next_review, coalesce((select max(case d.state when 'in_review' then 3 when 'returned' "
      "then 2 else 1 end) from guide_draft d where d.service_id = r.service_id), 0) "
      "from desk_row r{} where {} order by {} limit :most",
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
  auto s = filtered(filter, limit, account, today);
  s.binds.emplace_back("most", most);
  auto const row = session.one<std::int64_t>(
      fmt::format("select count(*) from (select 1 from desk_row r{} where {} limit :most) found", s.from,
                  s.where),
      s.binds);
  return row ? std::get<0>(*row) : 0;
}

}  // namespace cote::guide::desk::rows
