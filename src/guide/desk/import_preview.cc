// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/desk/import_preview.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <stdexcept>
#include <unordered_map>

#include <fmt/format.h>
#include <unistd.h>

#include "guide/desk/door.h"
#include "guide/desk/rows.h"
#include "guide/import/files.h"
#include "guide/own_reading.h"
#include "guide/rules.h"
#include "guide/store.h"
#include "kernel/json.h"
#include "people/ledger.h"
#include "web/percent.h"

namespace cote::guide::desk {
namespace {

using people::Action;
using people::Compartment;
using Files = guide::import::Files;
using Read = guide::import::Read;

/// What a services.csv names and does not bring: ours, as the files it would have beside it.
std::optional<std::string> beside(const Catalogue& stored, std::string_view name) {
  std::string out;
  if (name == "organisations.csv") {
    out = "slug,name\n";
    for (auto const& o : stored.organisations) out += fmt::format("{0},{0}\n", o.slug);
  } else if (name == "rubrics.csv") {
    out = "id,label.fr\n";
    for (auto const& r : stored.rubrics) out += fmt::format("{0},{0}\n", r.id);
  } else if (name == "topics.csv") {
    out = "id,rubric,label.fr\n";
    for (auto const& t : stored.topics) out += fmt::format("{0},{1},{0}\n", t.id, t.rubric);
  } else {
    return std::nullopt;
  }
  return out;
}

/// The columns of a table, by their names without the language.
std::set<std::string, std::less<>> columns_of(std::string_view header) {
  std::set<std::string, std::less<>> out;
  while (!header.empty()) {
    auto const end = std::min(header.find_first_of(",\r"), header.size());
    auto const name = header.substr(0, end);
    out.emplace(name.substr(0, name.find('.')));
    header.remove_prefix(std::min(end + 1, header.size()));
  }
  return out;
}

/// What the table has no column for stays as it is.
void keep_the_rest(Service& service, const Service& stored,
                   const std::set<std::string, std::less<>>& columns) {
  auto const keep = [&](std::string_view column, auto Service::*member) {
    if (!columns.contains(column)) service.*member = stored.*member;
  };
  keep("name", &Service::name);
  keep("summary", &Service::summary);
  keep("description", &Service::description);
  keep("conditions", &Service::conditions);
  keep("price", &Service::price);
  keep("appointment", &Service::appointment);
  keep("notice", &Service::notice);
  keep("documents", &Service::documents);
  keep("email", &Service::email);
  keep("url", &Service::url);
  keep("topics", &Service::topics);
  keep("audiences", &Service::audiences);
  keep("languages", &Service::languages);
  keep("phones", &Service::phones);
  keep("territory", &Service::territory);
  keep("status", &Service::status);
  keep("status_from", &Service::status_from);
  keep("status_until", &Service::status_until);
  keep("instead", &Service::instead);
  keep("cost", &Service::cost);
  keep("admission", &Service::admission);
  keep("undocumented", &Service::accepts_undocumented);
  keep("capacity", &Service::capacity);
  keep("min_age", &Service::min_age);
  keep("max_age", &Service::max_age);
  keep("source", &Service::provenance);
  service.contacts = stored.contacts;
  // A place is told as a whole or not at all.
  if (!columns.contains("address")) service.places = stored.places;
}

/// Services of our own tables, as somebody else's word on records of ours: what they have no column for
/// stays.
Read read_table(std::string_view name, const Files& files, const Catalogue& stored) {
  auto const& bytes = files.at("services.csv");
  auto const open = [&](std::string_view wanted) {
    bool const theirs = wanted == "services.csv" || wanted == "organisations.csv";
    auto const found = files.find(wanted);
    return theirs && found != files.end() ? std::optional(found->second) : beside(stored, wanted);
  };
  const import::Progress quiet;
  auto out = import::Reading(open, std::string(name), quiet).all();
  out.format = import::Format::hsds_csv;
  auto& read = out.catalogue;
  auto const columns = columns_of(std::string_view(bytes).substr(0, bytes.find('\n')));
  std::unordered_map<std::string, OrganisationId> ours;
  for (auto const& o : stored.organisations) ours.emplace(uuid_of("organisation:" + o.slug), o.id);
  std::unordered_map<std::string_view, const Service*> known;
  for (auto const& s : stored.services) known.emplace(s.slug, &s);
  for (auto& service : read.services) {
    if (auto const o = ours.find(service.organisation.text); o != ours.end())
      service.organisation = o->second;
    if (auto const s = known.find(service.slug); s != known.end()) {
      service.id = s->second->id;
      keep_the_rest(service, *s->second, columns);
    }
  }
  // Organisations that we have are not this file's to change.
  std::erase_if(read.organisations, [&](const Organisation& o) { return ours.contains(o.id.text); });
  read = {.organisations = std::move(read.organisations),
          .places = std::move(read.places),
          .services = std::move(read.services)};
  return out;
}

/// Tables of a zip as they are kept until "apply": one text.
constexpr std::string_view kTables = "tables:";
std::string packed(const Files& files) {
  json::object out;
  for (auto const& [name, text] : files) out[name] = text;
  return fmt::format("{}{}", kTables, boost::json::serialize(out));
}
Files unpacked(std::string_view body) {
  Files out;
  auto const read = json::parse(body.substr(kTables.size()));
  if (read && read->is_object())
    for (auto const& [name, text] : read->as_object())
      if (text.is_string()) out.emplace(std::string(name), std::string(text.as_string()));
  return out;
}

std::optional<Read> read_package(std::string_view name, const Files& files, const Catalogue& stored) {
  if (import::is_own_package(files)) return read_table(name, files, stored);
  try {
    return import::read_tables(files, std::string(name.substr(0, name.rfind('.'))), "fr");
  } catch (const std::runtime_error&) {
    return std::nullopt;  // no tables that are known
  }
}

bool is_text(std::string_view bytes) {
  return bytes.find('\0') == std::string_view::npos && web::as_utf8(bytes) == bytes;
}

/// What is kept of a file, or the key of why not.
struct Kept {
  std::string body{};
  std::string key{};
};
Kept to_keep(std::string_view bytes) {
  if (!import::is_zip(bytes)) {
    bool const fine = is_text(bytes) && !bytes.starts_with(kTables);
    return fine ? Kept{.body = std::string(bytes)} : Kept{.key = "draft.problem.file"};
  }
  try {
    auto const files = import::zip_files(bytes, "zip", kLargestOpened);
    for (auto const& [name, text] : files)
      if (!is_text(name) || !is_text(text)) return {.key = "draft.problem.file"};
    return {.body = packed(files)};
  } catch (const std::runtime_error&) {
    return {.key = "draft.problem.zip"};
  }
}

/// None for what is no such file.
std::optional<Read> read(std::string_view name, std::string_view bytes, const Catalogue& stored) {
  if (bytes.starts_with(kTables)) return read_package(name, unpacked(bytes), stored);
  auto const first = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == std::string_view::npos) return std::nullopt;
  if (bytes[first] == '{' || bytes[first] == '[') return import::read_hsds_json(bytes, name, "fr");
  auto const line = bytes.substr(0, bytes.find('\n'));
  if (line.find("slug") == std::string_view::npos || line.find(',') == std::string_view::npos)
    return std::nullopt;
  return read_table(name, {{"services.csv", std::string(bytes)}}, stored);
}

/// Records as pages show them, by service.
class Records {
 public:
  Records(const Catalogue& first, const Catalogue& second) {
    for (auto const* from : {&second, &first}) {
      for (auto const& o : from->organisations) organisations_.insert_or_assign(o.id.text, &o);
      for (auto const& p : from->places) places_.insert_or_assign(p.id.text, &p);
    }
  }
  [[nodiscard]] Record of(const Service& service) const {
    Record out{.service = service};
    if (auto const o = organisations_.find(service.organisation.text); o != organisations_.end())
      out.organisation = *o->second;
    for (auto const& at : service.places) {
      auto const p = places_.find(at.place.text);
      out.places.push_back(p == places_.end() ? Place{.id = at.place} : *p->second);
    }
    return out;
  }

 private:
  std::unordered_map<std::string_view, const Organisation*> organisations_{};
  std::unordered_map<std::string_view, const Place*> places_{};
};

/// What saving `wanted` would change of `stored`.
std::vector<ImportChange> changes_of(const Catalogue& stored, const Catalogue& wanted,
                                     std::size_t& unchanged) {
  Records const before(stored, {});
  Records const after(wanted, stored);
  std::unordered_map<std::string_view, const Service*> known;
  for (auto const& s : stored.services) known.emplace(s.id.text, &s);
  std::vector<ImportChange> out;
  for (auto const& service : wanted.services) {
    auto const there = known.find(service.id.text);
    ImportChange change{.service = service.id,
                        .name = std::string(rules::text(service.name, service.source_lang)),
                        .is_new = there == known.end()};
    change.changes = differences(change.is_new ? Record{} : before.of(*there->second), after.of(service));
    if (!change.is_new && change.changes.empty()) {
      ++unchanged;
    } else {
      out.push_back(std::move(change));
    }
  }
  return out;
}

struct Sent {
  std::string name{};
  std::string body{};
};
std::optional<Sent> sent(db::Session& session, const people::Actor& who, std::string_view id) {
  auto row = session.one<std::string, std::string>(
      "select name, body from desk_import where id = :id and author_id = :author",
      {{"id", id}, {"author", who.account.text}});
  if (!row) return std::nullopt;
  return Sent{std::move(std::get<0>(*row)), std::move(std::get<1>(*row))};
}

Preview look(const Catalogue& stored, const Sent& file, std::string_view id) {
  Preview out{.id = std::string(id), .file = file.name};
  auto read_ = read(file.name, file.body, stored);
  if (!read_) return out;
  out.rejects = std::move(read_->rejects);
  auto const wanted = import::as_saved(stored, *read_, out.rejects);
  out.changes = changes_of(stored, wanted, out.unchanged);
  return out;
}

bool may(const people::Actor& who) { return who.may(Compartment::imports, Action::import_); }

}  // namespace

Result<Preview> receive(db::Db& db, const people::Actor& who, std::string_view file_name,
                        std::string_view bytes, Time now) {
  if (!may(who)) return Refusal{Fault::forbidden};
  auto const wrong = [](std::string key) {
    return Problems{{.field = "file", .key = std::move(key), .args = {}}};
  };
  if (bytes.empty()) return wrong("draft.problem.no_file");
  if (bytes.size() > kLargestImport) return wrong("draft.problem.file_too_long");
  auto const kept = to_keep(bytes);
  if (!kept.key.empty()) return wrong(kept.key);
  auto const stored = db.read([](db::Session& session) { return guide::store::load(session); });
  auto const read_ = read(file_name, kept.body, stored);
  if (!read_ || (read_->records == 0 && read_->rejects.empty())) return wrong("draft.problem.file");
  auto const id =
      uuid_of(fmt::format("import/{}/{}/{}", who.account.text, iso(now), rules::source_hash(bytes)));
  db.write_with([&](db::Tx& tx) {
    tx.run("delete from desk_import where id = :id or (author_id = :author and at < :yesterday)",
           {{"id", id}, {"author", who.account.text}, {"yesterday", iso(now - std::chrono::hours(24))}});
    tx.run(
        "insert into desk_import (id, author_id, author, name, at, body) "
        "values (:id, :author_id, :author, :name, :at, :body)",
        {{"id", id},
         {"author_id", who.account.text},
         {"author", who.name},
         {"name", file_name.substr(0, 200)},
         {"at", iso(now)},
         {"body", kept.body}});
  });
  return preview(db, who, id);
}

Result<Preview> preview(db::Db& db, const people::Actor& who, std::string_view id) {
  if (!may(who)) return Refusal{Fault::forbidden};
  return db.read([&](db::Session& session) -> Result<Preview> {
    auto const file = sent(session, who, id);
    if (!file) return Refusal{Fault::missing};
    return look(guide::store::load(session), *file, id);
  });
}

Result<std::size_t> apply(db::Db& db, const people::Actor& who, std::string_view id, Time now) {
  if (!may(who)) return Refusal{Fault::forbidden};
  return db.write([&](db::Tx& tx) -> Result<std::size_t> {
    auto const file = sent(tx, who, id);
    if (!file) return Refusal{Fault::missing};
    auto const stored = guide::store::load(tx);
    auto const read_ = read(file->name, file->body, stored);
    if (!read_) return Refusal{Fault::missing};
    std::vector<import::Reject> dropped;
    auto const wanted = import::as_saved(stored, *read_, dropped);
    std::size_t unchanged = 0;
    auto const changes = changes_of(stored, wanted, unchanged);
    for (auto const& change : changes)
      if (!change.is_new) keep_as_found(tx, change.service, now);
    guide::store::save(tx, wanted, now);
    for (auto const& change : changes) add_version(tx, change.service, "imported", who, file->name, now);
    rows::catch_up(tx, rows::kAtOnce);
    tx.run("delete from desk_import where id = :id", {{"id", id}});
    people::ledger::note(
        tx, who,
        {.action = "guide.imported",
         .subject = "import",
         .subject_id = std::string(id),
         .detail = boost::json::serialize(json::object{
             {"changed", changes.size()}, {"unchanged", unchanged}, {"rejected", read_->rejects.size()}}),
         .purpose = {}},
        now);
    return changes.size();
  });
}

Result<bool> forget(db::Db& db, const people::Actor& who, std::string_view id) {
  if (!may(who)) return Refusal{Fault::forbidden};
  return db.write([&](db::Tx& tx) {
    return tx.run("delete from desk_import where id = :id and author_id = :author",
                  {{"id", id}, {"author", who.account.text}}) == 1;
  });
}

}  // namespace cote::guide::desk
