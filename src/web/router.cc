// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <map>
#include <stdexcept>

#include "web/http.h"

namespace cote::web {
namespace {

/// Where a path has come to: what may follow, and what is mounted here.
struct Node {
  std::map<std::string, Node, std::less<>> literal{};
  std::unique_ptr<Node> any{};
  std::map<std::string, std::size_t, std::less<>> methods{};  // to the route's position
};

/// The first segment of `path` ("/a/b" gives "a"), which is cut off.
std::string_view cut(std::string_view& path) {
  path.remove_prefix(1);
  auto const end = std::min(path.find('/'), path.size());
  auto const segment = path.substr(0, end);
  path.remove_prefix(end);
  return segment;
}

bool is_hole(std::string_view segment) { return segment.starts_with('{') && segment.ends_with('}'); }

const Node* descend(const Node& node, std::string_view path, std::vector<std::string>& segments) {
  if (path.empty()) return node.methods.empty() ? nullptr : &node;
  if (path.front() != '/') return nullptr;
  auto const segment = cut(path);
  if (auto const at = node.literal.find(segment); at != node.literal.end())
    if (auto const* found = descend(at->second, path, segments)) return found;
  if (!node.any || segment.empty()) return nullptr;
  segments.emplace_back(segment);
  if (auto const* found = descend(*node.any, path, segments)) return found;
  segments.pop_back();
  return nullptr;
}

std::string allowed(const Node& node) {
  std::string out = "OPTIONS";
  for (auto const& [method, position] : node.methods) {
    out += ", " + method;
    if (method == "GET" && !node.methods.contains("HEAD")) out += ", HEAD";
  }
  return out;
}

}  // namespace

struct Router::Impl {
  Node localised{};
  Node plain{};
  std::vector<Route> routes{};
  std::vector<Handler> handlers{};
};

Router::Router() : impl_(std::make_unique<Impl>()) {}
Router::~Router() = default;

void Router::add(Route route, Handler handler) {
  auto const twice = [&] {
    return std::logic_error(route.method + " " + route.pattern + " is mounted twice");
  };
  if (!route.pattern.starts_with('/')) throw std::logic_error("a pattern begins with '/': " + route.pattern);
  Node* node = route.localised ? &impl_->localised : &impl_->plain;
  for (std::string_view path = route.pattern; !path.empty() && path != "/";) {
    auto const segment = cut(path);
    if (is_hole(segment)) {
      if (!node->any) node->any = std::make_unique<Node>();
      node = node->any.get();
    } else {
      node = &node->literal[std::string(segment)];
    }
  }
  if (!node->methods.emplace(route.method, impl_->routes.size()).second) throw twice();
  impl_->routes.push_back(std::move(route));
  impl_->handlers.push_back(std::move(handler));
}

const std::vector<Route>& Router::routes() const { return impl_->routes; }

Router::Match Router::find(std::string_view method, std::string_view path, bool localised) const {
  Match match;
  const Node& root = localised ? impl_->localised : impl_->plain;
  auto const* const node = descend(root, path == "/" ? "" : path, match.segments);
  if (node == nullptr) return {};
  auto at = node->methods.find(method);
  if (at == node->methods.end() && method == "HEAD") at = node->methods.find("GET");
  if (at == node->methods.end()) {
    match.allow = allowed(*node);
    match.route = &impl_->routes[node->methods.begin()->second];
    return match;
  }
  match.route = &impl_->routes[at->second];
  match.handler = &impl_->handlers[at->second];
  return match;
}

}  // namespace cote::web
