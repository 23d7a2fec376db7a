// SPDX-License-Identifier: AGPL-3.0-or-later
#include "post/report.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

namespace cote::post {
namespace {

constexpr std::size_t kMost = 1024 * 1024;  // of a report that is looked at
constexpr int kDeepest = 4;

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  return out;
}

std::string_view trimmed(std::string_view text) {
  auto const blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view next_line(std::string_view& rest) {
  auto const end = std::min(rest.find('\n'), rest.size());
  auto line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

struct Field {
  std::string name{};  // in lower case
  std::string value{};
};

/// Fields up to the empty line, which is taken too. Folded lines are joined.
std::vector<Field> take_fields(std::string_view& rest) {
  std::vector<Field> out;
  while (!rest.empty() && out.size() < 500) {
    auto const line = next_line(rest);
    if (line.empty()) break;
    if ((line.front() == ' ' || line.front() == '\t') && !out.empty()) {
      out.back().value += ' ';
      out.back().value += trimmed(line);
      continue;
    }
    auto const colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    out.push_back({lower(trimmed(line.substr(0, colon))), std::string(trimmed(line.substr(colon + 1)))});
  }
  return out;
}

std::string_view value_of(const std::vector<Field>& fields, std::string_view name) {
  auto const at = std::ranges::find(fields, name, &Field::name);
  return at == fields.end() ? std::string_view() : std::string_view(at->value);
}

/// The value of a parameter: boundary of `multipart/report; boundary="x"`.
std::string parameter(std::string_view header, std::string_view name) {
  auto const small = lower(header);
  auto const at = small.find(std::string(name) + "=");
  if (at == std::string::npos) return {};
  auto value = header.substr(at + name.size() + 1);
  if (value.starts_with('"')) return std::string(value.substr(1, value.substr(1).find('"')));
  return std::string(value.substr(0, value.find_first_of("; \t")));
}

/// "12-token" or "12.token".
void find_ours(std::string_view text, char between, Report& report) {
  if (report.id != 0) return;
  std::int64_t id = 0;
  auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), id);
  auto const used = static_cast<std::size_t>(end - text.data());
  if (failed != std::errc() || used >= text.size() || text[used] != between) return;
  auto const token = text.substr(used + 1, 16);
  bool const shaped = token.size() == 16 && std::ranges::all_of(token, [](char c) {
                        return (c >= 'a' && c <= 'z') || (c >= '2' && c <= '9');
                      });
  if (!shaped || id <= 0) return;
  report.id = id;
  report.token = token;
}

/// The address it came to, wherever the mail server noted it.
void look_at_address(const std::vector<Field>& fields, Report& report) {
  for (auto const* const name : {"to", "delivered-to", "x-original-to", "envelope-to"}) {
    auto const value = lower(value_of(fields, name));
    auto const plus = value.find('+');
    if (plus != std::string::npos) find_ours(std::string_view(value).substr(plus + 1), '-', report);
  }
}

void look_at_returned(std::string_view head, Report& report) {
  auto const fields = take_fields(head);
  auto const id = lower(value_of(fields, "message-id"));
  if (id.starts_with('<')) find_ours(std::string_view(id).substr(1), '.', report);
}

/// The first recipient that failed, or the first at all: we write to one at a time.
void look_at_status(std::string_view body, Report& report) {
  take_fields(body);  // on the message as a whole
  while (!body.empty()) {
    auto const fields = take_fields(body);
    auto const action = lower(value_of(fields, "action"));
    if (action.empty() || report.action == "failed") continue;
    report.action = action;
    report.status = value_of(fields, "status").substr(0, value_of(fields, "status").find(' '));
  }
}

void look_at_part(std::string_view part, Report& report, int depth);

void look_at_parts(std::string_view body, const std::string& boundary, Report& report, int depth) {
  auto const mark = "--" + boundary;
  std::size_t begin = std::string_view::npos;
  for (std::size_t at = 0; at < body.size();) {
    auto rest = body.substr(at);
    auto const line = next_line(rest);
    if (line.starts_with(mark)) {
      if (begin != std::string_view::npos) look_at_part(body.substr(begin, at - begin), report, depth + 1);
      begin = body.size() - rest.size();
      if (line.starts_with(mark + "--")) return;
    }
    at = body.size() - rest.size();
  }
  if (begin != std::string_view::npos) look_at_part(body.substr(begin), report, depth + 1);
}

void look_at_part(std::string_view part, Report& report, int depth) {
  if (depth > kDeepest) return;
  auto const fields = take_fields(part);
  auto const header = value_of(fields, "content-type");
  auto const type = lower(trimmed(header.substr(0, header.find(';'))));
  if (depth == 0) look_at_address(fields, report);
  auto const boundary = parameter(header, "boundary");
  if (type.starts_with("multipart/") && !boundary.empty()) look_at_parts(part, boundary, report, depth);
  if (type == "message/delivery-status" || type == "message/global-delivery-status")
    look_at_status(part, report);
  if (type == "message/rfc822" || type == "text/rfc822-headers" || type == "message/global")
    look_at_returned(part, report);
}

}  // namespace

std::optional<Report> read_report(std::string_view mail) {
  Report report;
  look_at_part(mail.substr(0, kMost), report, 0);
  if (report.id == 0 || report.action.empty()) return std::nullopt;
  // What goes into the database and the log is a code, whatever the report said.
  bool const coded = report.status.size() <= 12 && std::ranges::all_of(report.status, [](char c) {
                       return (c >= '0' && c <= '9') || c == '.';
                     });
  if (!coded) report.status.clear();
  return report;
}

}  // namespace cote::post
