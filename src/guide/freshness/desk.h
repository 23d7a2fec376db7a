// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "db/db.h"
#include "guide/freshness/answer.h"
#include "guide/freshness/links.h"
#include "guide/freshness/store.h"
#include "kernel/html.h"
#include "web/http.h"

/// The desk of freshness: what is due, who to call, what services answered, which links broke.
namespace cote::guide::freshness {

namespace views {

struct Queue {
  store::Asked asked{};
  store::Counts counts{};
  std::vector<store::Row> rows{};
  std::string organisation_name{};  // when the queue is that of one
  std::string done{};               // a sentence about what was just done
};
Html queue(const web::Visit& visit, const Queue& queue);

struct One {
  store::Row row{};
  std::vector<FactCheck> checks{};
  std::vector<store::Verification> history{};
  std::string done{};
  Problems wrong{};
};
Html one(const web::Visit& visit, const One& one);

/// One answer beside what the record says now; `wrong` when it could not be published as it is.
struct Beside {
  store::Answer answer{};
  std::vector<Difference> changes{};
  Problems wrong{};
};
Html answers(const web::Visit& visit, const std::vector<Beside>& answers, const std::string& done);
Html links(const web::Visit& visit, const std::vector<BadLink>& links, bool checked);

/// What is shown of verification on the page of a record at the desk: each kind of fact, its day, and the
/// way to the page that changes it.
Html panel(const web::Visit& visit, const One& one);

}  // namespace views
class DeskPages {
 public:
  /// `links_checked`: the operator lets the house look at links.
  DeskPages(db::Db& database, bool links_are_checked) : db(database), links_checked(links_are_checked) {}

  void mount(web::Router& router) const;

  [[nodiscard]] web::Reply queue(const web::Visit& visit) const;
  [[nodiscard]] web::Reply one(const web::Visit& visit) const;
  [[nodiscard]] web::Reply answers(const web::Visit& visit) const;
  [[nodiscard]] web::Reply links(const web::Visit& visit) const;
  [[nodiscard]] web::Reply verify_one(const web::Visit& visit) const;
  [[nodiscard]] web::Reply verify_organisation(const web::Visit& visit) const;
  [[nodiscard]] web::Reply withdraw_one(const web::Visit& visit) const;
  [[nodiscard]] web::Reply bring_back_one(const web::Visit& visit) const;
  [[nodiscard]] web::Reply decide_answer(const web::Visit& visit) const;

 private:
  [[nodiscard]] std::vector<views::Beside> read_answers(const web::Visit& visit) const;

  db::Db& db;
  bool links_checked = false;
};

}  // namespace cote::guide::freshness
