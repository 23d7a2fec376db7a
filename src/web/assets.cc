// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/assets.h"

#include <algorithm>
#include <array>
#include <deque>
#include <stdexcept>
#include <vector>

#include "kernel/embedded.h"
#include "web/etag.h"
#include "web/reply.h"

namespace cote::web {
namespace {

std::string_view type_of(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kTypes = {{
      {".css", "text/css; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".json", "application/json"},
      {".geojson", "application/geo+json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".webp", "image/webp"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".webmanifest", "application/manifest+json"},
      {".txt", "text/plain; charset=utf-8"},
  }};
  for (auto const& [ending, type] : kTypes)
    if (name.ends_with(ending)) return type;
  return "application/octet-stream";
}

bool is_sheet(std::string_view name) { return name.ends_with(".css") || name.ends_with(".webmanifest"); }

std::string address(const Asset& asset) {
  return "/assets/" + std::string(asset.hash) + '/' + std::string(asset.name);
}

/// Where bytes and hashes that were computed live, at addresses that stay.
struct Shelf {
  std::vector<Asset> assets{};
  std::deque<std::string> made{};

  Shelf() {
    for (auto const& file : embedded_assets()) add(file.path, file.bytes);
    for (auto& asset : assets) seal(asset, !is_sheet(asset.name));
    // Sheets name files by their content, so the files' hashes come first.
    for (auto& asset : assets)
      if (is_sheet(asset.name)) asset.bytes = made.emplace_back(resolve(asset));
    for (auto& asset : assets) seal(asset, is_sheet(asset.name));
  }

  void add(std::string_view name, std::string_view bytes) {
    assets.push_back({name, bytes, type_of(name), {}});
  }

  void seal(Asset& asset, bool now) {
    if (now) asset.hash = made.emplace_back(hex(content_hash(asset.bytes)));
  }

  [[nodiscard]] const Asset* find(std::string_view name) const {
    auto const at = std::ranges::lower_bound(assets, name, {}, &Asset::name);
    return at == assets.end() || at->name != name ? nullptr : &*at;
  }

  /// `asset(name)` and relative `url(file)` become addresses.
  [[nodiscard]] std::string resolve(const Asset& sheet) const {
    auto const folder = sheet.name.substr(0, sheet.name.rfind('/') + 1);
    std::string out;
    std::string_view rest = sheet.bytes;
    while (true) {
      auto const placeholder = std::min(rest.find("asset("), rest.size());
      auto const relative = std::min(rest.find("url("), rest.size());
      auto const at = std::min(placeholder, relative);
      out += rest.substr(0, at);
      if (at == rest.size()) return out;
      bool const ours = placeholder < relative;
      auto const open = at + (ours ? 6 : 4);
      auto const close = std::min(rest.find(')', open), rest.size() - 1);
      auto const name = rest.substr(open, close - open);
      auto const* const file = find(ours ? std::string(name) : std::string(folder) + std::string(name));
      if (ours && file == nullptr)
        throw std::logic_error(std::string(sheet.name) + " names " + std::string(name) +
                               ", which is not there");
      if (file == nullptr) {
        out += rest.substr(at, open - at);
        rest.remove_prefix(open);
        continue;
      }
      bool const bare =
          ours && !out.empty() && (out.back() == '(' || out.back() == '"' || out.back() == '\'');
      out += bare ? address(*file) : "url(\"" + address(*file) + "\")";
      rest.remove_prefix(close + 1);
    }
  }
};

const Shelf& shelf() {
  static const Shelf all;
  return all;
}

Reply send(std::string_view hash, const std::string& name) {
  auto const* const asset = find_asset(name);
  if (asset == nullptr) return {.status = 404};
  // A page from before an update asks for what is no more: it gets what replaced it.
  if (hash != asset->hash) return found(address(*asset));
  Reply out{.content_type = std::string(asset->content_type), .body = std::string(asset->bytes)};
  out.keep = Keep::for_ever;
  return out;
}

}  // namespace

std::span<const Asset> assets() { return shelf().assets; }

const Asset* find_asset(std::string_view name) { return shelf().find(name); }

Url asset_url(std::string_view name) {
  auto const* const asset = find_asset(name);
  if (asset == nullptr) throw std::out_of_range("no asset " + std::string(name));
  return Url::path(address(*asset));
}

void mount_assets(Router& router) {
  auto const route = [](const char* pattern) {
    return Route{.pattern = pattern, .name = "asset", .localised = false};
  };
  router.add(route("/assets/{hash}/{name}"),
             [](const Visit& v) { return send(v.segments[0], v.segments[1]); });
  router.add(route("/assets/{hash}/{folder}/{name}"),
             [](const Visit& v) { return send(v.segments[0], v.segments[1] + '/' + v.segments[2]); });
  router.add(route("/assets/{hash}/{folder}/{sub}/{name}"), [](const Visit& v) {
    return send(v.segments[0], v.segments[1] + '/' + v.segments[2] + '/' + v.segments[3]);
  });
}

}  // namespace cote::web
