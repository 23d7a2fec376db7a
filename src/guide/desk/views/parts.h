// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "guide/desk/draft.h"
#include "kernel/html.h"
#include "kernel/result.h"
#include "kernel/text.h"
#include "web/http.h"

/// Pieces that several pages of the desk show.
namespace cote::guide::desk::views {

/// "23 novembre, 10 h 12"; with the year when it is not this one.
std::string moment(const Text& t, Time at, Time now);
std::string day(const Text& t, std::string_view iso_day, Time now);

/// "Numéro de téléphone 2, arabe".
std::string field_name(const Text& t, std::string_view path);
/// A value as people read it: choices in words, codes by their labels where there are.
std::string field_value(const Text& t, std::string_view path, std::string_view value);

/// A shape and words: "live", "archived", "proposed", "draft", "in_review", "returned".
/// Why and how a version came to be, in words; empty: nothing was noted.
std::string version_note(const Text& t, const Version& version);
Html sign(const Text& t, std::string_view state);
/// How old the facts are, as a shape and words.
Html age(const Text& t, std::string_view known_on, Date today);

/// Before and after, a row a field.
Html differences_table(const Text& t, const std::vector<Difference>& changes);

/// What is wrong, with a link to each field; nothing without problems.
Html error_summary(const Text& t, const Problems& problems);
/// The message of one field, or nothing.
Html error_of(const Text& t, const Problems& problems, std::string_view field);
/// The id of a field's box in a form.
std::string field_id(std::string_view path);

/// A form that posts to `path` with `inside`; carries the token.
Html post_form(const web::Visit& visit, std::string_view path, std::string_view css, const Html& inside);
/// A button that posts act=`act` to `path`.
Html act_button(const web::Visit& visit, std::string_view path, std::string_view act, std::string_view words,
                std::string_view css = "b");
Html hidden(std::string_view name, std::string_view value);

}  // namespace cote::guide::desk::views
