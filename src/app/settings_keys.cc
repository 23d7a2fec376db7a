// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/settings_keys.h"

#include <algorithm>
#include <type_traits>

namespace cote::app {
namespace {

template <class Section, class Member>
Key key(std::string_view name, Section Settings::*section, Member Section::*member, std::string_view help) {
  Key out{.name = name, .help = help};
  if constexpr (std::is_same_v<Member, bool>) {
    out.kind = Key::Kind::yes_no;
    out.get = [=](const Settings& s) -> KeyValue { return s.*section.*member; };
    out.set = [=](Settings& s, const KeyValue& v) { s.*section.*member = std::get<bool>(v); };
  } else if constexpr (std::is_integral_v<Member>) {
    out.kind = Key::Kind::number;
    out.get = [=](const Settings& s) -> KeyValue { return static_cast<std::int64_t>(s.*section.*member); };
    out.set = [=](Settings& s, const KeyValue& v) {
      s.*section.*member = static_cast<Member>(std::get<std::int64_t>(v));
    };
  } else {
    out.kind = std::is_same_v<Member, std::string> ? Key::Kind::text : Key::Kind::list;
    out.get = [=](const Settings& s) -> KeyValue { return s.*section.*member; };
    out.set = [=](Settings& s, const KeyValue& v) { s.*section.*member = std::get<Member>(v); };
  }
  return out;
}

Key between(std::int64_t least, std::int64_t most, Key k) {
  k.least = least;
  k.most = most;
  return k;
}

Key one_of(std::vector<std::string_view> words, Key k) {
  k.words = std::move(words);
  return k;
}

Key secret(Key k) {
  k.secret = true;
  return k;
}

using S = Settings;

std::vector<Key> server_keys() {
  return {
      key("server.address", &S::server, &S::Server::address, "Address to listen on."),
      between(0, 65535, key("server.port", &S::server, &S::Server::port, "Port; 0 takes any free one.")),
      between(0, 256,
              key("server.threads", &S::server, &S::Server::threads,
                  "Threads that answer from memory; 0 is one a core.")),
      between(1, 64,
              key("server.database_threads", &S::server, &S::Server::database_threads,
                  "Threads for pages that wait for the database.")),
      between(1, 16,
              key("server.secret_threads", &S::server, &S::Server::secret_threads,
                  "Threads that check passwords; each check takes a core and 64 MB for a moment.")),
      between(0, 4096,
              key("server.page_cache", &S::server, &S::Server::page_cache,
                  "Megabytes of finished pages; 0 keeps none.")),
      key("server.origin", &S::server, &S::Server::origin,
          "Scheme and host readers see, https://guide.example.org. Needed behind a proxy and for mail."),
      key("server.trusted_proxies", &S::server, &S::Server::trusted_proxies,
          "Proxies whose X-Forwarded-For is believed: addresses or networks, [\"127.0.0.1\", "
          "\"10.0.0.0/8\"]."),
      key("server.work", &S::server, &S::Server::work,
          "Does this program also send mail and do the jobs? Otherwise `coteacote work --once` must be run "
          "every few minutes."),
      one_of({"text", "json"}, key("server.log", &S::server, &S::Server::log,
                                   "Lines on standard error: text, or json with one object a line.")),
      key("database.address", &S::database, &S::Database::address,
          "sqlite:PATH or postgresql://USER@HOST/NAME."),
  };
}

std::vector<Key> mail_keys() {
  return {
      key("mail.smtp", &S::mail, &S::Mail::smtp,
          "Mail server, smtp://HOST:587 or smtps://HOST:465. Empty: mail is off and messages wait."),
      one_of({"required", "optional", "off"},
             key("mail.tls", &S::mail, &S::Mail::tls,
                 "STARTTLS of smtp:// addresses: required, optional, or off (a server on this machine).")),
      key("mail.ca_file", &S::mail, &S::Mail::ca_file,
          "Certificates to trust instead of the system's, for a mail server of one's own; empty: the "
          "system's."),
      key("mail.user", &S::mail, &S::Mail::user, "Name to sign in to the mail server with; empty: none."),
      key("mail.password_file", &S::mail, &S::Mail::password_file, "File whose first line is the password."),
      key("mail.from", &S::mail, &S::Mail::from, "Address messages come from, guide@example.org."),
      key("mail.name", &S::mail, &S::Mail::name, "Name shown beside that address."),
      key("mail.bounces", &S::mail, &S::Mail::bounces,
          "Address reports of non-delivery go to, bounces@example.org: a number is put before the @ "
          "(bounces+12@example.org), so that `coteacote bounces` knows the message. Empty: mail.from."),
      key("mail.folder", &S::mail, &S::Mail::folder,
          "Instead of a server: write messages as files here, to try things out."),
      between(1, 600, key("mail.timeout", &S::mail, &S::Mail::timeout, "Seconds one message may take.")),
      between(1, 50,
              key("mail.attempts", &S::mail, &S::Mail::attempts,
                  "Attempts before a message is given up; the pause doubles from one minute to six hours.")),
      between(1, 3650,
              key("mail.keep_days", &S::mail, &S::Mail::keep_days,
                  "Days until a settled message loses its recipient; its words go as soon as it is sent.")),
  };
}

std::vector<Key> people_keys() {
  return {
      key("keys.root", &S::keys, &S::Keys::root,
          "File of the root key that wraps the keys of sealed fields. Keep it outside the database's "
          "backup."),
      key("keys.offline", &S::keys, &S::Keys::offline,
          "File of the public key that backups are encrypted to."),
      key("oidc.issuer", &S::oidc, &S::Oidc::issuer,
          "OpenID Connect provider, https://login.example.org. Empty: no such sign-in."),
      key("oidc.client_id", &S::oidc, &S::Oidc::client_id, "Name of this installation at the provider."),
      key("oidc.client_secret_file", &S::oidc, &S::Oidc::client_secret_file,
          "File whose first line is the secret shared with the provider."),
      key("oidc.label", &S::oidc, &S::Oidc::label, "What the button says: the name of the provider."),
  };
}

std::vector<Key> guide_keys() {
  return {
      key("guide.tiles", &S::guide, &S::Guide::tiles,
          "PMTiles file, or address of tiles with {z}/{x}/{y} in it; empty: our own backdrop."),
      key("guide.tiles_credit", &S::guide, &S::Guide::tiles_credit, "Who made the tiles, shown on the map."),
      key("guide.phone", &S::guide, &S::Guide::phone, "The centre's telephone; empty: the CAI of Namur's."),
      key("guide.email", &S::guide, &S::Guide::email,
          "The centre's mail address; empty: the CAI of Namur's."),
      key("guide.url", &S::guide, &S::Guide::url, "The centre's own site; empty: the CAI of Namur's."),
      key("guide.four_eyes", &S::guide, &S::Guide::four_eyes,
          "Must somebody else publish what an editor changed herself? What partners and field workers "
          "propose "
          "always needs an editor."),
      key("history.file", &S::history, &S::History::file,
          "The centre's timeline as TimelineJS JSON; empty: the one that ships."),
      key("history.lang", &S::history, &S::History::lang, "Language of that timeline."),
      between(1, 365,
              key("freshness.remind_days", &S::freshness, &S::Freshness::remind_days,
                  "Days from a letter to a service to the next: a first one, then three reminders.")),
      between(1, 730,
              key("freshness.warn_days", &S::freshness, &S::Freshness::warn_days,
                  "Days from the last reminder to the warning that readers see.")),
      between(1, 1460,
              key("freshness.withdraw_days", &S::freshness, &S::Freshness::withdraw_days,
                  "Days from the warning until the record leaves the lists.")),
      key("translation.url", &S::translation, &S::Translation::url,
          "LibreTranslate server for drafts, http://127.0.0.1:5000. Empty: off."),
      key("translation.key_file", &S::translation, &S::Translation::key_file,
          "File whose first line is its API key; empty: none."),
      key("links.check", &S::links, &S::Links::check,
          "May the program open the addresses in records to see whether they still answer?"),
  };
}

std::vector<Key> keeping_keys() {
  return {
      key("backup.folder", &S::backup, &S::Backup::folder,
          "Folder for a daily backup; empty: none is made by the program."),
      between(0, 23, key("backup.hour", &S::backup, &S::Backup::hour, "Hour of the day, in Brussels.")),
      between(1, 3650,
              key("backup.keep", &S::backup, &S::Backup::keep, "How many backups are kept at most.")),
      between(1, 3650,
              key("backup.keep_days", &S::backup, &S::Backup::keep_days,
                  "Days a backup is kept at most: it still holds whoever was erased since. The next backup "
                  "in the folder removes what is older, by the job or by `coteacote backup`.")),
      secret(key("metrics.token", &S::metrics, &S::Metrics::token,
                 "Who sends this as \"Authorization: Bearer …\" may read /metrics from elsewhere. Empty: "
                 "this machine only.")),
  };
}

std::vector<Key> all_keys() {
  std::vector<Key> out;
  for (auto part : {server_keys(), mail_keys(), people_keys(), guide_keys(), keeping_keys()})
    std::ranges::move(part, std::back_inserter(out));
  return out;
}

}  // namespace

std::span<const Key> settings_keys() {
  static const auto kAll = all_keys();
  return kAll;
}

const Key* find_key(std::string_view name) {
  auto const at = std::ranges::find(settings_keys(), name, &Key::name);
  return at == settings_keys().end() ? nullptr : &*at;
}

}  // namespace cote::app
