// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "guide/reading.h"
#include "kernel/html.h"

/// The slabs of a service's file, in the order a person needs them. Each says what is known, and says so
/// when nothing is.
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

}  // namespace cote::guide::views
