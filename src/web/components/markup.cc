// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/components/markup.h"

namespace cote::html {

Html json_ld_block(const json::object& data) { return HtmlWriter::json_ld(boost::json::serialize(data)); }

}  // namespace cote::html
