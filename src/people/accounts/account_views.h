// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kernel/html.h"
#include "kernel/result.h"
#include "kernel/text.h"
#include "people/account.h"
#include "people/accounts/accounts.h"
#include "web/http.h"

/// The pages of one's own account, and those where an administrator looks after everybody's.
namespace cote::people::views {

/// One's own account.
struct Mine {
  Account account{};
  std::vector<SessionRow> sessions{};
  std::string current{};  // the session of this request
  std::int64_t codes = 0;
  std::string done{};  // what just happened: "password"; empty: nothing
  Problems problems{};
  std::string asked{};    // the form the problems belong to: "password", "address"
  std::string address{};  // as typed
};
web::Reply account(const web::Visit& visit, const Mine& mine);

/// A part of such a page, with a title.
Html part(std::string_view anchor, std::string_view title, const Html& inner);
/// Sessions with a button each but for `current`; `base` is where ending one is posted.
Html session_list(const web::Visit& visit, const std::vector<SessionRow>& sessions, std::string_view current,
                  std::string_view base, const Text& t);
/// What just happened, by its word; nothing for an unknown one.
Html said(const Text& t, std::string_view done);

/// Making a second factor.
struct Enrolment {
  std::string key{};
  std::string uri{};
  std::string then{};
  bool again = false;  // there is one already: asks for the password too
  bool needed = false;
  Problems problems{};
};
web::Reply enrol(const web::Visit& visit, const Enrolment& enrolment);
web::Reply recovery_codes(const web::Visit& visit, const std::vector<std::string>& codes,
                          std::string_view then);

/// Everybody's.
web::Reply accounts(const web::Visit& visit, const std::vector<Account>& all);

/// Organisations a partner may be of: id and name.
using Choices = std::vector<std::pair<std::string, std::string>>;

struct Form {
  Wish wish{};
  Problems problems{};
  Choices organisations{};
};
web::Reply invite(const web::Visit& visit, const Form& form);

struct Theirs {
  Account account{};
  std::vector<SessionRow> sessions{};
  Form form{};
  std::string done{};
};
web::Reply one_account(const web::Visit& visit, const Theirs& theirs);

/// "lundi 23 novembre 2026, 10 h 04": an instant as people here read it.
std::string moment(const Text& t, Time at);

}  // namespace cote::people::views
