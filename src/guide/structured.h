// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "guide/reading.h"
#include "kernel/html.h"

/// What pages tell machines about themselves (schema.org, JSON-LD).
namespace cote::guide::structured {

Html site(const Reading& r);
Html service(const Reading& r, const Service& service);

}  // namespace cote::guide::structured
