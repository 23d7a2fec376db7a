// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/seal/keys.h"

#include <algorithm>

#include <fmt/format.h>
#include <sodium.h>

#include "people/seal/box.h"

namespace cote::people {
namespace {

constexpr std::array<std::string_view, 9> kPurposes = {
    "account",    "account:blind", "correction",  "correction:blind", "post",
    "post:blind", "draft",         "draft:blind", "participant",
};

std::string wrap(const Key& root, const Keyring::DataKey& data) {
  return box(root, {"data_key", data.id, data.purpose, std::to_string(data.generation)}, data.key.base64());
}

struct Row {
  Keyring::DataKey key{};
  std::string root{};
};

Row unwrap(const RootFile& root,
           const std::tuple<std::string, std::string, std::int64_t, std::string, std::string>& row) {
  auto const& [id, purpose, generation, wrapped, root_name] = row;
  auto const* const by = root.named(root_name);
  if (by == nullptr)
    throw KeyError(
        fmt::format("the key \"{}\" was wrapped by root key {}, which the root key file does not hold",
                    purpose, root_name));
  auto const opened = unbox(*by, {"data_key", id, purpose, std::to_string(generation)}, wrapped);
  auto const key = opened ? Key::from_base64(*opened) : std::nullopt;
  if (!key) throw KeyError(fmt::format("the key \"{}\" in the database is damaged", purpose));
  return {.key = {.id = id, .purpose = purpose, .generation = generation, .key = *key}, .root = root_name};
}

std::vector<Row> rows_of(db::Session& session, const RootFile& root) {
  std::vector<Row> out;
  for (auto const& row : session.all<std::string, std::string, std::int64_t, std::string, std::string>(
           "select id, purpose, generation, wrapped, root from data_key order by purpose, generation"))
    out.push_back(unwrap(root, row));
  return out;
}

void add(db::Tx& tx, const RootFile& root, std::string_view purpose, std::int64_t generation, Time now) {
  auto const key = Key::random();
  Keyring::DataKey const data{
      .id = key.name(), .purpose = std::string(purpose), .generation = generation, .key = key};
  // Two programs that start at once both try; the database keeps the first.
  tx.run(
      "insert into data_key (id, purpose, generation, wrapped, root, created) values (:id, :purpose, "
      ":generation, :wrapped, :root, :created) on conflict do nothing",
      {{"id", data.id},
       {"purpose", data.purpose},
       {"generation", data.generation},
       {"wrapped", wrap(root.current(), data)},
       {"root", root.current().name()},
       {"created", iso(now)}});
}

std::int64_t newest(db::Session& session, std::string_view purpose) {
  auto const row = session.one<std::int64_t>(
      "select coalesce(max(generation), 0) from data_key where purpose = :purpose", {{"purpose", purpose}});
  return row ? std::get<0>(*row) : 0;
}

RootFile root_for(db::Db& db, const std::filesystem::path& path) {
  if (std::filesystem::exists(path)) return RootFile::read(path);
  auto const held = db.read([](db::Session& s) {
    return std::get<0>(s.one<std::int64_t>("select count(*) from data_key").value());
  });
  if (held > 0)
    throw KeyError(
        fmt::format("there is no root key at {}, and this database was sealed with one: put it back, "
                    "or restore it from a backup",
                    path.string()));
  return RootFile::make(path);
}

}  // namespace

std::span<const std::string_view> Keyring::purposes() { return kPurposes; }

std::shared_ptr<Keyring> Keyring::open(db::Db& db, const std::filesystem::path& root_file, Time now) {
  auto const root = root_for(db, root_file);
  auto const missing = db.read([](db::Session& s) {
    std::vector<std::string_view> out;
    std::ranges::copy_if(kPurposes, std::back_inserter(out),
                         [&](std::string_view purpose) { return newest(s, purpose) == 0; });
    return out;
  });
  if (!missing.empty())
    db.write_with([&](db::Tx& tx) {
      for (auto const purpose : missing) add(tx, root, purpose, 1, now);
    });
  auto ring = std::shared_ptr<Keyring>(new Keyring(db, root_file));
  ring->load();
  return ring;
}

void Keyring::load() const {
  auto const root = RootFile::read(root_file_);  // a rotation may have replaced it since
  auto rows = db_.read([&](db::Session& s) { return rows_of(s, root); });
  std::scoped_lock const lock(mutex_);
  keys_.clear();
  for (auto& row : rows) keys_.push_back(std::move(row.key));
}

Keyring::DataKey Keyring::current(std::string_view purpose) const {
  std::scoped_lock const lock(mutex_);
  const DataKey* best = nullptr;
  for (auto const& key : keys_)
    if (key.purpose == purpose && (best == nullptr || key.generation > best->generation)) best = &key;
  if (best == nullptr) throw std::logic_error(fmt::format("no key has the purpose \"{}\"", purpose));
  return *best;
}

Keyring::DataKey Keyring::by_id(std::string_view id) const {
  auto const find = [&]() -> std::optional<DataKey> {
    std::scoped_lock const lock(mutex_);
    auto const at = std::ranges::find(keys_, id, &DataKey::id);
    return at == keys_.end() ? std::nullopt : std::optional(*at);
  };
  if (auto const found = find()) return *found;
  load();  // another process may have made it since
  if (auto const found = find()) return *found;
  throw KeyError("a field was sealed with a key that this database does not hold");
}

std::size_t rotate_root(db::Db& db, const std::filesystem::path& root_file,
                        const std::function<void(RotationStep)>& told) {
  auto const tell = [&](RotationStep step) {
    if (told) told(step);
  };
  auto root = RootFile::read(root_file);
  // Two keys in the file: somebody was interrupted. The last of them is the one to end with.
  if (root.keys().size() == 1) {
    root.write({root.current(), Key::random()});
    tell(RotationStep::root_added);
  }
  auto const target = root.current().name();
  std::size_t wrapped = 0;
  for (auto const& row : db.read([&](db::Session& s) { return rows_of(s, root); })) {
    if (row.root == target) continue;
    db.write_with([&](db::Tx& tx) {
      tx.run("update data_key set wrapped = :wrapped, root = :root where id = :id",
             {{"wrapped", wrap(root.current(), row.key)}, {"root", target}, {"id", row.key.id}});
    });
    ++wrapped;
    tell(RotationStep::key_wrapped);
  }
  // Somebody with the old file may have made a key meanwhile: the old root stays until nothing needs it.
  auto const left = db.read([&](db::Session& s) {
    return std::get<0>(
        s.one<std::int64_t>("select count(*) from data_key where root <> :root", {{"root", target}}).value());
  });
  if (left > 0) return wrapped + rotate_root(db, root_file, told);
  root.write({root.current()});
  tell(RotationStep::root_dropped);
  return wrapped;
}

std::size_t rotate_data_keys(db::Db& db, const std::filesystem::path& root_file, Time now) {
  auto const root = RootFile::read(root_file);
  return db.write([&](db::Tx& tx) {
    std::size_t made = 0;
    for (auto const purpose : kPurposes) {
      if (purpose.ends_with(":blind")) continue;
      add(tx, root, purpose, newest(tx, purpose) + 1, now);
      ++made;
    }
    return made;
  });
}

}  // namespace cote::people
