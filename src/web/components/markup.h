// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/html.h"
#include "kernel/json.h"

/// Markup that kernel/html.h has no tag for: drawings, and data for machines.
namespace cote::html {

#define COTE_TAG(function, tag)                                            \
  template <class... Parts>                                                \
  Html function(Parts&&... parts) {                                        \
    return HtmlWriter::element(tag, false, std::forward<Parts>(parts)...); \
  }
// clang-format off
COTE_TAG(svg, "svg") COTE_TAG(svg_g, "g") COTE_TAG(svg_path, "path") COTE_TAG(svg_circle, "circle")
COTE_TAG(svg_text, "text") COTE_TAG(svg_use, "use") COTE_TAG(svg_a, "a") COTE_TAG(svg_title, "title")
COTE_TAG(caption, "caption") COTE_TAG(fieldset, "fieldset") COTE_TAG(legend, "legend")
COTE_TAG(script_file, "script") COTE_TAG(code, "code")
// clang-format on
#undef COTE_TAG

    /// `<script type="application/ld+json">`: a block of data, which browsers do not run and the content
    /// policy allows. '<', '>' and '&' are written as JSON escapes, so nothing in it can end the block.
    Html json_ld_block(const json::object& data);

}  // namespace cote::html
