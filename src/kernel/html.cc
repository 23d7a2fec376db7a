// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/html.h"

namespace cote {

void escape_into(std::string& out, std::string_view text) {
  std::size_t from = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string_view with;
    switch (text[i]) {
      case '&':
        with = "&amp;";
        break;
      case '<':
        with = "&lt;";
        break;
      case '>':
        with = "&gt;";
        break;
      case '"':
        with = "&quot;";
        break;
      case '\'':
        with = "&#39;";
        break;
      default:
        continue;
    }
    out.append(text, from, i - from);
    out += with;
    from = i + 1;
  }
  out.append(text, from, text.size() - from);
}

Html HtmlWriter::json_ld(std::string_view json) {
  Html out;
  out.text_ = "<script type=\"application/ld+json\">";
  for (char const c : json) switch (c) {
      case '<':
        out.text_ += "\\u003c";
        break;
      case '>':
        out.text_ += "\\u003e";
        break;
      case '&':
        out.text_ += "\\u0026";
        break;
      default:
        out.text_ += c;
    }
  out.text_ += "</script>";
  return out;
}

std::string url_encode(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  auto const plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
  };
  std::string out;
  out.reserve(text.size());
  std::size_t from = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (plain(text[i])) continue;
    out.append(text, from, i - from);
    auto const u = static_cast<unsigned char>(text[i]);
    out += '%';
    out += kHex[u >> 4];
    out += kHex[u & 15];
    from = i + 1;
  }
  return out.append(text, from, text.size() - from);
}

Url Url::local(Literal path) { return Url(std::string(path.view())); }

Url Url::path(std::string_view path) {
  // "//host" and "/\host" are addresses of other sites in a browser's eyes.
  bool const ours = path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/\\");
  return Url(ours ? std::string(path) : "/");
}

std::optional<Url> Url::external(std::string_view address) {
  if (!address.starts_with("https://") && !address.starts_with("http://")) return std::nullopt;
  if (address.find_first_of(" \t\r\n\"<>\\") != std::string_view::npos) return std::nullopt;
  return Url(std::string(address));
}

Url Url::tel(std::string_view number) {
  std::string digits;
  for (char const c : number) {
    if (c >= '0' && c <= '9') digits += c;
    if (c == '+' && digits.empty()) digits += c;
  }
  // Belgian geographic and mobile numbers travel as +32; free (0800) and paid (0900) ones do not leave
  // the country, and short numbers have no prefix.
  bool const national = digits.size() >= 9 && digits[0] == '0' && digits[1] != '0' &&
                        !digits.starts_with("0800") && !digits.starts_with("090");
  if (national) digits = "+32" + digits.substr(1);
  if (digits.starts_with("00")) digits = "+" + digits.substr(2);
  return Url("tel:" + digits);
}

Url Url::mailto(std::string_view address) {
  auto const at = address.rfind('@');
  if (at == std::string_view::npos) return Url("mailto:" + url_encode(address));
  return Url("mailto:" + url_encode(address.substr(0, at)) + "@" + url_encode(address.substr(at + 1)));
}

Url Url::mailto(std::string_view address, std::string_view subject) {
  return Url(mailto(address).str() + "?subject=" + url_encode(subject));
}

Url Url::anchor(std::string_view id) { return Url("#" + url_encode(id)); }

}  // namespace cote
