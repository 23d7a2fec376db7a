// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/translation/door.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "guide/desk/door.h"
#include "kernel/lang.h"
#include "people/ledger.h"

namespace cote::guide::translation {
namespace {

using people::Action;
using people::Compartment;

constexpr std::size_t kLongest = 40000;  // bytes: 10,000 letters of any script

enum class What { nothing, save, source_changed, somebody_else, too_long };

What judge(const store::Field& field, const Typed& typed) {
  bool const changed = typed.text != field.text;
  // A text that a person made from this very source needs no second word.
  bool const certified = typed.confirmed && !typed.text.empty() && field.state != TranslationState::human;
  if ((!changed || typed.text.empty()) && !certified) return What::nothing;
  if (typed.seen_source_hash != field.source_hash) return What::source_changed;
  if (typed.seen_text_hash != field.text_hash) return What::somebody_else;
  return typed.text.size() > kLongest ? What::too_long : What::save;
}

std::string key_of(What what) {
  switch (what) {
    case What::source_changed:
      return "translation.problem.source";
    case What::somebody_else:
      return "translation.problem.other";
    case What::too_long:
      return "translation.problem.long";
    case What::nothing:
    case What::save:
      break;
  }
  return {};
}

void note(db::Tx& tx, const people::Actor& who, std::string_view action, const ServiceId& service,
          std::string_view lang, int count, Time now) {
  people::ledger::note(tx, who,
                       {.action = std::string(action),
                        .subject = service.empty() ? "translation" : "service",
                        .subject_id = service.empty() ? std::string(lang) : service.text,
                        .detail = fmt::format(R"({{"lang":"{}","texts":{}}})", lang, count)},
                       now);
}

/// Every record that shows one of these, each once.
std::vector<ServiceId> records_of(db::Session& session, const std::vector<store::FieldId>& texts) {
  std::vector<ServiceId> out;
  for (auto const& at : texts)
    for (auto& id : store::shown_in(session, at)) out.push_back(std::move(id));
  std::ranges::sort(out, {}, &ServiceId::text);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<store::FieldId> places_of(const std::vector<const Typed*>& texts) {
  std::vector<store::FieldId> out;
  for (auto const* one : texts) out.push_back(one->at);
  return out;
}

using ById = std::map<store::FieldId, store::Field>;
ById by_id(std::vector<store::Field> fields) {
  ById out;
  for (auto& field : fields) {
    auto at = field.at;
    out.emplace(std::move(at), std::move(field));
  }
  return out;
}

}  // namespace

Result<int> save(db::Db& db, const people::Actor& who, const ServiceId& service, std::string_view lang,
                 const std::vector<Typed>& typed, Time now) {
  if (!who.may(Compartment::translation, Action::translate)) return Refusal{Fault::forbidden};
  if (find_language(lang) == nullptr) return Refusal{Fault::missing};
  return db.write([&](db::Tx& tx) -> Result<int> {
    auto const fields = by_id(store::fields(tx, service, lang));
    if (fields.empty()) return Refusal{Fault::missing};
    Problems wrong;
    std::vector<const Typed*> good;
    for (auto const& one : typed) {
      auto const found = fields.find(one.at);
      if (found == fields.end()) continue;
      auto const what = judge(found->second, one);
      if (what == What::save) good.push_back(&one);
      if (auto key = key_of(what); !key.empty()) wrong.push_back({one.at.text(), std::move(key), {}});
    }
    if (!wrong.empty()) return wrong;
    if (good.empty()) return 0;
    desk::Around versions(tx, records_of(tx, places_of(good)), now);
    for (auto const* one : good) store::put(tx, fields.at(one->at), lang, one->text, Origin::human, now);
    versions.publish("translated", who, lang);
    note(tx, who, "translation.saved", service, lang, static_cast<int>(good.size()), now);
    return static_cast<int>(good.size());
  });
}

Result<Imported> take_in(db::Db& db, const people::Actor& who, std::string_view lang,
                         const std::vector<Typed>& typed, Time now) {
  if (!who.may(Compartment::translation, Action::import_)) return Refusal{Fault::forbidden};
  if (find_language(lang) == nullptr) return Refusal{Fault::missing};
  return db.write([&](db::Tx& tx) -> Result<Imported> {
    auto const fields = by_id(store::every_field(tx, lang));
    Imported out;
    std::vector<const Typed*> good;
    for (auto const& one : typed) {
      auto const found = fields.find(one.at);
      if (found == fields.end()) {
        out.refused.push_back({one.at.text(), "translation.problem.unknown"});
        continue;
      }
      auto const what = judge(found->second, one);
      if (what == What::save) {
        good.push_back(&one);
      } else if (what == What::nothing) {
        ++out.unchanged;
      } else {
        out.refused.push_back({one.at.text(), key_of(what)});
      }
    }
    out.saved = static_cast<int>(good.size());
    desk::Around versions(tx, records_of(tx, places_of(good)), now);
    for (auto const* one : good) store::put(tx, fields.at(one->at), lang, one->text, Origin::human, now);
    versions.publish("translated", who, fmt::format("{} xliff", lang));
    if (out.saved > 0) note(tx, who, "translation.imported", {}, lang, out.saved, now);
    return out;
  });
}

int keep_drafts(db::Db& db, const people::Actor& who, std::string_view lang,
                const std::vector<Drafted>& texts, Time now) {
  if (texts.empty()) return 0;
  return db.write([&](db::Tx& tx) {
    std::vector<store::FieldId> at;
    for (auto const& one : texts) at.push_back(one.field.at);
    desk::Around versions(tx, records_of(tx, at), now);
    int kept = 0;
    for (auto const& [field, text] : texts) {
      if (!store::put_draft(tx, field, lang, text, now)) continue;
      ++kept;
      people::ledger::note(tx, who,
                           {.action = "translation.drafted",
                            .subject = field.at.entity,
                            .subject_id = field.at.id,
                            .detail = fmt::format(R"({{"field":"{}","lang":"{}"}})", field.at.path(), lang)},
                           now);
    }
    versions.publish("drafted", who, lang);
    return kept;
  });
}

}  // namespace cote::guide::translation
