// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/page.h"

#include "web/etag.h"
#include "web/reply.h"

namespace cote::web {
namespace {

constexpr std::size_t kWorthCompressing = 512;

std::string status_line(int status) {
  return "HTTP/1.1 " + std::to_string(status) + ' ' + std::string(reason(status)) + "\r\n";
}

bool breaks_lines(std::string_view text) {
  // One search a character, each with the processor's widest steps: nothing is found as a rule.
  auto const holds = [&](char c) { return text.find(c) != text.npos; };
  return holds('\r') || holds('\n') || holds('\0');
}

void write(std::string& out, std::string_view name, std::string_view value) {
  if (breaks_lines(name) || breaks_lines(value)) return;
  out.append(name).append(": ").append(value).append("\r\n");
}

/// Compresses the body and tells so in the headers.
void encode(Reply& reply, Coding coding, Effort effort) {
  // A part of a file (206) is counted in bytes of the file.
  bool const worth = reply.stream ? reply.status == 200 : reply.body.size() >= kWorthCompressing;
  if (!worth || !is_compressible(reply.content_type)) return;
  vary_on(reply, "Accept-Encoding");
  if (coding == Coding::identity) return;
  if (reply.stream) {
    reply.stream = compress_pieces(coding, std::move(reply.stream));
  } else {
    reply.body = compress(coding, reply.body, effort);
  }
  reply.headers.emplace_back("Content-Encoding", name_of(coding));
  for (auto& [name, value] : reply.headers)
    if (name == "ETag") value = etag_in(value, name_of(coding));
}

}  // namespace

Page make_page(Reply reply, std::string_view route, Coding coding, Effort effort) {
  encode(reply, coding, effort);
  Page page{.status = reply.status, .route = std::string(route)};
  page.head.reserve(1024);
  page.head = status_line(reply.status);
  page.etag = header_of(reply, "ETag");
  bool const bodiless = reply.status == 204 || reply.status == 304;
  if (!page.etag.empty()) page.unchanged = status_line(304);
  for (auto const& [name, value] : reply.headers) {
    write(page.head, name, value);
    // RFC 9110 15.4.5: what tells about the copy; the refusals need not be repeated.
    bool const repeated = name == "ETag" || name == "Cache-Control" || name == "Vary";
    if (!page.etag.empty() && repeated) write(page.unchanged, name, value);
  }
  if (!reply.content_type.empty() && !bodiless) write(page.head, "Content-Type", reply.content_type);
  page.stream = std::move(reply.stream);
  if (!page.stream && !bodiless) write(page.head, "Content-Length", std::to_string(reply.body.size()));
  page.body = std::move(reply.body);
  return page;
}

}  // namespace cote::web
