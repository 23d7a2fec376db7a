// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "guide/model.h"

/// How our words and those of HSDS 3 (Human Services Data Specification) stand for each other: shared by
/// import and export, so that what leaves can come back.
namespace cote::guide::hsds {

/// Our two taxonomies. Topics are terms of the first, each below the term of its rubric. What HSDS has no
/// field for (admission, capacity, how exact a place is…) travels as terms of the second: "facts".
const std::string& topics_taxonomy();
const std::string& facts_taxonomy();
/// The term of a topic, a rubric or a fact such as "audience.women": always the same UUID.
std::string topic_term(std::string_view topic_id);
std::string rubric_term(std::string_view rubric_id);
std::string fact_term(std::string_view code);

/// `id` in lower case when it is a UUID, otherwise the UUID of `seed`.
std::string uuid_or(std::string_view id, std::string_view seed);

/// "active", "inactive", "defunct", "temporarily closed". HSDS cannot say moved or merged: both are
/// "inactive", and the fact "status.moved" or "status.merged" goes with them.
std::string_view status_name(Status status);
std::optional<Status> status_named(std::string_view name);

/// HSDS phone types are free text: "voice", "cell", "fax", "text", "video", and the spellings of 1.x.
std::string_view channel_name(Channel channel);
Channel channel_named(std::string_view name);

/// How a language that nobody on the staff speaks is served, as an English note: "interpreter by phone",
/// "on request"; empty for staff.
std::string_view spoken_note(Spoken how);
Spoken spoken_noted(std::string_view note);

/// A BCP 47 tag for what a file gives as a language: a tag ("fr", "zh-Hant"), an ISO 639-2 or -3 code
/// ("eng"), or a name in English or French ("Urdu", "anglais"). None when it is not known to ICU.
std::optional<std::string> language_tag(std::string_view code_or_name);
/// The name of a language in `lang`, by CLDR; the tag when CLDR has none.
std::string language_name(std::string_view tag, std::string_view lang);

}  // namespace cote::guide::hsds
