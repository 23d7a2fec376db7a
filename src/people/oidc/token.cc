// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/oidc/token.h"

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>

#include <cjose/cjose.h>

#include "kernel/json.h"

namespace cote::people::oidc {
namespace {

constexpr std::int64_t kSlack = 120;       // seconds
constexpr std::int64_t kOldest = 10 * 60;  // a token is made when somebody signs in, which is now

using Jws = std::unique_ptr<cjose_jws_t, decltype(&cjose_jws_release)>;
using Jwk = std::unique_ptr<cjose_jwk_t, decltype(&cjose_jwk_release)>;

std::string header_of(cjose_jws_t* jws, const char* name) {
  cjose_err error{};
  auto const* const text = cjose_header_get(cjose_jws_get_protected(jws), name, &error);
  return text == nullptr ? "" : text;
}

/// The key of this id; without an id, the only key of the right type.
std::optional<std::string> key_for(std::string_view jwks, std::string_view kid, std::string_view type) {
  auto const read = json::parse(jwks);
  if (!read || !read->is_object()) return std::nullopt;
  auto const* const keys = read->as_object().if_contains("keys");
  if (keys == nullptr || !keys->is_array()) return std::nullopt;
  std::optional<std::string> out;
  for (auto const& key : keys->as_array()) {
    if (!key.is_object()) continue;
    auto const& o = key.as_object();
    auto const use = json::text(o, "use");
    if (json::text(o, "kty") != type || (!use.empty() && use != "sig")) continue;
    if (kid.empty() && out) return std::nullopt;
    if (kid.empty() || json::text(o, "kid") == kid) out = boost::json::serialize(o);
  }
  return out;
}

bool audience_is(const json::object& claims, const std::string& client) {
  auto const* const aud = claims.if_contains("aud");
  if (aud == nullptr) return false;
  if (aud->is_string()) return aud->as_string() == client;
  if (!aud->is_array()) return false;
  bool mine = false;
  for (auto const& one : aud->as_array()) mine = mine || (one.is_string() && one.as_string() == client);
  // Several audiences: the token must say that it was made for us.
  return mine && (aud->as_array().size() == 1 || json::text(claims, "azp") == client);
}

std::optional<std::string> fault(const json::object& claims, const Expected& expected) {
  auto const now = expected.now.time_since_epoch().count();
  auto const exp = json::number(claims, "exp");
  auto const iat = json::number(claims, "iat");
  auto const azp = json::text(claims, "azp");
  if (json::text(claims, "iss") != expected.issuer) return "another issuer";
  if (!audience_is(claims, expected.client)) return "made for somebody else";
  if (!azp.empty() && azp != expected.client) return "given to somebody else";
  if (!exp || *exp + kSlack < static_cast<double>(now)) return "expired";
  if (!iat || *iat + kOldest + kSlack < static_cast<double>(now)) return "old";
  if (*iat > static_cast<double>(now + kSlack)) return "from the future";
  if (expected.nonce.empty() || json::text(claims, "nonce") != expected.nonce) return "another nonce";
  if (json::text(claims, "sub").empty()) return "nobody's";
  return std::nullopt;
}

}  // namespace

std::variant<Claims, Disbelief> believe(std::string_view token, std::string_view jwks,
                                        const Expected& expected) {
  cjose_err error{};
  Jws const jws(cjose_jws_import(token.data(), token.size(), &error), &cjose_jws_release);
  if (!jws) return Disbelief{"not a signed token"};
  auto const alg = header_of(jws.get(), CJOSE_HDR_ALG);
  if (alg != "RS256" && alg != "ES256") return Disbelief{"signed in a way that is not accepted here"};
  auto const type = alg == "RS256" ? "RSA" : "EC";
  auto const key = key_for(jwks, header_of(jws.get(), CJOSE_HDR_KID), type);
  if (!key) return Disbelief{"signed with a key that the provider does not publish", true};
  Jwk const jwk(cjose_jwk_import(key->c_str(), key->size(), &error), &cjose_jwk_release);
  if (!jwk) return Disbelief{"the provider publishes a key that cannot be read"};
  if (!cjose_jws_verify(jws.get(), jwk.get(), &error)) return Disbelief{"the signature is wrong"};
  std::uint8_t* bytes = nullptr;
  std::size_t size = 0;
  if (!cjose_jws_get_plaintext(jws.get(), &bytes, &size, &error)) return Disbelief{"empty"};
  auto const read = json::parse({reinterpret_cast<const char*>(bytes), size});  // the bytes belong to jws
  if (!read || !read->is_object()) return Disbelief{"not JSON"};
  auto const& claims = read->as_object();
  if (auto why = fault(claims, expected)) return Disbelief{*std::move(why)};
  auto const* const verified = claims.if_contains("email_verified");
  return Claims{.subject = json::text(claims, "sub"),
                .email = json::text(claims, "email"),
                .email_verified = verified != nullptr && verified->is_bool() && verified->as_bool()};
}

}  // namespace cote::people::oidc
