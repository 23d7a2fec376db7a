// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/hsds/names.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "kernel/id.h"

namespace cote::guide::hsds {
namespace {

constexpr std::pair<Channel, std::string_view> kChannels[] = {
    {Channel::voice, "voice"},
    {Channel::mobile, "cell"},
    {Channel::fax, "fax"},
    {Channel::text, "text"},
    {Channel::video, "video"},
    // Other spellings seen in the wild; the first of each channel above is the one we write.
    {Channel::mobile, "mobile"},
    {Channel::text, "sms"},
    {Channel::text, "textphone"},
    {Channel::text, "tty"}};

}  // namespace

const std::string& topics_taxonomy() {
  static const std::string id = uuid_of("taxonomy:topics");
  return id;
}
const std::string& facts_taxonomy() {
  static const std::string id = uuid_of("taxonomy:facts");
  return id;
}
std::string topic_term(std::string_view topic_id) {
  return uuid_or(topic_id, "taxonomy_term:topic:" + std::string(topic_id));
}
std::string rubric_term(std::string_view rubric_id) {
  return uuid_or(rubric_id, "taxonomy_term:rubric:" + std::string(rubric_id));
}
std::string fact_term(std::string_view code) { return uuid_of("taxonomy_term:fact:" + std::string(code)); }

std::string uuid_or(std::string_view id, std::string_view seed) {
  if (!is_uuid(id)) return uuid_of(seed);
  std::string lower(id);
  for (auto& c : lower)
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

std::string_view status_name(Status status) {
  switch (status) {
    case Status::active:
      return "active";
    case Status::temporarily_closed:
      return "temporarily closed";
    case Status::closed:
      return "defunct";
    case Status::moved:
    case Status::merged:
      return "inactive";
  }
  return "active";
}
std::optional<Status> status_named(std::string_view name) {
  if (name == "active") return Status::active;
  if (name == "temporarily closed") return Status::temporarily_closed;
  if (name == "inactive" || name == "defunct") return Status::closed;
  return std::nullopt;
}

std::string_view channel_name(Channel channel) {
  return std::ranges::find(kChannels, channel, &std::pair<Channel, std::string_view>::first)->second;
}
Channel channel_named(std::string_view name) {
  auto const* const found = std::ranges::find(kChannels, name, &std::pair<Channel, std::string_view>::second);
  return found == std::end(kChannels) ? Channel::voice : found->first;
}

std::string_view spoken_note(Spoken how) {
  if (how == Spoken::interpreter_by_phone) return "interpreter by phone";
  return how == Spoken::on_request ? "on request" : "";
}
Spoken spoken_noted(std::string_view note) {
  for (auto const how : {Spoken::interpreter_by_phone, Spoken::on_request})
    if (note.starts_with(spoken_note(how))) return how;
  return Spoken::staff;
}

}  // namespace cote::guide::hsds
