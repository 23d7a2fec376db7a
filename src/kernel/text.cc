// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/text.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <mutex>
#include <stdexcept>
#include <unordered_map>

#include <boost/json.hpp>

#include "kernel/embedded.h"
#include "kernel/message.h"

namespace cote {
namespace {

struct Line {
  std::string words{};  // used when there is nothing to fill in
  std::unique_ptr<Pattern> pattern{};
};

struct ViewHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
using Lines = std::unordered_map<std::string, Line, ViewHash, std::equal_to<>>;

bool strict() { return std::getenv("COTE_STRICT_TEXT") != nullptr; }

void read_file(Lines& out, const std::string& path, std::string_view bytes, const NumberRules& rules) {
  auto const root = boost::json::parse(bytes);
  for (auto const& [key, value] : root.as_object()) {
    if (key.starts_with("_meta.")) continue;
    Line line{.words = std::string(value.as_string())};
    if (line.words.find('{') != std::string::npos) {
      try {
        line.pattern = std::make_unique<Pattern>(line.words, rules);
      } catch (const std::invalid_argument& e) {
        throw std::invalid_argument("text/" + path + " " + std::string(key) + ": " + e.what());
      }
    }
    out.emplace(std::string(key), std::move(line));
  }
}

/// The sentences everyone may read and, where this language has them, those of the work pages.
Lines read_lines(const Lang& lang, const NumberRules& rules) {
  auto const files = embedded_texts();
  Lines out;
  for (auto const& path : {lang.tag + ".json", "desk/" + lang.tag + ".json"}) {
    auto const file = std::ranges::find(files, path, &EmbeddedFile::path);
    if (file != files.end()) read_file(out, path, file->bytes, rules);
  }
  if (out.empty()) throw std::out_of_range("no text in " + lang.tag);
  return out;
}

}  // namespace

struct Text::Impl {
  explicit Impl(const Lang& of) : lang(of), rules(of.tag), lines(read_lines(of, rules)) {}
  Lang lang;
  NumberRules rules;
  Lines lines;
};

Text::Text(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Text::~Text() = default;

const Text& Text::in(const Lang& lang) {
  // The usual case is one of the shipped languages, whose Lang never moves: found without the lock.
  thread_local std::map<const Lang*, const Text*> near;
  static const Lang* const shipped = languages().data();
  bool const is_shipped =
      !std::less<>{}(&lang, shipped) && std::less<>{}(&lang, shipped + languages().size());
  if (is_shipped)
    if (auto const at = near.find(&lang); at != near.end()) return *at->second;

  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<const Text>, std::less<>> all;
  std::scoped_lock const lock(mutex);
  auto& text = all[lang.tag];
  if (!text) text.reset(new Text(std::make_unique<Impl>(lang)));
  if (is_shipped) near[&lang] = text.get();
  return *text;
}

std::string Text::operator()(std::string_view key, std::initializer_list<Arg> args) const {
  auto const at = impl_->lines.find(key);
  if (at == impl_->lines.end()) {
    if (strict()) throw std::out_of_range("no text " + std::string(key) + " in " + impl_->lang.tag);
    if (impl_->lang.tag == "fr") return std::string(key);
    return Text::in(languages().front())(key, args);
  }
  if (!at->second.pattern) return at->second.words;
  return at->second.pattern->fill(args);
}

bool Text::has(std::string_view key) const { return impl_->lines.contains(key); }

const Lang& Text::lang() const { return impl_->lang; }

}  // namespace cote
