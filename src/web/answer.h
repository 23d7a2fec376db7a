// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "web/site.h"

namespace cote::web {

/// Site::answer without what depends on the copy that the reader holds: the whole reply to a GET, tagged,
/// never 304, and with its body for HEAD. This is what a cache keeps.
Reply whole_answer(const Site& site, const Request& request, std::string* route_name = nullptr);

/// The page of an error met before the site was asked, in the language of Accept-Language if that much
/// was read. Like the other: every header, nothing thrown.
Reply refused_answer(const Site& site, const Request& request, int status);

/// Tells the operator of an exception, with the request's id.
void report(const Site& site, std::string_view id, std::string_view what);

/// "https://guide.example.org" for this request: the operator's, or from Host. Empty when Host is none
/// of ours to repeat (letters, digits, '.', '-', ':', '[' and ']' only).
std::string origin_of(const Site& site, const Request& request);

}  // namespace cote::web
