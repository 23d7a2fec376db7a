// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "guide/handout/selection.h"
#include "guide/reading.h"

namespace cote::guide::handout {

/// A text and the language it is written in, so that paper and page can set it the right way round.
struct Said {
  std::string text{};
  std::string lang{};
};

/// What a sheet says of one service, in words, the same on paper and on the page.
struct Entry {
  Said name{};
  std::string topic{};
  std::string town{};   // when that is all that is known of where
  std::string where{};  // address, or "call first", or that it is secret
  bool where_known = false;
  std::vector<std::string> phones{};
  std::string ask{};                // whom to ask when the service has no number
  std::string open_today{};         // "Ouvert aujourd'hui de 9 h à 12 h"
  std::vector<std::string> week{};  // "lundi, jeudi : 9 h à 12 h": days that are alike share a line
  std::string notice{};
  std::vector<Said> documents{};
  std::string languages{};
  std::string age{};  // "Vérifié en 2021, à confirmer"
  std::string url{};  // of its page in the reader's language, absolute
};

struct Sheet {
  std::string title{};
  std::string made{};  // day, and that one should call before going
  std::vector<Entry> entries{};
  std::string left_out{};
  std::string link_words{};
  std::string link{};  // absolute, of the whole selection; empty: none was kept
};

/// `code`: of the stored selection, or empty.
Sheet sheet_of(const Reading& r, const Selection& selection, std::string_view code);

}  // namespace cote::guide::handout
