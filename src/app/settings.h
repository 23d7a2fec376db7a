// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace cote::app {

/// What an operator may choose: a member for every key of the configuration file, in its sections. Which
/// keys there are, what they mean and what may stand in them is in settings_keys.cc; a new member needs a
/// line there and in docs/coteacote.example.toml (which a test compares).
struct Settings {
  struct Server {
    std::string address = "127.0.0.1";
    unsigned port = 8080;
    unsigned threads = 0;
    unsigned database_threads = 4;
    unsigned secret_threads = 1;
    unsigned page_cache = 16;  // megabytes
    std::string origin{};      // "https://guide.example.org"
    std::vector<std::string> trusted_proxies{};
    std::string log = "text";
    bool work = true;
  };
  struct Database {
    std::string address = "sqlite:var/coteacote.db";
  };
  struct Mail {
    std::string smtp{};
    std::string tls = "required";
    std::string user{};
    std::string password_file{};
    std::string from{};
    std::string name = "Côte à Côte";
    std::string bounces{};
    std::string folder{};
    unsigned timeout = 30;  // seconds
    std::string ca_file{};
    unsigned attempts = 20;
    unsigned keep_days = 30;
  };
  struct Keys {
    std::string root{};
    std::string offline{};
  };
  struct Oidc {
    std::string issuer{};
    std::string client_id{};
    std::string client_secret_file{};
    std::string label{};
  };
  struct Guide {
    std::string tiles{};  // address of map tiles or a PMTiles file
    std::string tiles_credit{};
    std::string phone{};
    std::string email{};
    std::string url{};
    bool four_eyes = false;
  };
  struct History {
    std::string file{};
    std::string lang = "fr";
  };
  struct Freshness {
    unsigned remind_days = 14;
    unsigned warn_days = 30;
    unsigned withdraw_days = 90;
  };
  struct Translation {
    std::string url{};
    std::string key_file{};
  };
  struct Links {
    bool check = false;
  };
  struct Backup {
    std::string folder{};
    unsigned hour = 2;
    unsigned keep = 14;
    unsigned keep_days = 30;
  };
  struct Metrics {
    std::string token{};
  };

  Server server{};
  Database database{};
  Mail mail{};
  Keys keys{};
  Oidc oidc{};
  Guide guide{};
  History history{};
  Freshness freshness{};
  Translation translation{};
  Links links{};
  Backup backup{};
  Metrics metrics{};
};

}  // namespace cote::app
