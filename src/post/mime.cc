// SPDX-License-Identifier: AGPL-3.0-or-later
#include "post/mime.h"

#include <algorithm>
#include <chrono>
#include <vector>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "kernel/html.h"
#include "kernel/lang.h"
#include "post/outbox.h"

namespace cote::post {
namespace {

constexpr std::size_t kLine = 76;

bool is_plain(unsigned char c) { return c >= 0x20 && c < 0x7F; }

/// The bytes of the character at `at`.
std::size_t character(std::string_view text, std::size_t at) {
  std::size_t size = 1;
  while (at + size < text.size() && (static_cast<unsigned char>(text[at + size]) & 0xC0) == 0x80) ++size;
  return size;
}

/// Text with its lines ended by '\n' alone and one at the end.
std::string unix_lines(std::string_view text) {
  std::string out;
  for (char const c : text)
    if (c != '\r' && c != '\0') out += c;
  if (!out.ends_with('\n')) out += '\n';
  return out;
}

std::string crlf(std::string_view text) {
  std::string out;
  for (char const c : text) {
    if (c == '\n') out += '\r';
    out += c;
  }
  return out;
}

bool mostly_ascii(std::string_view text) {
  auto const other = std::ranges::count_if(text, [](char c) { return static_cast<signed char>(c) < 0; });
  return static_cast<std::size_t>(other) * 6 < text.size();
}

/// "Mon, 23 Nov 2026 09:00:00 +0000": the C locale is never changed, so the names are English.
std::string date(Time now) {
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} +0000",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(now)));
}

std::string bounce_address(const Outgoing& message, const Sender& sender) {
  if (sender.bounces.empty()) return sender.address;
  auto const at = sender.bounces.find('@');
  return fmt::format("{}+{}-{}{}", sender.bounces.substr(0, at), message.id, message.token,
                     sender.bounces.substr(at));
}

/// A text as it travels, and how it is written.
struct Encoded {
  std::string_view way{};
  std::string body{};
};

Encoded encoded(const std::string& text) {
  if (mostly_ascii(text)) return {"quoted-printable", crlf(quoted_printable(text))};
  Encoded out{.way = "base64"};
  auto const digits = base64(crlf(text));
  for (std::size_t at = 0; at < digits.size(); at += kLine) out.body += digits.substr(at, kLine) + "\r\n";
  return out;
}

/// The pieces of `text` between two `mark`.
std::vector<std::string_view> split(std::string_view text, std::string_view mark) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < text.size();) {
    auto const end = std::min(text.find(mark, at), text.size());
    if (end > at) out.push_back(text.substr(at, end - at));
    at = end + mark.size();
  }
  return out;
}

/// The same words as HTML that says which way they run: plain text leaves it to the mail program, and many
/// begin every line at the left. A line that is an address alone is a link.
std::string html_of(std::string_view text, std::string_view tag) {
  using namespace html;
  auto const line = [](std::string_view words) {
    auto const address = words.find(' ') == std::string_view::npos ? Url::external(words) : std::nullopt;
    return address ? a(href(*address), dir("ltr"), words) : join(words);
  };
  auto const paragraph = [&](std::string_view words) {
    Html lines;
    for (auto const one : split(words, "\n"))
      lines += lines.str().empty() ? line(one) : join(br(), "\n", line(one));
    return join(p(lines), "\n");
  };
  auto const inner = each(split(text, "\n\n"), paragraph);
  return join(Html("<!doctype html>\n<html lang=\""), tag, Html("\" dir=\""),
              is_rtl(tag) ? Html("rtl") : Html("ltr"), Html("\">\n"), head(meta(Attr("charset", "utf-8"))),
              Html("\n"), body(dir(is_rtl(tag) ? "rtl" : "ltr"), "\n", inner), Html("\n</html>\n"))
      .str();
}

/// Type, encoding and body of the whole message, or of a part of it.
std::string entity(std::string_view type, const std::string& text, std::string_view more_headers) {
  auto const [way, body] = encoded(text);
  return fmt::format("Content-Type: {}; charset=utf-8\r\nContent-Transfer-Encoding: {}\r\n{}\r\n{}", type,
                     way, more_headers, body);
}

/// Both ways, the plain one first: programs show the last they know.
std::string alternatives(const std::string& text, const Outgoing& message, std::string_view more_headers) {
  auto const mark = "=_" + message.token;  // neither encoding writes these two characters
  return fmt::format(
      "Content-Type: multipart/alternative; "
      "boundary=\"{0}\"\r\n{1}\r\n--{0}\r\n{2}\r\n--{0}\r\n{3}\r\n--{0}--\r\n",
      mark, more_headers, entity("text/plain", text, ""),
      entity("text/html", html_of(text, message.lang), ""));
}

}  // namespace

std::string base64(std::string_view bytes) {
  static constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    auto const part = bytes.substr(at, 3);
    unsigned group = 0;
    for (std::size_t i = 0; i < 3; ++i)
      group = group << 8 | (i < part.size() ? static_cast<unsigned char>(part[i]) : 0U);
    for (std::size_t i = 0; i < 4; ++i) out += i <= part.size() ? kDigits[group >> (18 - 6 * i) & 63] : '=';
  }
  return out;
}

std::string quoted_printable(std::string_view text) {
  std::string out;
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    char const c = text[at];
    if (c == '\n') {
      out += '\n';
      width = 0;
      continue;
    }
    // A blank before the end of a line would be lost on the way; a leading '.' or "From " altered.
    bool const last = at + 1 == text.size() || text[at + 1] == '\n';
    bool const kept = (is_plain(static_cast<unsigned char>(c)) || c == '\t') && c != '=' &&
                      !((c == ' ' || c == '\t') && last) && !(width == 0 && (c == '.' || c == 'F'));
    std::size_t const needs = kept ? 1 : 3;
    if (width + needs > kLine - 1) {
      out += "=\n";
      width = 0;
    }
    out += kept ? std::string(1, c) : fmt::format("={:02X}", static_cast<unsigned char>(c));
    width += needs;
  }
  return out;
}

std::string header_words(std::string_view text, std::size_t used) {
  bool const plain =
      std::ranges::all_of(text, [](char c) { return is_plain(static_cast<unsigned char>(c)); });
  if (plain && used + text.size() <= kLine && text.find("=?") == std::string_view::npos)
    return std::string(text);
  std::string out;
  constexpr std::size_t kFrame = 12;  // "=?utf-8?B?" and "?="
  while (!text.empty()) {
    std::size_t size = 0;
    while (size < text.size()) {
      auto const next = size + character(text, size);
      if (size > 0 && used + kFrame + (next + 2) / 3 * 4 > kLine) break;
      size = next;
    }
    if (!out.empty()) out += "\r\n ";
    out += fmt::format("=?utf-8?B?{}?=", base64(text.substr(0, size)));
    text.remove_prefix(size);
    used = 1;
  }
  return out;
}

std::string message_id(const Outgoing& message, const Sender& sender) {
  return fmt::format("{}.{}{}", message.id, message.token, domain_of(sender.address));
}

Letter compose(const Outgoing& message, const Sender& sender, Time now) {
  auto const text = unix_lines(message.text);
  auto const name = header_words(sender.name, 6);
  bool const bare = sender.name.find_first_of("()<>[]:;,\\\".@") == std::string::npos;
  auto const shown = name.empty()                   ? std::string()
                     : name == sender.name && !bare ? fmt::format("=?utf-8?B?{}?= ", base64(name))
                                                    : name + " ";
  Letter out{.id = message.id, .envelope_from = bounce_address(message, sender), .to = message.to};
  auto const more = fmt::format(
      "Content-Language: {}\r\nAuto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: All\r\n",
      message.lang);
  out.text = fmt::format(
      "Date: {}\r\nFrom: {}<{}>\r\nTo: <{}>\r\nSubject: {}\r\nMessage-ID: <{}>\r\nMIME-Version: 1.0\r\n{}",
      date(now), shown, sender.address, message.to, header_words(message.subject, 9),
      message_id(message, sender),
      is_rtl(message.lang) ? alternatives(text, message, more) : entity("text/plain", text, more));
  return out;
}

}  // namespace cote::post
