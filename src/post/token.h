// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

namespace cote::post {

/// 16 letters and digits nobody can guess (80 bits): names a message to the outside, or a process to others.
std::string random_token();

}  // namespace cote::post
