// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>

#include "guide/import.h"

namespace cote::guide::import {

/// Reads a folder of our own CSV files: services.csv, and beside it or one level up organisations,
/// communes, localities, sources, topics and rubrics (each may be missing, and so may columns). The
/// columns are described in docs/data.md. Lines that make no sense are left out with a reason, and so is
/// a single value when the line makes sense without it.
///
/// Ids come from the slugs, so reading twice gives the same records. Services at one address share a
/// place, unless it is confidential or the address is unknown. A place without coordinates takes those of
/// its village or commune and says so. `source` becomes the publisher's name when sources.csv knows it.
///
/// Throws std::runtime_error when the folder has no services.csv.
Read read_own(const std::filesystem::path& folder, const Progress& progress = {});
/// The same from files by name, as they come out of a zip; `where` is its name.
Read read_own(const Files& files, const std::string& where, const Progress& progress = {});

}  // namespace cote::guide::import
