// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/links/letters.h"

#include <string>

#include "kernel/lang.h"
#include "kernel/text.h"

namespace cote::people::letters {
namespace {

post::Message letter(const Account& about, std::string_view kind, std::string_view to, std::string_view link,
                     std::string_view who = {}) {
  auto const lang = language_of(about.lang);
  auto const& t = Text::in(*find_language(lang));
  auto const key = "people.mail." + std::string(kind);
  return {.kind = "people." + std::string(kind),
          .to = std::string(to),
          .lang = lang,
          .subject = t(key),
          .text = t(key + ".text", {{"name", about.name}, {"link", link}, {"who", who}}),
          .about = "account",
          .about_id = about.id.text};
}

}  // namespace

std::string language_of(std::string_view wished) {
  return find_language(wished) == nullptr ? "fr" : std::string(wished);
}

post::Message invitation(const Account& to, std::string_view link) {
  return letter(to, "invitation", to.email, link);
}
post::Message reset(const Account& to, std::string_view link) { return letter(to, "reset", to.email, link); }
post::Message new_address(const Account& who, std::string_view email, std::string_view link) {
  return letter(who, "new_address", email, link);
}
post::Message old_address(const Account& to) { return letter(to, "old_address", to.email, {}); }
post::Message own_roles(const Account& to, std::string_view who) {
  return letter(to, "own_roles", to.email, {}, who);
}

}  // namespace cote::people::letters
