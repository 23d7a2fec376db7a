// SPDX-License-Identifier: AGPL-3.0-or-later
#include "db/copy_postgresql.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <libpq-fe.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/copy.h"
#include "db/db.h"

extern "C" char** environ;

namespace cote::db::postgresql {
namespace {

/// The environment of this program with what the address says in PG… names: an argument would show the
/// password to everybody on the machine.
std::vector<std::string> environment(const std::string& where) {
  std::vector<std::string> out;
  for (char** e = environ; *e != nullptr; ++e)
    if (!std::string_view(*e).starts_with("PG")) out.emplace_back(*e);
  auto* const options = PQconninfoParse(where.c_str(), nullptr);
  for (auto const* o = options; o != nullptr && o->keyword != nullptr; ++o)
    if (o->val != nullptr && o->envvar != nullptr) out.push_back(fmt::format("{}={}", o->envvar, o->val));
  PQconninfoFree(options);
  return out;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> out;
  for (auto& word : words) out.push_back(word.data());
  out.push_back(nullptr);
  return out;
}

/// Runs a program to its end, giving what it writes on its standard output. What it complains of goes to the
/// file `complaints`, else to our standard error.
void run(const std::string& where, std::vector<std::string> words,
         const std::function<void(std::string_view)>& each = {}, const std::string& complaints = {}) {
  std::array<int, 2> pipe_ends{};
  if (pipe2(pipe_ends.data(), O_CLOEXEC) != 0) throw Error(Error::Kind::other, "no pipe to be had");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, pipe_ends[1], 1);
  if (!complaints.empty())
    posix_spawn_file_actions_addopen(&actions, 2, complaints.c_str(), O_WRONLY | O_TRUNC, 0);
  auto env = environment(where);
  pid_t child = 0;
  int const failed =
      posix_spawnp(&child, words[0].c_str(), &actions, nullptr, pointers(words).data(), pointers(env).data());
  posix_spawn_file_actions_destroy(&actions);
  close(pipe_ends[1]);
  std::vector<char> buffer(std::size_t{64} * 1024);
  std::exception_ptr thrown;
  while (failed == 0) {
    auto const got = read(pipe_ends[0], buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    try {
      if (each && !thrown) each({buffer.data(), static_cast<std::size_t>(got)});
    } catch (...) {
      thrown = std::current_exception();  // the child is still to be waited for
      break;
    }
  }
  close(pipe_ends[0]);
  int status = 0;
  if (failed == 0) waitpid(child, &status, 0);
  if (thrown) std::rethrow_exception(thrown);
  if (failed != 0)
    throw Error(Error::Kind::unavailable,
                fmt::format("{} cannot be run; install postgresql-client", words[0]));
  if (status != 0) throw Error(Error::Kind::other, fmt::format("{} did not succeed", words[0]));
}

/// A file for the owner alone that goes away with this object.
class Scratch {
 public:
  explicit Scratch(std::string_view what) : path_(private_file_near("postgresql://", what)) {}
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  [[nodiscard]] std::string name() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

std::string identifier(std::string_view name) {
  std::string out = "\"";
  for (char const c : name) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + '"';
}

}  // namespace

void dump(const std::string& where, const std::string& schema,
          const std::function<void(std::string_view)>& each) {
  run(where,
      {"pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--schema=" + identifier(schema)},
      each);
}

void check(const std::string& where, const std::filesystem::path& archive) {
  run(where, {"pg_restore", "--file=/dev/null", archive.string()});
}

namespace {

/// What COPY wrote for one value: PostgreSQL's manual, "COPY", text format.
std::optional<std::string> value_of(std::string_view field) {
  if (field == "\\N") return std::nullopt;
  static constexpr std::string_view kLetters = "bfnrtv";
  static constexpr std::string_view kMeant = "\b\f\n\r\t\v";
  std::string out;
  for (std::size_t at = 0; at < field.size(); ++at) {
    if (field[at] != '\\' || at + 1 == field.size()) {
      out += field[at];
      continue;
    }
    auto const letter = kLetters.find(field[++at]);
    out += letter == std::string_view::npos ? field[at] : kMeant[letter];
  }
  return out;
}

std::vector<std::string> split(std::string_view text, std::string_view mark) {
  std::vector<std::string> out;
  for (std::size_t at = 0;;) {
    auto const end = text.find(mark, at);
    out.emplace_back(text.substr(at, end - at));
    if (end == std::string_view::npos) return out;
    at = end + mark.size();
  }
}

/// Reads the script that pg_restore writes: rows stand between "COPY schema.table (a, b) FROM stdin;" and
/// "\.".
class Script {
 public:
  explicit Script(const std::function<void(const Row&)>& each) : each_(each) {}
  void take(std::string_view piece) {
    rest_ += piece;
    std::size_t at = 0;
    for (std::size_t end = 0; (end = rest_.find('\n', at)) != std::string::npos; at = end + 1)
      line(std::string_view(rest_).substr(at, end - at));
    rest_.erase(0, at);
  }

 private:
  void line(std::string_view text) {
    if (!inside_) {
      auto const open = text.find(" (");
      auto const close = text.find(") FROM stdin;");
      inside_ = text.starts_with("COPY ") && close != std::string_view::npos;
      if (!inside_) return;
      row_.table = text.substr(5, open - 5);
      row_.table.erase(0, row_.table.rfind('.') + 1);
      row_.columns = split(text.substr(open + 2, close - open - 2), ", ");
    } else if (text == "\\.") {
      inside_ = false;
    } else {
      row_.values.clear();
      for (auto const& field : split(text, "\t")) row_.values.push_back(value_of(field));
      if (row_.values.size() != row_.columns.size())
        throw Error(Error::Kind::other, "a row of the archive has not the columns of its table");
      each_(row_);
    }
  }

  const std::function<void(const Row&)>& each_;
  std::string rest_{};
  Row row_{};
  bool inside_ = false;
};

}  // namespace

void rows(const std::string& where, const std::filesystem::path& archive,
          std::span<const std::string_view> tables, const std::function<void(const Row&)>& each) {
  std::vector<std::string> words = {"pg_restore", "--data-only", "--file=-"};
  for (auto const table : tables) words.push_back(fmt::format("--table={}", table));
  words.push_back(archive.string());
  Script script(each);
  run(where, words, [&](std::string_view piece) { script.take(piece); });
}

/// The tables for us alone, and no longer than this: a reader who has one and waits for another would wait
/// for us for ever, and the server would end one of both after a second (deadlock_timeout).
constexpr auto kLockTimeout = "--command=set lock_timeout = '200ms'";
constexpr int kAttempts = 60;

/// The words that take every table of `schema`, in an order that is another each time: a busy reader who
/// takes two tables always in the order opposite to ours would stop us at every attempt.
std::string lock_of(const std::string& schema, std::vector<std::string> tables) {
  static thread_local std::minstd_rand dice{std::random_device{}()};
  std::ranges::shuffle(tables, dice);
  std::string names;
  for (auto const& table : tables)
    names += fmt::format("{}{}.{}", names.empty() ? "" : ", ", identifier(schema), identifier(table));
  return fmt::format("lock table {} in access exclusive mode", names);
}

void restore(const std::string& where, const std::string& schema, const std::vector<std::string>& tables,
             const std::filesystem::path& archive) {
  // We make the schema ourselves: whether the archive does depends on its name.
  std::string listed;
  run(where, {"pg_restore", "--list", archive.string()}, [&](std::string_view piece) { listed += piece; });
  Scratch const list("list");
  {
    std::istringstream lines(listed);
    std::ofstream out(list.name(), std::ios::binary);
    for (std::string line; std::getline(lines, line);)
      if (line.find(" SCHEMA - ") == std::string::npos) out << line << '\n';
  }
  Scratch const script("script");
  run(where, {"pg_restore", "--no-owner", "--no-privileges", "--use-list=" + list.name(),
              "--file=" + script.name(), archive.string()});
  std::vector<std::string> words = {"psql",
                                    "--no-psqlrc",
                                    "--quiet",
                                    "--single-transaction",
                                    "--set=ON_ERROR_STOP=1",
                                    "--command=set client_min_messages = warning",
                                    kLockTimeout};
  auto const lock = words.size();
  if (!tables.empty()) words.emplace_back();
  for (std::string word : {std::string("\\echo locked"), std::string("set lock_timeout = 0"),
                           fmt::format("drop schema if exists {} cascade", identifier(schema)),
                           fmt::format("create schema {}", identifier(schema))})
    words.push_back("--command=" + word);
  words.push_back("--file=" + script.name());
  Scratch const complaints("complaints");
  for (int attempt = 1;; ++attempt) {
    bool locked = false;
    if (!tables.empty()) words[lock] = "--command=" + lock_of(schema, tables);
    try {
      return run(
          where, words,
          [&](std::string_view piece) { locked |= piece.find("locked") != std::string_view::npos; },
          complaints.name());
    } catch (const Error&) {
      if (locked || attempt == kAttempts) {
        std::ifstream said(complaints.name());
        std::cerr << said.rdbuf();
        throw;
      }
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10 * attempt));
  }
}

}  // namespace cote::db::postgresql
