// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <iostream>
#include <memory>

#include <fmt/core.h>

#include "app/commands.h"
#include "app/options.h"
#include "app/people_room.h"
#include "kernel/json.h"
#include "people/accounts/accounts.h"
#include "people/accounts/demo.h"
#include "people/sign_in/totp.h"
#include "people/store.h"

namespace cote::app {
namespace {

using people::Account;
using people::Actor;

/// What was typed after `coteacote user …`.
struct Asked {
  std::string email{};
  std::string name{};
  std::string lang = "fr";
  std::string team{};
  std::vector<std::string> roles{};
  std::vector<std::string> organisations{};
  bool password = false;  // read from standard input
  bool send = false;
  bool enable = false;
  bool json = false;
  bool end = false;
  bool alone = false;
};

/// Wrong input: a sentence on standard error, exit code 2.
struct Wrong : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Shop {
  explicit Shop(const Settings& settings)
      : db(db::open(settings.database.address)), origin(settings.server.origin) {
    db::migrate(*db);
    door.emplace(*db, door_options(settings, *db));
    links.emplace(*door);
    accounts.emplace(*door, *links);
  }
  Account find(const std::string& email) {
    auto const found = db->read(
        [&](db::Session& s) { return people::store::account_by_email(s, people::tidy_email(email)); });
    if (!found) throw Wrong("nobody has the address " + email);
    return *found;
  }
  std::unique_ptr<db::Db> db;
  std::string origin;
  std::optional<people::Door> door{};
  std::optional<people::Links> links{};
  std::optional<people::Accounts> accounts{};
  Actor who = Actor::house("shell");
  Time now = SystemClock().now();
};

std::string sentence(const Problem& problem) {
  auto const& t = Text::in(*find_language("en"));
  for (auto const& [name, value] : problem.args)
    if (name == "n") return t(problem.key, {{"n", std::stoll(value)}});
  return t(problem.key);
}

template <class T>
T need(Result<T> result) {
  if (result) return *std::move(result);
  if (result.refused()) throw Wrong("not possible for this account");
  std::string all;
  for (auto const& problem : result.problems())
    all +=
        (all.empty() ? "" : "\n") + (problem.field.empty() ? "" : problem.field + ": ") + sentence(problem);
  throw Wrong(all);
}

std::vector<people::Role> roles_of(const std::vector<std::string>& words) {
  std::vector<people::Role> out;
  for (auto const& word : words) {
    auto const role = people::parse_role(word);
    if (!role) throw Wrong("there is no role \"" + word + "\"");
    out.push_back(*role);
  }
  return out;
}

std::vector<OrganisationId> organisations_of(const std::vector<std::string>& ids) {
  std::vector<OrganisationId> out;
  for (auto const& id : ids) {
    if (!is_uuid(id)) throw Wrong("an organisation is given by its id, a UUID");
    out.push_back({id});
  }
  return out;
}

std::string words(const Account& account) {
  std::string out;
  for (auto const role : account.roles) out += (out.empty() ? "" : ",") + std::string(people::name(role));
  return out;
}

std::string_view word(people::AccountState state) {
  if (state == people::AccountState::active) return "active";
  return state == people::AccountState::invited ? "invited" : "disabled";
}

void add(Shop& shop, const Asked& asked) {
  people::Wish const wish{.name = asked.name,
                          .email = asked.email,
                          .lang = asked.lang,
                          .team = asked.team,
                          .roles = roles_of(asked.roles),
                          .organisations = organisations_of(asked.organisations)};
  if (asked.password) {
    std::string line;
    std::getline(std::cin, line);
    if (auto const fault = people::password::fault(line))
      throw Wrong("password: " + sentence({.key = *fault}));
    auto const account = need(shop.accounts->add(shop.who, wish, line, shop.now));
    fmt::print("{} can sign in\n", account.email);
    return;
  }
  // Without mail the link is handed over by the operator.
  auto const origin = shop.origin.empty() ? "http://127.0.0.1:8080" : shop.origin;
  auto const invited = need(shop.accounts->invite(shop.who, wish, origin, shop.now, asked.send));
  fmt::print("{}\n", invited.link);
  if (shop.origin.empty()) fmt::print(stderr, "server.origin is not set: replace http://127.0.0.1:8080\n");
}

void list(Shop& shop, const Asked& asked) {
  auto const all = shop.accounts->all(shop.who);
  if (!asked.json) {
    for (auto const& a : all)
      fmt::print("{:<32} {:<9} {:<7} {:<24} {}{}\n", a.email, word(a.state), a.has_second() ? "second" : "-",
                 words(a), a.name, a.demo ? " (demo)" : "");
    return;
  }
  json::array out;
  for (auto const& a : all)
    out.emplace_back(json::object{{"id", a.id.text},
                                  {"email", a.email},
                                  {"name", a.name},
                                  {"state", word(a.state)},
                                  {"second_factor", a.has_second()},
                                  {"roles", words(a)},
                                  {"demo", a.demo}});
  fmt::print("{}\n", boost::json::serialize(out));
}

void sessions(Shop& shop, const Asked& asked) {
  auto const account = shop.find(asked.email);
  if (asked.end) {
    need(shop.accounts->end_sessions(shop.who, account.id, "", "", shop.now));
    fmt::print("all sessions of {} are over\n", account.email);
    return;
  }
  for (auto const& s : shop.accounts->sessions(account.id))
    fmt::print("{}  since {}  seen {}  {}\n", s.id, iso(s.created), iso(s.seen), s.browser);
}

void change_roles(Shop& shop, const Asked& asked) {
  auto const a = shop.find(asked.email);
  if (asked.roles.empty()) return fmt::print("{}\n", words(a));
  people::Wish const wish{
      .name = a.name,
      .lang = a.lang,
      .team = a.team,
      .roles = roles_of(asked.roles),
      .organisations = asked.organisations.empty() ? a.organisations : organisations_of(asked.organisations)};
  fmt::print("{}\n", words(need(shop.accounts->change(shop.who, a.id, wish, shop.now))));
}

void disable(Shop& shop, const Asked& asked) {
  auto const account = shop.find(asked.email);
  need(shop.accounts->set_active(shop.who, account.id, asked.enable, shop.now));
  fmt::print("{} is {}\n", account.email, asked.enable ? "open again" : "closed, all sessions over");
}

void reset(Shop& shop, const Asked& asked) {
  auto const account = shop.find(asked.email);
  auto const origin = shop.origin.empty() ? "http://127.0.0.1:8080" : shop.origin;
  if (asked.end) need(shop.accounts->remove_second(shop.who, account.id, shop.now));
  fmt::print("{}\n", need(shop.accounts->reset_link(shop.who, account.id, origin, shop.now)));
}

/// The code an authenticator app would show: for invented people only.
void code(Shop& shop, const Asked& asked) {
  auto const account = shop.find(asked.email);
  if (!account.demo || !account.has_second()) throw Wrong("only invented people with a second factor");
  auto const unseal = shop.door->options().unseal;
  auto const key = unseal ? unseal(account.id, account.second_key) : account.second_key;
  fmt::print("{}\n", people::totp::code(key, shop.now));
}

void show_demo(Shop& shop, const Asked& asked) {
  auto const all = shop.accounts->all(shop.who);
  if (asked.alone && !std::ranges::all_of(all, &Account::demo))
    return fmt::print("There are accounts here, so no invented people are made.\n");
  auto const organisation = shop.db->read([](db::Session& s) {
    auto const row = s.one<std::string>("select id from organisation order by slug limit 1");
    return OrganisationId{row ? std::get<0>(*row) : ""};
  });
  fmt::print("Invented people, to try things out. Never in a database that holds anything of anybody's.\n");
  for (auto const& one : people::demo::people(*shop.door, organisation, shop.now))
    fmt::print("{:<14} {:<18} {}  {}\n", words(one.account), one.account.email, one.password,
               one.second_key.empty() ? "" : "second factor: " + one.second_key);
  fmt::print("The code of the second factor: coteacote user code ADDRESS\n");
}

using Verb = void (*)(Shop&, const Asked&);

}  // namespace

void add_user(CLI::App& app, int& code_out) {
  auto* const user = app.add_subcommand("user", "accounts of people who sign in");
  user->require_subcommand(1);
  auto const options = Options::of(*user);
  auto const asked = std::make_shared<Asked>();
  auto const verb = [&](std::string name, std::string words_of, Verb does, bool of_one) {
    auto* const command = user->add_subcommand(std::move(name), std::move(words_of));
    if (of_one) command->add_option("email", asked->email, "e-mail address")->required();
    command->fallthrough();
    command->callback([options, asked, does, &code_out] {
      try {
        Shop shop(options->settings());
        does(shop, *asked);
      } catch (const Wrong& wrong) {
        fmt::print(stderr, "{}\n", wrong.what());
        code_out = 2;
      }
    });
    return command;
  };
  auto const rights = [&](CLI::App* command) {
    command->add_option(
        "--role", asked->roles,
        "administrator, director, auditor, editor, translator, worker, partner; several: again");
    command->add_option("--organisation", asked->organisations, "id of a partner's organisation");
  };
  auto const person = [&](CLI::App* command) {
    command->add_option("--name", asked->name, "as colleagues see it")->required();
    command->add_option("--lang", asked->lang, "of the letters to her: fr, en, nl, ar or uk")
        ->capture_default_str();
    command->add_option("--team", asked->team, "desk, for example Andenne");
    rights(command);
  };
  auto* const adding =
      verb("add", "make an account; prints the link by which its password is chosen", add, true);
  person(adding);
  adding->add_flag("--password", asked->password, "read a password from standard input instead");
  auto* const inviting = verb(
      "invite", "the same, and send the link by mail",
      [](Shop& shop, const Asked& a) {
        auto with_mail = a;
        with_mail.send = true;
        add(shop, with_mail);
      },
      true);
  person(inviting);
  verb("list", "everybody, by name", list, false)->add_flag("--json", asked->json, "as JSON");
  verb("reset", "print a link by which a new password is chosen", reset, true)
      ->add_flag("--second-factor", asked->end, "remove the second factor too: the phone is lost");
  verb("disable", "close an account and end its sessions", disable, true)
      ->add_flag("--undo", asked->enable, "open it again");
  rights(verb("roles", "say or replace the roles of somebody", change_roles, true));
  verb("sessions", "where somebody is signed in", sessions, true)
      ->add_flag("--end", asked->end, "end them all");
  verb("code", "the code of an invented person's second factor now", code, true);
  verb("demo", "make invented people, one a role, and print how they sign in", show_demo, false)
      ->add_flag("--alone", asked->alone, "only where nobody else has an account");
}

}  // namespace cote::app
