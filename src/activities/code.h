// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

/// Codes that people carry away. An enrolment's is sixteen digits, because digits are what people of every
/// alphabet can copy and say on the telephone; a certificate's is printed and read by machines.
namespace cote::activities::codes {

/// The code of an enrolment: made from the key of the form and from what it is for, so that the same form
/// sent twice gives the same code, and nobody without the key can tell it (keyed BLAKE2b; 53 bits).
std::string of_form(std::string_view form_key, std::string_view edition);
/// As people copy it: "4821 0937 1183 5520".
std::string printed(std::string_view code);
/// What somebody typed: blanks and dashes are left out, Arabic and Persian digits are digits. None unless
/// sixteen remain.
std::optional<std::string> read(std::string_view typed);
/// What is stored instead: BLAKE2b-256, 64 hexadecimal digits.
std::string hash(std::string_view code);

/// A new code of a certificate, from the system's random source: "7K3M-92QD-4XTZ", of 32 letters and digits
/// that are not mistaken for each other (60 bits).
std::string of_certificate();
/// What somebody typed, in that form; none when it is not one. O is 0, I and L are 1.
std::optional<std::string> read_certificate(std::string_view typed);

}  // namespace cote::activities::codes
