// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/components/icon.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "web/components/markup.h"

namespace cote::web {
namespace {

using namespace cote::html;

struct Symbol {
  std::string_view name;
  Literal markup;
};

// Written when building by icons.cmake.
constexpr Symbol kPhosphor[] = {
#include "icons.inc"
};

// Status is told by shape, word and colour together. viewBox 20.
constexpr Symbol kOurs[] = {
    {"s-bientot",
     R"svg(<symbol id="i-s-bientot" viewBox="0 0 20 20"><circle cx="10" cy="10" r="7.9" fill="none" stroke="currentColor" stroke-width="2.2"/><path d="M10 2.2a7.8 7.8 0 0 1 0 15.6z"/></symbol>)svg"},
    {"s-ferme",
     R"svg(<symbol id="i-s-ferme" viewBox="0 0 20 20"><circle cx="10" cy="10" r="7.8" fill="none" stroke="currentColor" stroke-width="2.4"/><path d="M5.5 10h9" stroke="currentColor" stroke-width="2.6"/></symbol>)svg"},
    {"s-fini",
     R"svg(<symbol id="i-s-fini" viewBox="0 0 20 20"><path d="M2.2 2.2h15.6v15.6H2.2zM6.5 6.5l7 7m0-7l-7 7" fill="none" stroke="currentColor" stroke-width="2.4"/></symbol>)svg"},
    {"s-inconnu",
     R"svg(<symbol id="i-s-inconnu" viewBox="0 0 20 20"><circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="2.2" stroke-dasharray="3.2 3.1"/><circle cx="10" cy="10" r="2.4"/></symbol>)svg"},
    {"s-langues",
     R"svg(<symbol id="i-s-langues" viewBox="0 0 24 24"><g fill="none" stroke="currentColor" stroke-width="2"><circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c6 6 6 12 0 18M12 3c-6 6-6 12 0 18"/></g></symbol>)svg"},
    {"s-ouvert",
     R"svg(<symbol id="i-s-ouvert" viewBox="0 0 20 20"><circle cx="10" cy="10" r="9"/><path d="M5.5 10.3l3 3 6-6.3" fill="none" stroke="var(--papier)" stroke-width="2.4"/></symbol>)svg"},
};

constexpr std::string_view kFallback = "signpost";

// Each symbol with the markup that refers to it, made once: a page refers to sixty.
struct Ready {
  const Symbol* symbol = nullptr;
  Html plain{};
  Html mirrored{};
};

Html use(std::string_view name, const std::optional<Attr>& more) {
  return svg(more, aria_hidden(), svg_use(href(Url::anchor("i-" + std::string(name)))));
}

const Ready* find_ready(std::string_view name) {
  static const auto by_name = [] {
    std::vector<Ready> all;
    auto const add = [&](const Symbol& s) { all.push_back({&s, use(s.name, {}), use(s.name, cls("va"))}); };
    for (auto const& one : kPhosphor) add(one);
    for (auto const& one : kOurs) add(one);
    std::ranges::sort(all, {}, [](const Ready& r) { return r.symbol->name; });
    return all;
  }();
  auto const at = std::ranges::lower_bound(by_name, name, {}, [](const Ready& r) { return r.symbol->name; });
  return at != by_name.end() && at->symbol->name == name ? &*at : nullptr;
}

const Ready& ready(std::string_view name) {
  auto const* const found = find_ready(name);
  return found ? *found : *find_ready(kFallback);
}

}  // namespace

Html icon(std::string_view name) { return ready(name).plain; }
Html arrow(std::string_view name) { return ready(name).mirrored; }
bool has_icon(std::string_view name) { return find_ready(name) != nullptr; }

Html sprite(std::initializer_list<const Html*> pieces) {
  // '#' is rare in a page, '<' is not.
  static constexpr std::string_view kBefore = "<use href=\"";
  static constexpr std::string_view kUse = "#i-";
  std::vector<std::string_view> names;
  Html symbols;
  for (auto const* piece : pieces) {
    std::string_view const text = piece->str();
    for (auto at = text.find(kUse); at != text.npos; at = text.find(kUse, at)) {
      bool const ours = text.substr(0, at).ends_with(kBefore);
      at += kUse.size();
      auto const name = text.substr(at, text.find('"', at) - at);
      if (!ours || std::ranges::find(names, name) != names.end()) continue;
      names.push_back(name);
      if (auto const* const found = find_ready(name)) symbols += Html(found->symbol->markup);
    }
  }
  if (symbols.empty()) return symbols;
  return svg(cls("hors"), aria_hidden(), std::move(symbols));
}

Html mark_drawing() {
  return Html(
      R"(<svg viewBox="0 0 62 40" aria-hidden="true" fill="none" stroke-width="6.4" stroke-linejoin="round" stroke-linecap="round"><g class="m1"><circle cx="17.4" cy="26.4" r="9.8"/><path d="M6.4 10.2L17.4 3.6l11 6.6"/></g><g class="m2"><circle cx="44.6" cy="26.4" r="9.8" fill="currentColor"/><path d="M33.6 10.2L44.6 3.6l11 6.6"/></g></svg>)");
}

}  // namespace cote::web
