// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "guide/desk/door.h"
#include "guide/desk/draft.h"
#include "guide/desk/duplicates.h"
#include "guide/desk/import_preview.h"
#include "guide/desk/rows.h"
#include "kernel/html.h"
#include "web/http.h"

/// Values in, pages out. No SQL here.
namespace cote::guide::desk::views {

struct LedgerLine {
  Time at{};
  std::string actor{};
  std::string action{};
};

/// A record with what surrounds it.
struct RecordPage {
  Record record{};
  std::string state{};  // "live", "archived"
  std::vector<Version> versions{};
  std::vector<DraftLine> drafts{};
  std::vector<LedgerLine> ledger{};
  std::int64_t neighbours = 0;  // other records at the same places
  Problems problems{};
  std::string note{};  // words of a form that came back
};
web::Reply record(const web::Visit& visit, const RecordPage& page);
/// The same, short, beside the list; `close` is the list without it.
Html panel(const web::Visit& visit, const RecordPage& page, std::string_view close);

struct VersionPage {
  Version version{};
  std::vector<Difference> changes{};     // from the one before
  std::vector<Difference> to_restore{};  // from what is public now
  bool is_live = false;
};
web::Reply version(const web::Visit& visit, const VersionPage& page);

struct DraftPage {
  Draft draft{};
  std::vector<Difference> changes{};
  std::vector<Clash> clashes{};     // with what was published since
  std::vector<DraftLine> others{};  // who else changes this record
  bool own = false;
  FourEyes four_eyes{};
  Problems problems{};
  std::string note{};
};
web::Reply draft(const web::Visit& visit, const DraftPage& page);

struct EditPage {
  Draft draft{};
  std::vector<DraftLine> others{};
  std::vector<FieldValue> words{};  // what a form that came back said
  Problems problems{};
  std::vector<Clash> clashes{};                               // with another window of the same person
  std::vector<std::pair<std::string, std::string>> topics{};  // id and label
};
web::Reply edit(const web::Visit& visit, const EditPage& page);

struct Choice {
  std::string value{};
  std::string label{};
};
/// A rubric with its topics.
struct RubricChoice {
  std::string value{};
  std::string label{};
  std::vector<Choice> topics{};
};
struct ListPage {
  rows::Filter filter{};
  rows::Page page{};
  std::int64_t count = 0;
  std::int64_t most = 0;    // how far was counted
  std::int64_t unmade = 0;  // changes of the Guide that the list does not show yet
  std::vector<Choice> communes{};
  std::vector<RubricChoice> rubrics{};
  std::optional<RecordPage> open{};   // the record beside the list
  std::vector<std::string> marked{};  // of a bulk form that came back
  Problems problems{};
};
web::Reply list(const web::Visit& visit, const ListPage& page);

struct TodayPage {
  struct Line {
    std::string key{};
    std::string path{};
    std::int64_t count = 0;
  };
  std::vector<Line> lines{};
  std::vector<DraftLine> to_review{};
  std::vector<DraftLine> mine{};
};
web::Reply today(const web::Visit& visit, const TodayPage& page);

struct NewPage {
  std::vector<Choice> organisations{};
  std::string organisation{};
  std::string name{};
  Problems problems{};
};
web::Reply new_record(const web::Visit& visit, const NewPage& page);

/// What would become of each record, and the button that does it.
struct BulkPage {
  Bulk bulk{};
  std::string topic{};  // in words; empty: there is none
  std::vector<BulkLine> lines{};
  std::string back{};
};
web::Reply bulk_outlook(const web::Visit& visit, const BulkPage& page);
web::Reply bulk_done(const web::Visit& visit, const std::vector<BulkLine>& lines, std::string_view back);

struct PairLine {
  Pair pair{};
  std::string name_a{};
  std::string name_b{};
};
web::Reply duplicates(const web::Visit& visit, const std::vector<PairLine>& pairs);

struct PairPage {
  Record keep{};
  Record gone{};
  Pair pair{};
  Problems problems{};
};
web::Reply pair(const web::Visit& visit, const PairPage& page);

web::Reply import_form(const web::Visit& visit, const Problems& problems);
web::Reply import_preview(const web::Visit& visit, const Preview& preview);

/// Not there, not yours, or too late.
web::Reply refusal(const web::Visit& visit, Fault fault);

}  // namespace cote::guide::desk::views

namespace cote::guide::desk {
/// Rubrics in their order, each with its topics, in this language or French. One statement.
std::vector<views::RubricChoice> rubric_choices(db::Session& session, std::string_view lang);
}  // namespace cote::guide::desk
