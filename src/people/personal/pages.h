// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "db/db.h"
#include "people/account.h"
#include "people/personal/personal.h"
#include "web/http.h"

/// What is held on people, for those who watch over it; one's own file, for everybody with an account; and
/// erasing a person.
namespace cote::people {

class PersonalPages {
 public:
  explicit PersonalPages(db::Db& db) : db_(db) {}
  void mount(web::Router& router);

 private:
  [[nodiscard]] web::Reply list(const web::Visit& visit, const Problems& problems) const;
  [[nodiscard]] web::Reply export_one(const web::Visit& visit) const;
  [[nodiscard]] web::Reply own(const web::Visit& visit) const;
  [[nodiscard]] web::Reply erasure_page(const web::Visit& visit, bool refused) const;
  [[nodiscard]] web::Reply erasure(const web::Visit& visit) const;

  db::Db& db_;
};

namespace views {
struct PersonalView {
  std::vector<personal::Figures> figures{};
  std::vector<Account> people{};  // to choose from; empty for who may not export
  std::string who{};
  std::string purpose{};
  Problems problems{};
};
web::Reply personal(const web::Visit& visit, const PersonalView& view);
/// What everybody with an account finds on her own page: her file, and who may do what.
Html own_data(const Text& t);
/// For the page of an account: how long it is kept, and the way to erase it for who may.
Html kept_until(const web::Visit& visit, const Account& account);
web::Reply erasure(const web::Visit& visit, const Account& account, bool last_administrator);
}  // namespace views

}  // namespace cote::people
