// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/translation/machine.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "guide/freshness/fetch.h"
#include "guide/translation/door.h"
#include "guide/translation/store.h"
#include "kernel/csv.h"
#include "kernel/embedded.h"
#include "kernel/json.h"

namespace cote::guide::translation {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
}

/// `word` stands alone in `text` at `at`.
bool whole_word(std::string_view text, std::size_t at, std::string_view word) {
  bool const starts = at == 0 || !is_letter(text[at - 1]);
  auto const end = at + word.size();
  return starts && (end == text.size() || !is_letter(text[end]));
}

std::string mark(std::size_t n) { return fmt::format("XZ{}ZX", n); }

std::vector<std::string> read_words() {
  std::vector<std::string> out;
  auto const table = csv::parse(embedded_data("translation/kept_words.csv").value_or(""));
  for (auto const& row : table.rows)
    if (!row.cells.empty() && !row.cells.front().empty()) out.push_back(row.cells.front());
  std::ranges::sort(out, {}, [](const std::string& w) { return -static_cast<std::ptrdiff_t>(w.size()); });
  return out;
}

}  // namespace

std::span<const std::string> kept_words() {
  static const auto words = read_words();
  return words;
}

Protected protect(std::string_view text, std::span<const std::string> words) {
  Protected out;
  for (std::size_t at = 0; at < text.size();) {
    auto const word = std::ranges::find_if(words, [&](const std::string& w) {
      return text.substr(at).starts_with(w) && whole_word(text, at, w);
    });
    if (word == words.end()) {
      out.text += text[at++];
      continue;
    }
    out.text += mark(out.words.size());
    out.words.push_back(*word);
    at += word->size();
  }
  return out;
}

std::optional<std::string> restore(std::string_view text, const std::vector<std::string>& words) {
  std::string out(text);
  // From the last: the mark of 1 is not the beginning of that of 10, but order costs nothing.
  for (std::size_t n = words.size(); n-- > 0;) {
    auto const wanted = mark(n);
    auto const at = out.find(wanted);
    if (at == std::string::npos || out.find(wanted, at + 1) != std::string::npos) return std::nullopt;
    out.replace(at, wanted.size(), words[n]);
  }
  return out;
}

std::optional<std::string> by_machine(const MachineSettings& settings, std::string_view text,
                                      std::string_view from, std::string_view to, std::string* why) {
  auto const fail = [&](std::string reason) {
    if (why != nullptr) *why = std::move(reason);
    return std::nullopt;
  };
  auto const sent = protect(text, kept_words());
  json::object question{{"q", sent.text}, {"source", from}, {"target", to}, {"format", "text"}};
  json::put(question, "api_key", settings.key);
  // The operator's own server usually stands on loopback.
  auto const answer = freshness::post_json(settings.url + "/translate", boost::json::serialize(question),
                                           {.timeout = settings.timeout, .private_networks = true});
  if (answer.trouble != freshness::Fetched::Trouble::none) return fail("the server does not answer");
  auto const read = json::parse(answer.body);
  auto const* object = read ? read->if_object() : nullptr;
  if (answer.status != 200) return fail(fmt::format("the server answered {}", answer.status));
  auto const translated = object == nullptr ? std::string() : json::text(*object, "translatedText");
  if (translated.empty()) return fail("the server gave no translation");
  auto whole = restore(translated, sent.words);
  if (!whole) return fail("the machine lost a word that must stay");
  return whole;
}

Drafts fill(db::Db& db, const MachineSettings& settings, std::string_view lang, std::size_t most, Time now,
            const std::function<bool()>& stopping) {
  Drafts done;
  if (settings.url.empty()) return done;
  auto fields = db.read([&](db::Session& s) { return store::for_machine(s, lang, most); });
  // Texts of one record after the other: they are kept together, as one version of it.
  std::ranges::stable_sort(fields, {}, [](const store::Field& f) { return std::tie(f.at.entity, f.at.id); });
  std::vector<Drafted> ready;
  auto const keep = [&] {
    done.made += keep_drafts(db, people::Actor::house("translation"), lang, ready, now);
    ready.clear();
  };
  int in_a_row = 0;
  for (auto& field : fields) {
    if (stopping() || in_a_row == 3) break;
    if (!ready.empty() && ready.back().field.at.id != field.at.id) keep();
    auto const text = by_machine(settings, field.source, field.source_lang, lang);
    if (!text) {
      ++done.failed;
      ++in_a_row;
      continue;
    }
    in_a_row = 0;
    ready.push_back({std::move(field), *text});
  }
  keep();
  return done;
}

}  // namespace cote::guide::translation
