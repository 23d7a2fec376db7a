// SPDX-License-Identifier: AGPL-3.0-or-later
// What belongs to no single room: sentences, the sitemap, the facts that ship.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "kernel/embedded.h"
#include "kernel/json.h"
#include "kernel/lang.h"
#include "kernel/text.h"
