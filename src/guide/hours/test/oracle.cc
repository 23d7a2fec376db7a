// SPDX-License-Identifier: AGPL-3.0-or-later
// The side of our engine for tools/oracle/hours.mjs: a line in, "from TAB to TAB text" with its newlines,
// tabs and backslashes escaped; a line out, either the JSON of `coteacote hours` or "! key message".
#include <iostream>
#include <string>

#include "guide/hours/json.h"
#include "kernel/time.h"

namespace {

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\' || at + 1 == text.size()) {
      out += text[at];
      continue;
    }
    const char next = text[++at];
    out += next == 'n' ? '\n' : next == 't' ? '\t' : next;
  }
  return out;
}

std::string answer(const std::string& line) {
  const auto first = line.find('\t'), second = line.find('\t', first + 1);
  if (second == std::string::npos) return "! oracle.line a line needs three fields";
  const auto from = cote::parse_local(std::string_view(line).substr(0, first));
  const auto to = cote::parse_local(std::string_view(line).substr(first + 1, second - first - 1));
  if (!from || !to) return "! oracle.time not a local time";
  const auto parsed = cote::guide::hours::parse(unescaped(std::string_view(line).substr(second + 1)));
  if (!parsed.schedule) return "! " + parsed.refused.key + " " + parsed.refused.message;
  return hours_json(*parsed.schedule, *from, *to);
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(std::cin, line);) std::cout << answer(line) << "\n";
}
