// SPDX-License-Identifier: AGPL-3.0-or-later
#include "post/outbox.h"

#include <algorithm>
#include <stdexcept>

#include "post/token.h"

namespace cote::post {

bool is_address(std::string_view text) {
  auto const at = text.find('@');
  if (at == std::string_view::npos || at == 0 || text.size() > 254) return false;
  auto const domain = text.substr(at + 1);
  auto const plain = [](char c) {
    return c > ' ' && c < 0x7F && std::string_view("()<>[]:;,\\\"@").find(c) == std::string_view::npos;
  };
  auto const name = [](char c) {
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-' || c == '.';
  };
  return std::ranges::all_of(text.substr(0, at), plain) && std::ranges::all_of(domain, name) &&
         !domain.empty() && domain.front() != '.' && domain.front() != '-' && domain.back() != '.' &&
         domain.find("..") == std::string_view::npos &&
         (domain == "localhost" || domain.find('.') != std::string_view::npos);
}

std::string domain_of(std::string_view address) {
  auto const at = address.rfind('@');
  return at == std::string_view::npos ? std::string() : std::string(address.substr(at));
}

std::int64_t put(db::Tx& tx, const Message& message, Time now) {
  if (!is_address(message.to)) throw std::invalid_argument("a message to what is no address");
  if (std::ranges::any_of(message.subject, [](char c) { return static_cast<unsigned char>(c) < 0x20; }))
    throw std::invalid_argument("a subject of several lines");
  auto const row = tx.one<std::int64_t>("select coalesce(max(id), 0) + 1 from outbox");
  auto const id = row ? std::get<0>(*row) : 1;
  auto const once = message.once.empty() ? std::optional<std::string>() : std::optional(message.once);
  auto const added = tx.run(
      "insert into outbox (id, kind, recipient, lang, subject, body, once, about, about_id, state, attempts, "
      "created, next_attempt, token, claim) values (:id, :kind, :recipient, :lang, :subject, :body, :once, "
      ":about, :about_id, 'queued', 0, :now, :now, :token, '') on conflict (once) do nothing",
      {{"id", id},
       {"kind", message.kind},
       {"recipient", message.to},
       {"lang", message.lang},
       {"subject", message.subject},
       {"body", message.text},
       {"once", once},
       {"about", message.about},
       {"about_id", message.about_id},
       {"now", iso(now)},
       {"token", random_token()}});
  return added == 0 ? 0 : id;
}

}  // namespace cote::post
