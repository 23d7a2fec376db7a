// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "guide/hours/hours.h"
#include "guide/model.h"
#include "guide/snapshot.h"
#include "kernel/text.h"
#include "kernel/time.h"

/// Hours, days, distances and ages as people say them, in the language of `t`.
namespace cote::guide::say {

/// "9 h 30"; midnight at the end of a day is "24 h".
std::string clock(const Text& t, std::chrono::minutes of_day);
/// "9 h 30 à 12 h".
std::string slot(const Text& t, const hours::Interval& interval);
/// "lundi".
std::string weekday(const Text& t, std::chrono::weekday day);
/// "lundi 23 novembre", with the year when it is not that of `today`.
std::string date(const Text& t, Date day, Date today);
/// "novembre 2026".
std::string month(const Text& t, Date day);
/// "à environ 700 m", "à environ 2 km": to 100 m below 950 m, to 1 km above; less than that is not known
/// about the reader, whose position is rounded.
std::string distance(const Text& t, double km);
/// The name of a language in the language of `t`, from CLDR: "arabe". An unknown tag is given as it is.
std::string language(const Text& t, std::string_view tag);

/// A state as a shape, a class of colour and words.
struct Sign {
  std::string_view icon = "s-inconnu";
  std::string_view cls = "inconnu";
  std::string words{};
};
/// What to tell of a service now: closed for ever or for a time first, then its hours.
Sign sign(const Text& t, const Service& service, const Snapshot::OpenState& state, LocalMinute now);
/// The same for one place, line or desk.
Sign sign(const Text& t, const hours::Status& status, LocalMinute now, bool by_phone);

/// How old a record is: "Vérifié en 2021" and the doubt "à confirmer", empty when fresh.
struct Age {
  std::string checked{};
  std::string doubt{};
  bool old = false;
};
Age age(const Text& t, const Provenance& p, Date today);

/// "de 18 à 25 ans"; empty when any age may come.
std::string ages(const Text& t, const Service& service);

}  // namespace cote::guide::say
