// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

#include "guide/handout/sheet.h"
#include "kernel/lang.h"

namespace cote::guide::handout {

/// A sheet on A4 paper: set by pango in Noto (Latin, Cyrillic, Greek, Arabic, Ethiopic; other scripts by
/// whatever font the system has), drawn by cairo, from right to left when the language is. Up to about six
/// services a page, never one cut in two unless it is longer than a page. Some 10 ms a page: not for threads
/// that must answer at once. Text is selectable; the document says its title and language.
std::string pdf_of(const Sheet& sheet, const Lang& lang);

/// How many letters of that paper no installed font can draw: they would stand there as empty boxes. As
/// slow as drawing it.
int unknown_letters(const Sheet& sheet, const Lang& lang);

}  // namespace cote::guide::handout
