// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/texts.h"

#include <fmt/format.h>

#include "activities/codes.h"

namespace cote::activities::store {

std::vector<TextField<guide::Words>> texts(Activity& a) {
  return {{"title", &a.title},           {"summary", &a.summary},   {"description", &a.description},
          {"objectives", &a.objectives}, {"audience", &a.audience}, {"requirements", &a.requirements}};
}
std::vector<TextField<guide::Words>> texts(Edition& e) {
  return {{"title", &e.title}, {"price", &e.price_words}, {"place", &e.place_words}, {"notice", &e.notice}};
}
std::vector<TextField<guide::Words>> texts(Session& s) { return {{"title", &s.title}}; }

void save_texts(db::Tx& tx, std::string_view entity, const std::string& id,
                const std::vector<TextField<guide::Words>>& fields, Time now) {
  tx.run("delete from activity_text where entity = :entity and entity_id = :id",
         {{"entity", entity}, {"id", id}});
  for (auto const& [field, words] : fields)
    for (std::size_t i = 0; i < words->in.size(); ++i) {
      auto const& w = words->in[i];
      tx.run(
          "insert into activity_text (entity, entity_id, field, lang, position, text, origin, source_hash, "
          "updated) values (:entity, :id, :field, :lang, :position, :text, :origin, :hash, :now)",
          {{"entity", entity},
           {"id", id},
           {"field", field},
           {"lang", w.lang},
           {"position", i},
           {"text", w.text},
           {"origin", code(w.origin)},
           {"hash", w.source_hash},
           {"now", iso(now)}});
    }
}

void each_text(db::Session& session, std::string_view entity, std::string_view ids, const db::Binds& binds,
               const std::function<void(const std::string&, std::string_view, guide::Wording)>& each) {
  auto const rows = session.all<std::string, std::string, std::string, std::string, std::string, std::string>(
      fmt::format("select entity_id, field, lang, text, origin, source_hash from activity_text "
                  "where entity = '{}' and entity_id in ({}) order by entity_id, field, position",
                  entity, ids),
      binds);
  for (auto const& [id, field, lang, text, origin, hash] : rows)
    each(id, field,
         {.lang = lang,
          .text = text,
          .origin = from_code<guide::Origin>(origin).value_or(guide::Origin::source),
          .source_hash = hash});
}

}  // namespace cote::activities::store
