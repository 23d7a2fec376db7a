// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "guide/api/list.h"

namespace cote::guide::api {

/// /api/exports/guide.{geojson,csv,xlsx,hsds.json,hsds.ndjson,hsds.zip}: the whole Guide as a file. The
/// first kinds come in pieces; a spreadsheet and a zip are made whole first.
web::Reply download(const Held& held, const Asked& asked, const web::Visit& visit);

}  // namespace cote::guide::api
