// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cstdlib>
#include <memory>

#include <cjose/cjose.h>
#include <gtest/gtest.h>

#include "kernel/json.h"
#include "people/oidc/fetch.h"
#include "people/oidc/pages.h"
#include "people/oidc/token.h"
#include "people/store.h"
#include "support/database.h"
#include "support/people.h"

namespace cote::people::oidc {
namespace {

const Time kNow = *parse_time("2026-11-23T09:00:00Z");

using Jwk = std::unique_ptr<cjose_jwk_t, decltype(&cjose_jwk_release)>;

Jwk new_key(std::string_view alg, std::string_view kid) {
  cjose_err error{};
  const std::uint8_t exponent[] = {1, 0, 1};
  cjose_jwk_t* const made = alg == "RS256"   ? cjose_jwk_create_RSA_random(2048, exponent, 3, &error)
                            : alg == "ES256" ? cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, &error)
                                             : cjose_jwk_create_oct_random(256, &error);
  cjose_jwk_set_kid(made, kid.data(), kid.size(), &error);
  return {made, &cjose_jwk_release};
}

std::string published(const std::vector<const cjose_jwk_t*>& keys) {
  std::string all;
  for (auto const* key : keys) {
    cjose_err error{};
    char* const text = cjose_jwk_to_json(key, false, &error);
    all += (all.empty() ? "" : ",") + std::string(text);
    std::free(text);
  }
  return "{\"keys\":[" + all + "]}";
}

std::string sign(const cjose_jwk_t* key, const char* alg, const char* kid, const json::object& claims) {
  cjose_err error{};
  cjose_header_t* const header = cjose_header_new(&error);
  cjose_header_set(header, CJOSE_HDR_ALG, alg, &error);
  if (kid != nullptr) cjose_header_set(header, CJOSE_HDR_KID, kid, &error);
  auto const text = boost::json::serialize(claims);
  cjose_jws_t* const jws =
      cjose_jws_sign(const_cast<cjose_jwk_t*>(key), header,
                     reinterpret_cast<const std::uint8_t*>(text.data()), text.size(), &error);
  const char* out = nullptr;
  cjose_jws_export(jws, &out, &error);
  std::string token = out;
  cjose_jws_release(jws);
  cjose_header_release(header);
  return token;
}

json::object good() {
  auto const now = kNow.time_since_epoch().count();
  return {{"iss", "https://login.example.org"},
          {"aud", "coteacote"},
          {"sub", "u1"},
          {"nonce", "n1"},
          {"iat", now},
          {"exp", now + 300},
          {"email", "ines@example.org"},
          {"email_verified", true}};
}
const Expected kExpected{"https://login.example.org", "coteacote", "n1", kNow};

std::string why(const std::variant<Claims, Disbelief>& result) {
  auto const* const no = std::get_if<Disbelief>(&result);
  return no == nullptr ? "" : no->why;
}

TEST(IdToken, BothWaysOfSigningAreBelieved) {
  for (auto const* alg : {"RS256", "ES256"}) {
    auto const key = new_key(alg, "k1");
    auto const other = new_key(alg, "k2");
    auto const jwks = published({other.get(), key.get()});
    auto const result = believe(sign(key.get(), alg, "k1", good()), jwks, kExpected);
    ASSERT_EQ(why(result), "") << alg;
    auto const& claims = std::get<Claims>(result);
    EXPECT_EQ(claims.subject, "u1");
    EXPECT_EQ(claims.email, "ines@example.org");
    EXPECT_TRUE(claims.email_verified);
  }
}

TEST(IdToken, OneWrongClaimIsEnoughToDisbelieve) {
  auto const key = new_key("ES256", "k1");
  auto const jwks = published({key.get()});
  auto const now = kNow.time_since_epoch().count();
  struct {
    const char* claim;
    json::value value;
    const char* why;
  } const cases[] = {
      {"iss", "https://evil.example", "another issuer"},
      {"iss", "https://login.example.org/", "another issuer"},
      {"aud", "somebody", "made for somebody else"},
      {"aud", json::array{"coteacote", "other"}, "made for somebody else"},
      {"aud", 7, "made for somebody else"},
      {"azp", "other", "given to somebody else"},
      {"exp", now - 121, "expired"},
      {"exp", "never", "expired"},
      {"iat", now - 1000, "old"},
      {"iat", now + 500, "from the future"},
      {"nonce", "n2", "another nonce"},
      {"nonce", nullptr, "another nonce"},
      {"sub", "", "nobody's"},
  };
  for (auto const& c : cases) {
    auto claims = good();
    claims[c.claim] = c.value;
    EXPECT_EQ(why(believe(sign(key.get(), "ES256", "k1", claims), jwks, kExpected)), c.why) << c.claim;
  }
  auto several = good();
  several["aud"] = json::array{"coteacote", "other"};
  several["azp"] = "coteacote";
  EXPECT_EQ(why(believe(sign(key.get(), "ES256", "k1", several), jwks, kExpected)), "");
}

TEST(IdToken, SignaturesAreHeldToThePublishedKeys) {
  auto const key = new_key("RS256", "k1");
  auto const stranger = new_key("RS256", "k1");
  auto const jwks = published({key.get()});
  EXPECT_EQ(why(believe(sign(stranger.get(), "RS256", "k1", good()), jwks, kExpected)),
            "the signature is wrong");
  auto const elsewhere = believe(sign(key.get(), "RS256", "k9", good()), jwks, kExpected);
  EXPECT_TRUE(std::get<Disbelief>(elsewhere).unknown_key);
  // A shared secret made of the public key: the oldest trick.
  auto const secret = new_key("HS256", "k1");
  EXPECT_EQ(why(believe(sign(secret.get(), "HS256", "k1", good()), published({key.get(), secret.get()}),
                        kExpected)),
            "signed in a way that is not accepted here");
  auto token = sign(key.get(), "RS256", "k1", good());
  auto const dot = token.find('.');
  token[dot + 5] = token[dot + 5] == 'A' ? 'B' : 'A';
  EXPECT_NE(why(believe(token, jwks, kExpected)), "");
  // {"alg":"none"} and no signature.
  EXPECT_NE(why(believe("eyJhbGciOiJub25lIn0." + token.substr(dot + 1, token.rfind('.') - dot - 1) + ".",
                        jwks, kExpected)),
            "");
  for (auto const* rubbish : {"", "a", "a.b.c", "...."})
    EXPECT_NE(why(believe(rubbish, jwks, kExpected)), "");
  EXPECT_NE(why(believe(token, "not json", kExpected)), "");
}

TEST(IdToken, OnlySafeAddressesAreAsked) {
  EXPECT_TRUE(is_safe("https://login.example.org/x"));
  EXPECT_TRUE(is_safe("http://127.0.0.1:4000/x"));
  EXPECT_TRUE(is_safe("http://localhost:4000"));
  for (auto const* bad :
       {"http://login.example.org/", "file:///etc/passwd", "http://127.0.0.1.example.org/", "", "//x"})
    EXPECT_FALSE(is_safe(bad)) << bad;
}

class ProviderAccount : public test::OnBoth {
 protected:
  std::optional<Account> find(const Claims& claims) {
    return db().write([&](db::Tx& tx) { return account_of(tx, "https://login.example.org", claims, kNow); });
  }
};

TEST_P(ProviderAccount, IsFoundByAVerifiedAddressThenBySubjectAndNeverMade) {
  auto ines = test::sign_in(db(), "Ines", {Role::editor}, kNow).account;
  db().write_with([&](db::Tx& tx) {
    tx.run("update account set demo = 0");
    store::set_state(tx, ines.id, AccountState::invited);
  });
  EXPECT_FALSE(find({"u1", "ines@example.org", false})) << "anybody can claim an address";
  EXPECT_FALSE(find({"u1", "nobody@example.org", true})) << "no account is made";
  auto const found = find({"u1", "Ines@Example.org", true});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->id, ines.id);
  EXPECT_EQ(found->state, AccountState::active) << "the invitation is taken up";
  EXPECT_EQ(find({"u1", "", false})->id, ines.id) << "the subject is known now";
  db().write_with([&](db::Tx& tx) { store::set_state(tx, ines.id, AccountState::disabled); });
  EXPECT_FALSE(find({"u1", "ines@example.org", true}));
}

COTE_ON_BOTH(ProviderAccount);

}  // namespace
}  // namespace cote::people::oidc
