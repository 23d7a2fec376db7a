// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "guide/reading.h"
#include "kernel/html.h"

/// The slabs of a service's file, in the order a person needs them. Hours and address always say something;
/// the others are empty when nothing is known, and then stand in `ask_section`.
namespace cote::guide::views {

Html when_section(const Reading& r, const Service& service);
Html where_section(const Reading& r, const Service& service);
/// Further numbers, mail and site; empty when the call button already says all.
Html phones_section(const Reading& r, const Service& service);
Html languages_section(const Reading& r, const Service& service);
Html audience_section(const Reading& r, const Service& service);
Html documents_section(const Reading& r, const Service& service);
Html price_section(const Reading& r, const Service& service);
Html appointment_section(const Reading& r, const Service& service);
Html description_section(const Reading& r, const Service& service);
/// What we do not know yet, as questions to ask by telephone. Empty when all is known.
Html ask_section(const Reading& r, const Service& service);

}  // namespace cote::guide::views
