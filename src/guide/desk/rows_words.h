// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "guide/record.h"

/// The words a record is found by on the desk. For rows*.cc only.
namespace cote::guide::desk::rows {

/// "Rue de l'Église 3" → "rue", "de", "l", "eglise", "3": Latin letters and digits, each once.
std::vector<std::string> folded_words(std::string_view text);

/// The first text after all that begin with `prefix`, in every collation of letters and digits.
std::string after_prefix(std::string_view prefix);

/// The words of a record: of its names, places, numbers and addresses.
std::vector<std::string> words_of(const Record& record);

}  // namespace cote::guide::desk::rows
