// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "kernel/html.h"
#include "kernel/text.h"
#include "web/http.h"

/// The access table as a page that everybody signed in may read, and as files for those who audit it.
namespace cote::people {

class AccessPages {
 public:
  void mount(web::Router& router) const;
};

/// Pure: the table as CSV (role, compartment, action, scope; a line a grant) and as JSON.
std::string access_csv();
std::string access_json();

/// The links between the pages of trust (ledger, access, personal data) that this visitor may open.
Html trust_tabs(const web::Visit& visit, const Text& t, std::string_view current);

}  // namespace cote::people
