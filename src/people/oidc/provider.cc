// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/oidc/provider.h"

#include "kernel/html.h"
#include "kernel/json.h"
#include "people/sign_in/secret.h"
#include "web/http.h"

namespace cote::people::oidc {
namespace {

json::object object_of(std::string_view text, const char* what) {
  auto read = json::parse(text);
  if (!read || !read->is_object()) throw ProviderError(std::string(what) + " is not a JSON object");
  return std::move(read->as_object());
}

std::string address(const json::object& from, std::string_view key) {
  auto const url = json::text(from, key);
  if (!is_safe(url)) throw ProviderError("the provider's " + std::string(key) + " is missing or not https");
  return url;
}

/// Basic is what a provider takes when it does not say (OpenID Connect Discovery 1.0, section 3).
bool takes_only_form(const json::object& from) {
  auto const* const methods = from.if_contains("token_endpoint_auth_methods_supported");
  if (methods == nullptr || !methods->is_array()) return false;
  bool form = false;
  for (auto const& one : methods->as_array()) {
    if (!one.is_string()) continue;
    if (one.as_string() == "client_secret_basic") return false;
    form = form || one.as_string() == "client_secret_post";
  }
  return form;
}

}  // namespace

Trip Trip::begin() { return {secret::token(), secret::token(), secret::token()}; }

Provider::About Provider::about(Time now, bool again) {
  std::scoped_lock const lock(mutex_);
  if (about_ && !again && now - about_->read < std::chrono::hours(1)) return *about_;
  // Asked again for an unknown key: once a minute at most, or strangers could make us ask.
  if (about_ && again && now - about_->read < std::chrono::minutes(1)) return *about_;
  auto issuer = options_.issuer;
  while (issuer.ends_with('/')) issuer.pop_back();
  auto const found =
      object_of(fetch({.url = issuer + "/.well-known/openid-configuration"}), "the description");
  if (json::text(found, "issuer") != options_.issuer)
    throw ProviderError("the provider calls itself otherwise");
  About out{.authorization = address(found, "authorization_endpoint"),
            .token = address(found, "token_endpoint"),
            .userinfo = json::text(found, "userinfo_endpoint"),
            .jwks_uri = address(found, "jwks_uri"),
            .secret_in_form = takes_only_form(found),
            .read = now};
  out.jwks = fetch({.url = out.jwks_uri});
  about_ = out;
  return out;
}

std::string Provider::away(const Trip& trip, std::string_view return_to, Time now) {
  auto const known = about(now);
  web::Fields query;
  query.add("response_type", "code");
  query.add("client_id", options_.client_id);
  query.add("redirect_uri", std::string(return_to));
  query.add("scope", "openid email");
  query.add("state", trip.state);
  query.add("nonce", trip.nonce);
  query.add("code_challenge", secret::base64url(secret::sha256(trip.verifier)));
  query.add("code_challenge_method", "S256");
  return known.authorization + (known.authorization.find('?') == std::string::npos ? "?" : "&") +
         query.encode();
}

void Provider::ask_more(const About& known, const std::string& access, Claims& claims) const {
  if (!claims.email.empty() || access.empty() || !is_safe(known.userinfo)) return;
  auto const more = object_of(fetch({.url = known.userinfo, .bearer = access}), "the user's description");
  // Another subject would be another person (OpenID Connect Core 1.0, section 5.3.2).
  if (json::text(more, "sub") != claims.subject) throw ProviderError("the provider describes somebody else");
  auto const* const verified = more.if_contains("email_verified");
  claims.email = json::text(more, "email");
  claims.email_verified = verified != nullptr && verified->is_bool() && verified->as_bool();
}

Claims Provider::back(const Trip& trip, std::string_view code, std::string_view return_to, Time now) {
  auto known = about(now);
  web::Fields form;
  form.add("grant_type", "authorization_code");
  form.add("code", std::string(code));
  form.add("redirect_uri", std::string(return_to));
  form.add("code_verifier", trip.verifier);
  Fetch ask{.url = known.token};
  if (known.secret_in_form) {
    form.add("client_id", options_.client_id);
    form.add("client_secret", options_.client_secret);
  } else {
    ask.user = options_.client_id;
    ask.secret = options_.client_secret;
  }
  ask.form = form.encode();
  auto const answer = object_of(fetch(ask), "the token answer");
  auto const token = json::text(answer, "id_token");
  Expected const expected{options_.issuer, options_.client_id, trip.nonce, now};
  auto result = believe(token, known.jwks, expected);
  if (auto const* no = std::get_if<Disbelief>(&result); no != nullptr && no->unknown_key) {
    known = about(now, true);
    result = believe(token, known.jwks, expected);
  }
  if (auto const* no = std::get_if<Disbelief>(&result))
    throw ProviderError("the ID token is not believed: " + no->why);
  auto claims = std::get<Claims>(std::move(result));
  ask_more(known, json::text(answer, "access_token"), claims);
  return claims;
}

}  // namespace cote::people::oidc
