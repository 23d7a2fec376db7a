// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "people/accounts/account_views.h"
#include "people/accounts/accounts.h"
#include "people/door.h"
#include "people/links/links.h"
#include "people/sign_in/views.h"
#include "web/http.h"

/// The pages of the door, of one's own account, and of everybody's, and the guard that stands in the door.
namespace cote::people {

struct PagesOptions {
  std::string origin{};  // where this house is, for links in messages; empty: only on this machine
  /// Organisations a partner may be of, by name. People know nothing of services, so they ask.
  std::function<views::Choices()> organisations{};
};

/// What all pages of this room stand on.
struct Office {
  Door door;
  Links links{door};
  Accounts accounts{door, links};
  PagesOptions options{};

  Office(db::Db& db, DoorOptions door_options, PagesOptions page_options);
  Office(const Office&) = delete;

  /// The origin that links in messages get: the operator's, else the one asked under when that is this
  /// machine. Empty otherwise: a forged Host must not get into a message.
  [[nodiscard]] std::string origin_for(const web::Visit& visit) const;
  [[nodiscard]] std::optional<Present> who(const web::Visit& visit);

  /// How people sign in besides a password.
  views::Provider provider{};
  /// In a house without accounts: what /setup asks for, so that no stranger takes it. Printed by
  /// `coteacote serve`. Empty when there was an account at the start.
  std::string setup_code{};
};

/// /sign-in, /sign-in/code, /sign-out, /setup, /forgotten, /invitation/{token}, /reset/{token}
class DoorPages {
 public:
  explicit DoorPages(std::shared_ptr<Office> office) : office_(std::move(office)) {}
  void mount(web::Router& router);

  /// Fits Site::guard. Whose session is it, may she, does the form carry her token? Sends to the sign-in
  /// page and keeps where she wanted to go; words posted after a time-out come back after signing in.
  std::optional<web::Reply> guard(const web::Route& route, web::Visit& visit);

  /// After a sign-in: on to where she wanted to go, to the second factor, or back to her words.
  static web::Reply onward(const web::Visit& visit, const Pass& pass, const views::Onward& wanted);

 private:
  web::Reply sign_in_page(const web::Visit& visit);
  web::Reply sign_in(const web::Visit& visit);
  web::Reply code_page(const web::Visit& visit);
  web::Reply code(const web::Visit& visit);
  web::Reply sign_out(const web::Visit& visit);
  web::Reply setup_page(const web::Visit& visit);
  web::Reply setup(const web::Visit& visit);
  web::Reply forgotten_page(const web::Visit& visit);
  web::Reply forgotten(const web::Visit& visit);
  web::Reply link_page(const web::Visit& visit, LinkKind kind);
  web::Reply take_link(const web::Visit& visit, LinkKind kind);

  std::shared_ptr<Office> office_;
};

/// /account and what hangs on it
class AccountPages {
 public:
  explicit AccountPages(std::shared_ptr<Office> office) : office_(std::move(office)) {}
  void mount(web::Router& router);

 private:
  web::Reply page(const web::Visit& visit);
  web::Reply page_with(const web::Visit& visit, const Present& present, views::Mine mine);
  web::Reply save(const web::Visit& visit);
  web::Reply password(const web::Visit& visit);
  web::Reply second_page(const web::Visit& visit);
  web::Reply second(const web::Visit& visit);
  web::Reply codes(const web::Visit& visit);
  web::Reply sessions(const web::Visit& visit);
  web::Reply address(const web::Visit& visit);
  web::Reply address_page(const web::Visit& visit);
  web::Reply take_address(const web::Visit& visit);

  std::shared_ptr<Office> office_;
};

/// /desk/accounts, for administrators
class AccountsPages {
 public:
  explicit AccountsPages(std::shared_ptr<Office> office) : office_(std::move(office)) {}
  void mount(web::Router& router);

 private:
  web::Reply list(const web::Visit& visit);
  web::Reply invite_page(const web::Visit& visit);
  web::Reply invite(const web::Visit& visit);
  web::Reply one(const web::Visit& visit);
  web::Reply one_with(const web::Visit& visit, const Wish* wish, const Problems& problems);
  web::Reply change(const web::Visit& visit);
  web::Reply invite_again(const web::Visit& visit);
  web::Reply state(const web::Visit& visit);
  web::Reply remove_second(const web::Visit& visit);
  web::Reply sessions(const web::Visit& visit);
  web::Reply outcome(const web::Visit& visit, const Result<bool>& result, std::string_view done);
  [[nodiscard]] views::Choices organisations() const;

  std::shared_ptr<Office> office_;
};

/// The whole room, as the house mounts it. Copies share one office.
class Room {
 public:
  Room(db::Db& db, DoorOptions door_options = {}, PagesOptions page_options = {})
      : office_(std::make_shared<Office>(db, std::move(door_options), std::move(page_options))) {}
  void mount(web::Router& router);
  /// Fits Site::guard.
  std::optional<web::Reply> guard(const web::Route& route, web::Visit& visit) {
    return DoorPages(office_).guard(route, visit);
  }
  [[nodiscard]] const std::shared_ptr<Office>& office() const { return office_; }

 private:
  std::shared_ptr<Office> office_;
};

/// A way within this site, "/desk?x=1": "/desk" for anything that could lead elsewhere.
std::string local_path(std::string_view wanted);
views::Onward onward_of(const web::Fields& fields);

/// The visit of somebody not signed in, in a language these pages have: French or English.
web::Visit in_work_language(web::Visit visit);

}  // namespace cote::people
