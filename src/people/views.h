// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

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

/// One field with its label and, above it, its mistake. `more` are attributes.
struct Field {
  std::string name{};
  std::string label{};
  std::string type = "text";
  std::string value{};
  std::string complete{};  // autocomplete
  std::string help{};
  bool needed = true;
};
Html field(const Text& t, const Field& field, const Problems& problems);
/// The mistakes that belong to no field, and a summary of the others, on top of a form.
Html mistakes(const Text& t, const Problems& problems);
std::string sentence(const Text& t, const Problem& problem);

web::Reply sign_in(const web::Visit& visit, const Onward& onward, std::string_view email,
                   const Problems& problems, bool was_out);
/// "Here are your words": sends a kept form again, now that she is signed in.
web::Reply send_again(const web::Visit& visit, const Onward& onward);
/// A page of one title and one paragraph, with a way on.
struct Notice {
  std::string title{};
  std::string words{};
  std::string way{};  // path; empty: none
  std::string way_words{};
  int status = 200;
};
web::Reply notice(const web::Visit& visit, const Notice& notice);

}  // namespace cote::people::views
