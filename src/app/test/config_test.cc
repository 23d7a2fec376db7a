// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/config.h"

#include <fstream>
#include <iterator>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/settings_keys.h"

namespace cote::app {
namespace {

using ::testing::HasSubstr;

std::string file(const std::string& path) {
  std::ifstream in(std::string(COTE_SOURCE_DIR "/") + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string complaints(std::string_view toml, const std::vector<Override>& overrides = {}) {
  try {
    parse_settings(toml, "c.toml", overrides);
  } catch (const ConfigError& error) {
    return error.what();
  }
  return "";
}

TEST(AppConfig, ReadsEverySectionAndTheCommandLineComesLast) {
  auto const settings =
      parse_settings(R"([server]
port = 9000
trusted_proxies = ["127.0.0.1", "10.0.0.1"]
[mail]
smtp = "smtp://localhost:25"
from = "guide@example.org"
[links]
check = true
)",
                     "c.toml", {{"server.port", "9100", "--port"}, {"links.check", "false", "--set"}});
  EXPECT_EQ(settings.server.port, 9100U);
  EXPECT_EQ(settings.server.trusted_proxies.size(), 2U);
  EXPECT_EQ(settings.mail.smtp, "smtp://localhost:25");
  EXPECT_FALSE(settings.links.check);
  EXPECT_EQ(settings.database.address, Settings{}.database.address);
}

TEST(AppConfig, EveryMistakeIsToldWithItsPlace) {
  struct {
    const char* toml;
    const char* said;
  } const cases[] = {
      {"[server]\nprot = 1", "c.toml:2: server.prot: there is no such key"},
      {"[sever]\nport = 1", "c.toml:1: there is no section [sever]"},
      {"port = 1", "c.toml:1: port is no section"},
      {"[server]\n\nport = 99999", "c.toml:3: server.port: 99999 is not between 0 and 65535"},
      {"[server]\nport = \"80\"", "c.toml:2: server.port: must be a whole number"},
      {"[server]\nport = 80.5", "c.toml:2: server.port: must be a whole number"},
      {"[server]\nlog = \"xml\"", "c.toml:2: server.log: \"xml\" is none of text, json"},
      {"[server]\ntrusted_proxies = [1]", "c.toml:2: server.trusted_proxies: must be a list of texts"},
      {"[links]\ncheck = \"yes\"", "c.toml:2: links.check: must be true or false"},
      {"[links]\ncheck = yes", "c.toml:2: "},
      {"[mail]\nsmtp = \"localhost\"\nfrom=\"a@b\"", "c.toml:2: mail.smtp: must begin with smtp://"},
      {"[mail]\nsmtp = \"smtp://localhost\"", "mail.from: is needed to send mail"},
      {"[mail]\nfrom = \"a@b\\r\\nBcc: x@y\"", "c.toml:2: mail.from: must be one line"},
      {"[server]\norigin = \"https://a.example/b\"", "c.toml:2: server.origin: must be a scheme and a host"},
      {"[freshness]\nwarn_days = 5", "c.toml:2: freshness.warn_days: reminder, warning and withdrawal"},
  };
  for (auto const& c : cases) EXPECT_THAT(complaints(c.toml), HasSubstr(c.said)) << c.toml;
  EXPECT_EQ(complaints("[server]\nport = 0\n[links]\ncheck = false"), "");
  auto const both = complaints("[server]\nprot = 1\nport = -1");
  EXPECT_THAT(both, HasSubstr("prot"));
  EXPECT_THAT(both, HasSubstr("server.port: -1"));
}

TEST(AppConfig, TheCommandLineIsHeldToTheSameRules) {
  EXPECT_EQ(complaints("", {{"server.port", "eighty", "--port"}}),
            "--port: \"eighty\" is not a whole number");
  EXPECT_EQ(complaints("", {{"server.port", "70000", "--port"}}), "--port: 70000 is not between 0 and 65535");
  EXPECT_EQ(complaints("", {{"server.prot", "1", "--set server.prot"}}),
            "--set server.prot: there is no key server.prot");
  EXPECT_EQ(complaints("", {{"links.check", "perhaps", "--set links.check"}}),
            "--set links.check: must be true or false");
}

TEST(AppConfig, TheExampleIsTheTableOfKeys) {
  EXPECT_EQ(file("docs/coteacote.example.toml"), example_file())
      << "coteacote config --example >docs/coteacote.example.toml";
  Settings const defaults;
  auto const read = parse_settings(example_file(), "example");
  for (auto const& key : settings_keys()) EXPECT_EQ(key.get(read), key.get(defaults)) << key.name;
}

TEST(AppConfig, EveryKeyIsDocumentedOnce) {
  auto const page = file("docs/operate.md");
  std::set<std::string_view> seen;
  for (auto const& key : settings_keys()) {
    EXPECT_TRUE(seen.insert(key.name).second) << key.name;
    EXPECT_FALSE(key.help.empty()) << key.name;
    EXPECT_THAT(page, HasSubstr("`" + std::string(key.name) + "`"));
  }
}

TEST(AppConfig, SecretsAreNotShown) {
  Settings settings;
  settings.metrics.token = "canary-1";
  settings.database.address = "postgresql://anna:canary-2@host/name?password=canary-3&x=y";
  settings.mail.smtp = "smtp://anna:canary-4@host:587";
  std::string all;
  for (auto const& key : settings_keys()) all += shown(key, settings) + '\n';
  EXPECT_EQ(all.find("canary"), std::string::npos) << all;
  EXPECT_THAT(all, HasSubstr("anna:•••@host/name?password=•••&x=y"));
}

}  // namespace
}  // namespace cote::app
