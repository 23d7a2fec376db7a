// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/snapshot.h"

#include <algorithm>

#include "guide/indexing.h"
#include "guide/rules.h"

namespace cote::guide {
namespace {

using Positions = std::unordered_map<std::string, std::uint32_t>;

constexpr std::uint32_t kNone = 0xffffffff;

template <class T>
const T* at(const std::vector<T>& all, const Positions& positions, std::string_view key) {
  auto const found = positions.find(std::string(key));
  return found == positions.end() ? nullptr : &all[found->second];
}

struct Named {
  std::string folded;
  Snapshot::Spot spot;
};

}  // namespace

struct Snapshot::Lookups {
  Positions services, slugs, old_slugs, organisations, organisation_slugs, places, topics, rubrics, communes;
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_organisation, by_place;
  std::unordered_map<std::string, std::uint32_t> in_rubric;
  std::unordered_map<std::string, std::uint32_t> schedule_of;  // AtPlace or Phone id → schedules
  std::vector<std::uint32_t> board_row;                        // of each schedule
  std::vector<Named> spots;                                    // sorted by folded name
};

namespace {

const hours::Schedule& unknown_hours() {
  static const hours::Schedule unknown;
  return unknown;
}

Positions positions_by(const auto& all, auto key) {
  Positions out;
  out.reserve(all.size());
  for (std::uint32_t n = 0; n < all.size(); ++n) out.emplace(key(all[n]), n);
  return out;
}

std::vector<Named> spots_of(const Catalogue& c) {
  std::vector<Named> spots;
  auto const add = [&](std::string_view typed, const std::string& name, double lat, double lon) {
    search::Point const point{static_cast<float>(lat), static_cast<float>(lon)};
    spots.push_back({search::fold(typed), {point, name}});
  };
  for (auto const& commune : c.communes) {
    add(commune.name, commune.name, commune.lat, commune.lon);
    for (auto const& code : commune.postal_codes)
      add(code, code + " " + commune.name, commune.lat, commune.lon);
  }
  for (auto const& village : c.localities) add(village.name, village.name, village.lat, village.lon);
  // Stable: a commune wins over a village of the same name.
  std::ranges::stable_sort(spots, {}, &Named::folded);
  return spots;
}

/// Parses every distinct hours text once; unreadable ones stay unknown and are reported.
struct Timetables {
  Snapshot& snapshot;
  Snapshot::Lookups& lookups;
  std::vector<std::string>* warnings;

  void add(const std::string& id, const std::string& text, std::string_view slug) {
    if (text.empty()) return;
    auto parsed = hours::parse(text);
    if (!parsed.schedule) {
      if (warnings != nullptr)
        warnings->push_back("hours of " + std::string(slug) + " not understood: " + parsed.refused.message);
      return;
    }
    auto const n = static_cast<std::uint32_t>(snapshot.schedules.size());
    lookups.board_row.push_back(snapshot.board.add(*parsed.schedule));
    snapshot.schedules.push_back(std::move(*parsed.schedule));
    lookups.schedule_of.emplace(id, n);
  }
};

void index_names(const Catalogue& c, Snapshot::Lookups& l) {
  l.services = positions_by(c.services, [](auto const& s) { return s.id.text; });
  l.slugs = positions_by(c.services, [](auto const& s) { return s.slug; });
  l.organisations = positions_by(c.organisations, [](auto const& o) { return o.id.text; });
  l.organisation_slugs = positions_by(c.organisations, [](auto const& o) { return o.slug; });
  l.places = positions_by(c.places, [](auto const& p) { return p.id.text; });
  l.topics = positions_by(c.topics, [](auto const& t) { return t.id; });
  l.rubrics = positions_by(c.rubrics, [](auto const& r) { return r.id; });
  l.communes = positions_by(c.communes, [](auto const& m) { return m.nis; });
}

void index_services(const Catalogue& c, Snapshot::Lookups& l, Timetables& timetables) {
  for (std::uint32_t n = 0; n < c.services.size(); ++n) {
    auto const& service = c.services[n];
    for (auto const& old : service.old_slugs) l.old_slugs.emplace(old, n);
    l.by_organisation[service.organisation.text].push_back(n);
    for (auto const& place : service.places) {
      l.by_place[place.place.text].push_back(n);
      timetables.add(place.id, place.hours, service.slug);
      for (auto const& phone : place.phones) timetables.add(phone.id, phone.hours, service.slug);
    }
    for (auto const& phone : service.phones) timetables.add(phone.id, phone.hours, service.slug);
    if (service.status != Status::active) continue;
    std::vector<std::string> counted;
    for (auto const& id : service.topics) {
      auto const* topic = at(c.topics, l.topics, id);
      if (topic == nullptr || std::ranges::find(counted, topic->rubric) != counted.end()) continue;
      counted.push_back(topic->rubric);
      ++l.in_rubric[topic->rubric];
    }
  }
}

bool shut(const Service& service, Date day) {
  switch (service.status) {
    case Status::active:
      return false;
    case Status::temporarily_closed:
      return !(service.status_from && day < *service.status_from) &&
             !(service.status_until && day > *service.status_until);
    case Status::moved:
      return false;
    case Status::closed:
    case Status::merged:
      return true;
  }
  return false;
}

Date day_of(LocalMinute when) {
  return Date(std::chrono::local_days(std::chrono::floor<std::chrono::days>(when)));
}

/// Open before unknown before closed; among equals the one that closes last, or opens first.
bool better(const hours::Status& a, const hours::Status& b) {
  auto const rank = [](hours::State s) {
    return s == hours::State::open ? 0 : s == hours::State::unknown ? 1 : 2;
  };
  if (rank(a.state) != rank(b.state)) return rank(a.state) < rank(b.state);
  if (a.until.has_value() != b.until.has_value())
    return a.state == hours::State::open ? !a.until.has_value() : a.until.has_value();
  if (!a.until) return false;
  return a.state == hours::State::open ? *a.until > *b.until : *a.until < *b.until;
}

}  // namespace

const Service* Snapshot::service(std::string_view id) const {
  return at(catalogue.services, lookups->services, id);
}
const Service* Snapshot::service_by_slug(std::string_view slug) const {
  return at(catalogue.services, lookups->slugs, slug);
}
const Service* Snapshot::service_by_old_slug(std::string_view slug) const {
  return at(catalogue.services, lookups->old_slugs, slug);
}
const Service* Snapshot::withdrawn_by_slug(std::string_view slug) const {
  auto const& all = catalogue.withdrawn;
  auto const found = std::ranges::find_if(all, [&](const Service& s) {
    return s.slug == slug || std::ranges::find(s.old_slugs, slug) != s.old_slugs.end();
  });
  return found == all.end() ? nullptr : &*found;
}
const Organisation* Snapshot::organisation(std::string_view id) const {
  return at(catalogue.organisations, lookups->organisations, id);
}
const Organisation* Snapshot::organisation_by_slug(std::string_view slug) const {
  return at(catalogue.organisations, lookups->organisation_slugs, slug);
}
const Place* Snapshot::place(std::string_view id) const { return at(catalogue.places, lookups->places, id); }
const Topic* Snapshot::topic(std::string_view id) const { return at(catalogue.topics, lookups->topics, id); }
const Rubric* Snapshot::rubric(std::string_view id) const {
  return at(catalogue.rubrics, lookups->rubrics, id);
}
const Commune* Snapshot::commune(std::string_view nis) const {
  return at(catalogue.communes, lookups->communes, nis);
}

std::span<const std::uint32_t> Snapshot::services_of(std::string_view organisation_id) const {
  auto const found = lookups->by_organisation.find(std::string(organisation_id));
  if (found == lookups->by_organisation.end()) return {};
  return found->second;
}
std::span<const std::uint32_t> Snapshot::services_at(std::string_view place_id) const {
  auto const found = lookups->by_place.find(std::string(place_id));
  if (found == lookups->by_place.end()) return {};
  return found->second;
}
std::uint32_t Snapshot::count_in_rubric(std::string_view rubric_id) const {
  auto const found = lookups->in_rubric.find(std::string(rubric_id));
  return found == lookups->in_rubric.end() ? 0 : found->second;
}

const hours::Schedule& Snapshot::schedule(const AtPlace& where) const {
  auto const found = lookups->schedule_of.find(where.id);
  return found == lookups->schedule_of.end() ? unknown_hours() : schedules[found->second];
}
const hours::Schedule& Snapshot::schedule(const Phone& phone) const {
  auto const found = lookups->schedule_of.find(phone.id);
  return found == lookups->schedule_of.end() ? unknown_hours() : schedules[found->second];
}

Snapshot::OpenState Snapshot::open_state(const Service& service, LocalMinute when) const {
  OpenState best;
  bool any = false;
  if (shut(service, day_of(when))) {
    best.status.state = hours::State::closed;
    return best;
  }
  auto const consider = [&](const hours::Schedule& known, bool by_phone, const AtPlace* where) {
    if (known.unknown()) return;
    auto const now = hours::status(known, when);
    if (any && !better(now, best.status)) return;
    best = {now, by_phone, where};
    any = true;
  };
  for (auto const& place : service.places) consider(schedule(place), false, &place);
  if (any) return best;
  for (auto const& phone : service.phones) consider(schedule(phone), true, nullptr);
  for (auto const& place : service.places)
    for (auto const& phone : place.phones) consider(schedule(phone), true, &place);
  return best;
}

std::vector<std::uint8_t> Snapshot::open_at(LocalMinute when) const {
  auto const states = board.at(when);
  auto const today = day_of(when);
  std::vector<std::uint8_t> out(catalogue.services.size(), 0);
  auto const row = [&](const std::string& id) -> std::uint32_t {
    auto const found = lookups->schedule_of.find(id);
    return found == lookups->schedule_of.end() ? kNone : lookups->board_row[found->second];
  };
  for (std::size_t n = 0; n < out.size(); ++n) {
    auto const& service = catalogue.services[n];
    if (shut(service, today)) continue;
    bool known = false;
    bool open = false;
    auto const consider = [&](const std::string& id, const std::string& text) {
      if (text.empty()) return;
      auto const r = row(id);
      if (r == kNone) return;
      known = true;
      open = open || states[r] == hours::State::open;
    };
    for (auto const& place : service.places) consider(place.id, place.hours);
    if (!known) {
      for (auto const& phone : service.phones) consider(phone.id, phone.hours);
      for (auto const& place : service.places)
        for (auto const& phone : place.phones) consider(phone.id, phone.hours);
    }
    out[n] = open ? 1 : 0;
  }
  return out;
}

std::optional<Snapshot::Spot> Snapshot::locate(std::string_view typed) const {
  auto const wanted = search::fold(typed.substr(0, 80));
  if (wanted.empty()) return std::nullopt;
  auto const found = std::ranges::lower_bound(lookups->spots, wanted, {}, &Named::folded);
  if (found == lookups->spots.end() || !found->folded.starts_with(wanted)) return std::nullopt;
  return found->spot;
}

std::shared_ptr<const Snapshot> make_snapshot(Catalogue catalogue, std::uint64_t revision, Time now,
                                              std::vector<std::string>* warnings) {
  auto made = std::make_shared<Snapshot>();
  made->catalogue = rules::public_catalogue(std::move(catalogue));
  static std::atomic<std::uint64_t> made_so_far = 0;
  made->serial = ++made_so_far;
  made->revision = revision;
  made->built = now;
  auto lookups = std::make_shared<Snapshot::Lookups>();
  index_names(made->catalogue, *lookups);
  Timetables timetables{*made, *lookups, warnings};
  index_services(made->catalogue, *lookups, timetables);
  lookups->spots = spots_of(made->catalogue);
  made->lookups = lookups;
  made->index = index_catalogue(*made, Date(std::chrono::floor<std::chrono::days>(now)));
  return made;
}

}  // namespace cote::guide
