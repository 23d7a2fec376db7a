// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/api/list.h"

#include <algorithm>

#include "kernel/text.h"

namespace cote::guide::api {
namespace {

constexpr std::size_t kPiece = 32 * 1024;

/// `next` gives object after object until it gives none: gathered into pieces worth sending.
std::function<std::string()> in_pieces(std::size_t from, std::size_t to,
                                       std::function<json::object(std::size_t)> make) {
  return [at = from, to, make = std::move(make)]() mutable {
    std::string out;
    while (at < to && out.size() < kPiece) {
      out += boost::json::serialize(make(at++));
      out += '\n';
    }
    return out;
  };
}

std::string sentence(const Text& text, const Problem& problem) {
  // Sentences of the API have at most two numbers in them.
  auto const arg = [&](std::string_view name) {
    auto const found = std::ranges::find(problem.args, name, &std::pair<std::string, std::string>::first);
    return found == problem.args.end() ? std::string_view() : std::string_view(found->second);
  };
  return text(problem.key, {{"least", arg("least")}, {"most", arg("most")}});
}

}  // namespace

web::Reply json_reply(std::string body) {
  web::Reply out{.content_type = "application/json", .body = std::move(body), .keep = web::Keep::by_etag};
  out.headers.emplace_back("Vary", "Accept-Language");
  return out;
}

web::Reply mistakes(const web::Visit& visit, const Problems& problems) {
  auto const& text = Text::in(*visit.lang);
  json::array errors;
  for (auto const& each : problems)
    errors.push_back(
        json::object{{"field", each.field}, {"key", each.key}, {"message", sentence(text, each)}});
  auto out = json_reply(boost::json::serialize(json::object{{"status", 422}, {"errors", std::move(errors)}}));
  out.status = 422;
  out.keep = web::Keep::no;
  return out;
}

web::Reply missing() { return {.status = 404}; }

web::Reply list(const Asked& asked, std::size_t total, std::function<json::object(std::size_t)> make) {
  auto const first = std::min((asked.page - 1) * asked.per_page, total);
  auto const last = std::min(first + asked.per_page, total);
  if (asked.ndjson) {
    auto out = json_reply({});
    out.content_type = "application/x-ndjson";
    out.stream = asked.paged ? in_pieces(first, last, std::move(make)) : in_pieces(0, total, std::move(make));
    return out;
  }
  auto const pages = (total + asked.per_page - 1) / asked.per_page;
  json::object page;
  page["total_items"] = total;
  page["total_pages"] = pages;
  page["page_number"] = asked.page;
  page["size"] = last - first;
  page["first_page"] = asked.page == 1;
  page["last_page"] = asked.page >= pages;
  page["empty"] = first == last;
  json::array contents;
  for (auto i = first; i < last; ++i) contents.push_back(make(i));
  page["contents"] = std::move(contents);
  return json_reply(boost::json::serialize(page));
}

}  // namespace cote::guide::api
