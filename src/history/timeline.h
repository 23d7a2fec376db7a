// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "history/model.h"
#include "kernel/json.h"

/// TimelineJS 3, the JSON that Knight Lab's timelines are made of
/// (https://timeline.knightlab.com/docs/json-format.html): `events` with `start_date`, `text`, `group` and
/// `unique_id`. Its texts are HTML: ours are written escaped, and tags in what is read are dropped.
namespace cote::history::timeline {

/// The history in `lang`, first wording where it has none. `group` is the label of the main theme. What
/// TimelineJS has no place for (all themes, room, pictogram, large or not) stands in `coteacote` of each
/// event, which TimelineJS ignores, so that nothing is lost on the way back.
json::object write(const History& history, std::string_view lang, std::string_view title = {});

/// An event that was left out: where ("events[3]"), its unique_id if it has one, and why, in English.
struct Reject {
  std::string where{};
  std::string id{};
  std::string reason{};
};
struct Read {
  History history{};  // texts in `lang`, entries by date
  std::vector<Reject> rejects{};
  std::size_t records = 0;  // events seen
};

/// Reads a TimelineJS document whose texts are in `lang`. Events without a usable start date (years 1 to
/// 9999; numbers may be written as strings) or without a headline, and those whose unique_id came before,
/// are rejected one by one. An event without a unique_id is named after its year and place. Groups
/// become themes. Throws nothing: a text that is no such document gives one reject and no entry.
Read read(std::string_view text, std::string_view lang);

}  // namespace cote::history::timeline
