// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

#include "web/http.h"

namespace cote::web {

/// True when a browser says that a form comes from a page of another site: by Sec-Fetch-Site (Fetch
/// Metadata, W3C), else by Origin. Programs that say neither are let through: they carry no cookie of
/// anybody's, and pages for people signed in ask for the form's token as well.
bool sent_by_another_site(const Request& request, std::string_view origin);

}  // namespace cote::web
