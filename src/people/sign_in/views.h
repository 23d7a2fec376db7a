// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kernel/html.h"
#include "kernel/result.h"
#include "kernel/text.h"
#include "web/http.h"

/// What the pages of the door look like. A function a page.
namespace cote::people::views {

/// What a form brings along from page to page: where somebody wanted to go, and the words of a form that
/// met the end of a session.
struct Onward {
  std::string then{};
  std::string kept{};  // as a query string; empty: none
};
Html onward_fields(const Onward& onward);
Html hidden(std::string_view name, std::string_view value);

/// One field with its label and, above it, its mistake.
struct Field {
  std::string name{};
  std::string label{};
  std::string type = "text";
  std::string value{};
  std::string complete{};  // autocomplete
  std::string help{};
  bool needed = true;
  std::string form{};  // several forms on a page: put before the name, so that ids stay apart
};
Html field(const Text& t, const Field& field, const Problems& problems);
/// French or English, the chosen one marked.
Html language_choice(const Text& t, std::string_view chosen);
/// A summary of the mistakes, on top of a form.
Html mistakes(const Text& t, const Problems& problems, std::string_view form = {});
std::string sentence(const Text& t, const Problem& problem);
/// 200 without mistakes, 422 with, 429 when one is that somebody has to wait.
int status_of(const Problems& problems);
/// A form by POST with the token of the session, and a button.
Html act(const web::Visit& visit, std::string_view path, const Html& fields, std::string_view words,
         bool strong = true);

/// How people sign in here besides a password: the name of the provider; empty: only by password.
struct Provider {
  std::string label{};
};

web::Reply sign_in(const web::Visit& visit, const Onward& onward, std::string_view email,
                   const Problems& problems, bool was_out, const Provider& provider);
web::Reply second(const web::Visit& visit, const Onward& onward, const Problems& problems);
web::Reply setup(const web::Visit& visit, const web::Fields& form, const Problems& problems);
web::Reply forgotten(const web::Visit& visit, std::string_view email);
/// The page of an invitation or of a forgotten password: one new password.
web::Reply choose_password(const web::Visit& visit, std::string_view path, std::string_view name,
                           std::string_view email, bool invited, const Problems& problems);
/// "Here are your words": sends a kept form again, now that she is signed in.
web::Reply send_again(const web::Visit& visit, const Onward& onward);

/// On the way to the identity provider at `address`.
web::Reply leaving(const web::Visit& visit, const std::string& address, const Provider& provider);

/// A page of one title and one paragraph, with a way on.
struct Notice {
  std::string title{};
  std::string words{};
  std::string way{};  // path; empty: none
  std::string way_words{};
  int status = 200;
};
web::Reply notice(const web::Visit& visit, const Notice& notice);
/// One question and one button that answers yes.
web::Reply confirm(const web::Visit& visit, std::string_view title, std::string_view words,
                   std::string_view path, std::string_view button_words);
/// The page of a link that does not open any more ("used", "expired") or never did ("unknown").
web::Reply dead_link(const web::Visit& visit, std::string_view state);

}  // namespace cote::people::views
