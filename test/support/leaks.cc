// SPDX-License-Identifier: AGPL-3.0-or-later
// Read by LeakSanitizer, when the tests are built with it, and by nobody else.

extern "C" const char* __lsan_default_suppressions();  // NOLINT: the name is LeakSanitizer's

/// fontconfig keeps what it read of the fonts until the program ends, and forgets where: its memory, not
/// ours.
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig.so\n"; }
