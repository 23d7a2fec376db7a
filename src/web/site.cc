// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/site.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "web/answer.h"
#include "web/etag.h"
#include "web/headers.h"
#include "web/language.h"
#include "web/multipart.h"
#include "web/percent.h"
#include "web/reply.h"
#include "web/same_site.h"

namespace cote::web {
namespace {

bool is_known(std::string_view method) {
  static constexpr std::array<std::string_view, 7> kMethods = {"GET", "HEAD",   "POST", "OPTIONS",
                                                               "PUT", "DELETE", "PATCH"};
  return std::ranges::find(kMethods, method) != kMethods.end();
}

bool is_reading(std::string_view method) { return method == "GET" || method == "HEAD"; }

/// One request on its way: which language, which route, what came of it.
class Trip {
 public:
  Trip(const Site& site, const Request& request)
      : site_(site),
        request_(request),
        raw_path_(std::string_view(request.target).substr(0, request.target.find('?'))),
        query_(std::string_view(request.target).substr(raw_path_.size())),
        visit_{.request = request, .lang = &languages().front(), .centre = site.centre} {}

  Reply go() {
    return complete(guarded([&] { return walk(); }));
  }
  /// The way of a request that came no further than the door.
  Reply turn_away(int status) {
    visit_.lang = &negotiate(request_.header("accept-language"));
    visit_.now = site_.clock.now();
    visit_.path = "/";
    return complete({.status = status});
  }
  [[nodiscard]] const std::string& route_name() const { return route_name_; }

 private:
  Reply complete(Reply reply) {
    bool const bare = reply.status >= 400 && reply.body.empty() && !reply.stream;
    if (bare) reply = dressed(std::move(reply));
    finish(reply);
    return reply;
  }

  template <class Work>
  Reply guarded(Work work) {
    try {
      return work();
    } catch (const std::exception& e) {
      report(site_, request_.id, e.what());
    } catch (...) {
      report(site_, request_.id, "something that is no std::exception");
    }
    return {.status = 500};
  }

  Reply walk() {
    visit_.lang = &negotiate(request_.header("accept-language"));
    visit_.now = site_.clock.now();
    visit_.origin = origin_of(site_, request_);
    if (!is_known(request_.method)) return {.status = 501};
    if (request_.target == "*" && request_.method == "OPTIONS") return allowing(204, "OPTIONS, GET, HEAD");
    auto const decoded = decode_path(raw_path_);
    if (!decoded || !decoded->starts_with('/') || visit_.origin.empty()) return {.status = 400};
    auto const local = split_language(*decoded);
    localised_ = local.lang != nullptr;
    if (localised_) visit_.lang = local.lang;
    visit_.path = local.rest;
    if (decoded->size() > 1 && decoded->ends_with('/')) return without_slash(*decoded);

    auto const match = site_.router.find(request_.method, visit_.path, localised_);
    if (match.route != nullptr) route_name_ = match.route->name;
    if (match.handler == nullptr) return match.route == nullptr ? elsewhere() : refused(match);
    visit_.query = Fields::parse(query_.substr(std::min<std::size_t>(1, query_.size())));
    visit_.segments = match.segments;
    return enter(*match.route, *match.handler);
  }

  /// Through the door of a route: a form sent by another site stops here, and so does who may not come in.
  Reply enter(const Route& route, const Handler& handler) {
    bool const writing = !is_reading(request_.method);
    if (writing && !is_api_path(visit_.path) && sent_by_another_site(request_, visit_.origin))
      return {.status = 403};
    if (writing && request_.header("content-type").starts_with("application/x-www-form-urlencoded"))
      visit_.form = Fields::parse(request_.body);
    if (writing && request_.header("content-type").starts_with("multipart/form-data"))
      visit_.form = fields_of_multipart(request_.header("content-type"), request_.body);
    if (route.audience != Audience::everyone) {
      if (!site_.guard) return {.status = 403};
      if (auto kept_out = site_.guard(route, visit_)) return std::move(*kept_out);
    }
    Reply reply = handler(visit_);
    // What somebody signed in sees is theirs: no cache may hold it, ours included.
    if (route.audience != Audience::everyone) reply.keep = Keep::no;
    return reply;
  }

  Reply without_slash(const std::string& decoded) {
    auto const shorter = split_language(std::string_view(decoded).substr(0, decoded.size() - 1));
    auto const mounted = [&](bool localised) {
      return site_.router.find("GET", shorter.rest, localised).route != nullptr;
    };
    bool const exists = mounted(localised_) || mounted(true);
    if (!exists || !is_reading(request_.method)) return {.status = 404};
    return moved(std::string(raw_path_.substr(0, raw_path_.size() - 1)) + std::string(query_));
  }

  /// Nothing is mounted here. An address without a language leads to the reader's.
  Reply elsewhere() {
    if (localised_ || !is_reading(request_.method)) return {.status = 404};
    bool const root = visit_.path == "/";
    if (!root && site_.router.find("GET", visit_.path, true).route == nullptr) return {.status = 404};
    auto const rest = root ? std::string(query_) : std::string(raw_path_) + std::string(query_);
    Reply out = found('/' + visit_.lang->tag + rest);
    vary_on(out, "Accept-Language");
    return out;
  }

  [[nodiscard]] Reply refused(const Router::Match& match) const {
    return allowing(request_.method == "OPTIONS" ? 204 : 405, match.allow);
  }
  static Reply allowing(int status, std::string_view methods) {
    Reply out{.status = status};
    out.headers.emplace_back("Allow", methods);
    return out;
  }

  /// Gives an error its page, or its JSON.
  Reply dressed(Reply bare) {
    int const status = bare.status;
    Reply out{.status = status};
    if (is_api_path(visit_.path)) {
      out = json_error(status);
    } else {
      if (site_.error_page) out = guarded([&] { return site_.error_page(visit_, status); });
      if (out.body.empty()) {
        out.content_type = "text/plain; charset=utf-8";
        out.body = fmt::format("{} {}\n{}\n", status, reason(status), request_.id);
      }
      out.status = status;
    }
    out.keep = Keep::no;
    for (auto& header : bare.headers) out.headers.push_back(std::move(header));
    return out;
  }

  [[nodiscard]] Reply json_error(int status) const {
    boost::json::object error{{"key", fmt::format("error.{}", status)}, {"message", reason(status)}};
    boost::json::object body{{"status", status}, {"errors", boost::json::array{std::move(error)}}};
    if (status >= 500) body["request"] = request_.id;
    return {.status = status, .content_type = "application/json", .body = boost::json::serialize(body)};
  }

  void finish(Reply& reply) const {
    if (!localised_ && reply.keep == Keep::by_etag) vary_on(reply, "Accept-Language");
    bool const html = reply.content_type.starts_with("text/html");
    if ((html || localised_) && header_of(reply, "Content-Language").empty())
      reply.headers.emplace_back("Content-Language", visit_.lang->tag);
    if (reply.status == 200 && reply.keep != Keep::no && !reply.stream)
      reply.headers.emplace_back(
          "ETag", etag_of(reply.body, reply.keep == Keep::by_etag && site_.revision ? site_.revision() : 0));
    add_standing_headers(reply, {.is_api = is_api_path(visit_.path),
                                 .is_https = site_.origin.starts_with("https://"),
                                 .images = site_.image_sources});
  }

  const Site& site_;
  const Request& request_;
  std::string_view raw_path_;
  std::string_view query_;
  Visit visit_;
  bool localised_ = false;
  std::string route_name_ = "none";
};

void drop_body(Reply& reply) {
  reply.body.clear();
  reply.stream = nullptr;
}

}  // namespace

void report(const Site& site, std::string_view id, std::string_view what) {
  if (site.failed) return site.failed(id, what);
  fmt::print(stderr, "{} failed: {}\n", id, what);
}

std::string origin_of(const Site& site, const Request& request) {
  if (!site.origin.empty()) return site.origin;
  auto const host = request.header("host");
  bool const plain = std::ranges::all_of(host, [](char c) {
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
           std::string_view(".-:[]").find(c) != std::string_view::npos;
  });
  if (!plain) return {};
  return "http://" + std::string(host.empty() ? "localhost" : host);
}

std::string log_line(const Answered& a) {
  return fmt::format("{} {} {} {:.2f} {}", a.id, a.route, a.status, a.milliseconds, a.bytes);
}

const Route* Site::route_of(const Request& request) const {
  auto const path = std::string_view(request.target).substr(0, request.target.find('?'));
  auto const decoded = decode_path(path);
  if (!decoded || !decoded->starts_with('/')) return nullptr;
  auto const local = split_language(*decoded);
  return router.find(request.method, local.rest, local.lang != nullptr).route;
}

Reply refused_answer(const Site& site, const Request& request, int status) {
  return Trip(site, request).turn_away(status);
}

Reply whole_answer(const Site& site, const Request& request, std::string* route_name) {
  Trip trip(site, request);
  Reply reply = trip.go();
  if (route_name != nullptr) *route_name = trip.route_name();
  return reply;
}

Reply Site::answer(const Request& request, std::string* route_name) const {
  Reply reply = whole_answer(*this, request, route_name);
  auto const etag = header_of(reply, "ETag");
  if (is_reading(request.method) && !etag.empty() && etag_matches(request.header("if-none-match"), etag)) {
    reply.status = 304;
    drop_body(reply);
  }
  if (request.method == "HEAD") drop_body(reply);
  return reply;
}

}  // namespace cote::web
