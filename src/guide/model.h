// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kernel/id.h"
#include "kernel/time.h"

/// The nouns of the Guide. Names follow HSDS 3 (organization, service, location, service_at_location,
/// phone, contact, schedule, taxonomy_term), with "place" for location and "topic" for taxonomy term.
namespace cote::guide {

/// How a wording came to be. `missing` and `outdated` are not stored: they are computed.
enum class Origin : std::uint8_t { source, human, machine };

/// A text in one language.
struct Wording {
  std::string lang{};  // BCP 47
  std::string text{};
  Origin origin = Origin::source;
  std::string source_hash{};  // of the source text it was made from; empty for the source itself
  bool operator==(const Wording&) const = default;
};

/// A text in several languages, the source first. Empty: nobody wrote it.
struct Words {
  std::vector<Wording> in{};
  [[nodiscard]] bool empty() const { return in.empty(); }
  bool operator==(const Words&) const = default;
};

/// What can be said of a text in a language: rules::state computes it.
enum class TranslationState : std::uint8_t { source, human, machine, outdated, missing };

enum class Status : std::uint8_t { active, temporarily_closed, moved, closed, merged };
enum class Precision : std::uint8_t { exact, street, commune, unknown };  // of a place's coordinates
enum class Cost : std::uint8_t { unknown, free, paid, mixed };
enum class Admission : std::uint8_t { unknown, walk_in, appointment, both, phone_only };
enum class Answer : std::uint8_t { unknown, yes, no };
enum class Capacity : std::uint8_t { unknown, available, waiting_list, full };
enum class Spoken : std::uint8_t { staff, interpreter_by_phone, on_request };
enum class Channel : std::uint8_t { voice, mobile, fax, text, video };
enum class VerifiedHow : std::uint8_t { unknown, visit, phone, email, service_itself, web };

/// Facts of a record that age at their own pace.
enum class FactKind : std::uint8_t { contact, hours, place, description };
inline constexpr std::size_t kFactKinds = 4;
/// What readers are told of a record that nobody confirms: nothing, that it is in doubt, or only that it
/// was here.
enum class Standing : std::uint8_t { good, unconfirmed, withdrawn };

/// Where a fact comes from and how old it is. Dates may be known to the year only: then `as_of_year`
/// alone is set.
struct Provenance {
  std::string source{};  // "S76", or a publisher's name
  std::string source_url{};
  std::string confidence{};  // "A" seen on the service's own or an official page, "B" a serious secondary
                             // page, "C" named only
  std::optional<int> as_of_year{};
  std::optional<Date> as_of{};
  std::optional<Date> verified_on{};
  std::string verified_by{};
  VerifiedHow verified_how = VerifiedHow::unknown;
  std::optional<Date> next_review{};
  bool operator==(const Provenance&) const = default;
};

/// The last time somebody made sure of one kind of fact.
struct FactCheck {
  FactKind kind{};
  Date on{};
  VerifiedHow how = VerifiedHow::unknown;
  Date next_review{};
  bool operator==(const FactCheck&) const = default;
};
/// How true a record still is, as far as the house knows. Kept by guide/freshness alone: saving or
/// importing a record leaves it as it is.
struct Care {
  Standing standing = Standing::good;
  std::optional<Date> since{};      // of a standing that is not good
  std::vector<FactCheck> checks{};  // one a kind at most, in the order of the kinds
  bool operator==(const Care&) const = default;
};

struct Phone {
  std::string id{};
  std::string number{};  // as printed: "081 71 35 18"
  Channel channel = Channel::voice;
  Words label{};
  std::string hours{};  // opening_hours text of the line, if known
  std::vector<std::string> languages{};
  bool operator==(const Phone&) const = default;
};

struct Contact {
  std::string id{};
  Words role{};
  std::string name{};  // of a desk or function; never a private person's
  std::string email{};
  std::string url{};
  std::vector<Phone> phones{};
  bool operator==(const Contact&) const = default;
};

struct SpokenLanguage {
  std::string lang{};  // BCP 47
  Spoken how = Spoken::staff;
  Words note{};
  bool operator==(const SpokenLanguage&) const = default;
};

struct Organisation {
  OrganisationId id{};
  std::string slug{};
  Words name{};
  Words description{};
  std::string email{};
  std::string url{};
  std::vector<Phone> phones{};
  Provenance provenance{};
  Time updated{};
  bool operator==(const Organisation&) const = default;
};

struct Place {
  PlaceId id{};
  Words name{};
  std::string address{};  // street and number as printed; empty: to be confirmed
  Words address_note{};   // "2nd floor", "older page says…"
  std::string postal_code{};
  std::string locality{};
  std::string nis{};  // of the commune; empty: several or none
  std::optional<double> lat{};
  std::optional<double> lon{};
  Precision precision = Precision::unknown;
  /// True: address, postal code, locality and coordinates must never leave the desk. Every reader of
  /// places goes through rules::public_place.
  bool confidential = false;
  Answer wheelchair = Answer::unknown;
  Words accessibility{};
  Words transport{};
  Provenance provenance{};
  bool operator==(const Place&) const = default;
};

/// A service where it is given.
struct AtPlace {
  std::string id{};
  PlaceId place{};
  std::string hours{};  // OSM opening_hours; empty: unknown
  Words hours_note{};   // what the source said and the text cannot: "first legal duty"
  std::vector<Phone> phones{};
  bool operator==(const AtPlace&) const = default;
};

struct Service {
  ServiceId id{};
  OrganisationId organisation{};
  std::string slug{};  // address of the page; stable; older ones in `old_slugs`
  std::vector<std::string> old_slugs{};
  std::string source_lang = "fr";
  Words name{};
  Words summary{};  // one sentence, for lists
  Words description{};
  Words conditions{};
  Words price{};                   // what it costs, in words
  Words appointment{};             // how to ask for one
  Words notice{};                  // what a reader must know first: closure, doubt
  std::vector<Words> documents{};  // to bring
  std::string email{};
  std::string url{};
  std::vector<std::string> topics{};     // topic ids, the main one first
  std::vector<std::string> audiences{};  // codes of text/: "audience.women"
  std::vector<SpokenLanguage> languages{};
  std::vector<Phone> phones{};
  std::vector<Contact> contacts{};
  std::vector<AtPlace> places{};
  std::vector<std::string> territory{};  // NIS codes of communes, or "province", "wallonia", "belgium"
  Status status = Status::active;
  std::optional<Date> status_from{};
  std::optional<Date> status_until{};
  ServiceId instead{};  // where it moved or what it was merged into
  Cost cost = Cost::unknown;
  Admission admission = Admission::unknown;
  Answer accepts_undocumented = Answer::unknown;
  Capacity capacity = Capacity::unknown;
  std::optional<int> min_age{};
  std::optional<int> max_age{};
  Provenance provenance{};
  Care care{};
  Time updated{};
  bool operator==(const Service&) const = default;
};

/// What a service is about; labels are words people use. Belongs to one rubric.
struct Topic {
  std::string id{};  // "housing.social": English, stable
  std::string rubric{};
  Words label{};
  std::vector<Wording> synonyms{};  // more words for it, any language
  std::string icon{};               // phosphor name
  std::string emoji{};
  bool operator==(const Topic&) const = default;
};
struct Rubric {
  std::string id{};  // "housing"
  int position = 0;
  Words label{};
  std::string icon{};
  std::string emoji{};
  bool operator==(const Rubric&) const = default;
};

struct PostalCode {
  std::string code{};
  std::string nis{};
  bool operator==(const PostalCode&) const = default;
};
/// A village or commune people may be near.
struct Locality {
  std::string name{};
  std::string nis{};
  double lat = 0;
  double lon = 0;
  bool operator==(const Locality&) const = default;
};
struct Commune {
  std::string nis{};
  std::string name{};
  std::string arrondissement{};
  double lat = 0;
  double lon = 0;
  std::vector<std::string> postal_codes{};
  bool operator==(const Commune&) const = default;
};

/// Something that was here: told to those who copy our data.
struct Tombstone {
  std::string kind{};  // "service", "organization", "location"
  std::string id{};
  Time removed{};
  bool operator==(const Tombstone&) const = default;
};

/// The whole Guide as values: what a store loads and saves, what imports make and exports read.
struct Catalogue {
  std::vector<Organisation> organisations{};
  std::vector<Place> places{};
  std::vector<Service> services{};
  std::vector<Topic> topics{};
  std::vector<Rubric> rubrics{};
  std::vector<Commune> communes{};
  std::vector<Locality> localities{};
  std::vector<Tombstone> tombstones{};
  /// Made by rules::public_catalogue: the name and the address of services that nobody confirmed, so that
  /// their pages can say so.
  std::vector<Service> withdrawn{};
  bool operator==(const Catalogue&) const = default;
};

}  // namespace cote::guide
