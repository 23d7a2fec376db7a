// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

/// The code by which a reporter reads the answer. Twenty digits, because digits are what people of every
/// alphabet can copy and say on the telephone: 66 bits, so that none is found by trying.
namespace cote::guide::corrections::code {

/// A new one, from the system's random source.
std::string make();
/// As people copy it: "4821 0937 1183 5520 6174".
std::string printed(std::string_view code);
/// What somebody typed: blanks and dashes are left out, Arabic and Persian digits are digits. None unless
/// twenty remain.
std::optional<std::string> read(std::string_view typed);
/// What is stored instead: BLAKE2b-256 in hexadecimal. Without a salt, since no table of 10^20 codes exists.
std::string hash(std::string_view code);

}  // namespace cote::guide::corrections::code
