// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "guide/reading.h"
#include "guide/say.h"
#include "kernel/html.h"

/// Pieces that several pages of the Guide show.
namespace cote::guide::views {

/// The address of a page about a service or an organisation.
Url service_url(const Reading& r, const Service& service);
Url organisation_url(const Reading& r, const Organisation& organisation);
Url rubric_url(const Reading& r, const Rubric& rubric);

/// True when one of its places is confidential: then nothing that tells where is shown.
bool confidential(const Reading& r, const Service& service);

/// A state: shape, colour, words.
Html sign_line(const say::Sign& sign);
/// "Vérifié en 2021, à confirmer". With `source`, also where the facts come from.
Html age_line(const Reading& r, const Provenance& p, bool source = false);
/// Where: the street, or what is known of the place, and how far when `km` is not negative.
Html where_line(const Reading& r, const Service& service, double km = -1);
/// A telephone number, never cut, left to right.
Html number(std::string_view printed);
/// A button that calls; `words` stand before the number for screen readers.
Html call_button(const Reading& r, const Phone& phone);
/// The first number a person can speak to, of the service, else of its places, contacts, organisation.
const Phone* first_phone(const Reading& r, const Service& service);

/// One result: name, what, state, place, freshness, call. `level` is the heading's: 2 or 3.
Html card(const Reading& r, const Service& service, int level, double km = -1);
/// Results as a course of slabs.
Html cards(const Reading& r, std::span<const std::uint32_t> services, int level);

/// The seven days from today; nothing when the schedule is unknown.
Html week_table(const Reading& r, const hours::Schedule& schedule);

/// One picture, one bold sentence, one plain.
Html notice(std::string_view icon_name, std::string_view bold, const Html& plain, bool grave = false);

/// The three numbers of danger: 112, then the lines of this catalogue that answer day and night.
Html danger(const Reading& r);

}  // namespace cote::guide::views
