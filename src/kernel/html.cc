// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/html.h"

#include <algorithm>
#include <cstring>

namespace cote {
namespace {

constexpr std::string_view reference(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

// How many bytes more than one each byte takes once escaped.
constexpr auto kLonger = [] {
  std::array<std::uint8_t, 256> out{};
  for (char const c : {'&', '<', '>', '"', '\''})
    out[static_cast<unsigned char>(c)] = static_cast<std::uint8_t>(reference(c).size() - 1);
  return out;
}();

std::size_t longer(char c) { return kLonger[static_cast<unsigned char>(c)]; }

// What no address holds as it is.
bool ends_address(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '"' || c == '<' || c == '>' || c == '\\';
}

char* copy(std::string_view bytes, char* to) { return std::copy_n(bytes.data(), bytes.size(), to); }

/// `size` is that of the escaped text: the same as before when there is nothing to escape.
char* copy_escaped(std::string_view text, std::size_t size, char* to) {
  if (size == text.size()) return copy(text, to);
  for (char const c : text) to = longer(c) == 0 ? std::fill_n(to, 1, c) : copy(reference(c), to);
  return to;
}

}  // namespace

std::size_t escaped_size(std::string_view text) {
  auto size = text.size();
  for (char const c : text) size += longer(c);
  return size;
}

void escape_into(std::string& out, std::string_view text) {
  auto const before = out.size();
  auto const size = escaped_size(text);
  out.resize(before + size);
  copy_escaped(text, size, out.data() + before);
}

/// Writes parts one after the other into memory that was measured to hold them.
class HtmlWriter::Pen {
 public:
  /// Makes room for these children, with `before` and `after` bytes around them.
  Pen(std::size_t before, std::initializer_list<Part> children, std::size_t after) {
    for (auto const& p : children)
      if (p.spent && p.size > (kept_ ? kept_->size : kSmall)) kept_ = &p;
    auto all = before;
    std::size_t place = 0;
    for (auto const& p : children) {
      if (p.is_attribute()) continue;
      if (&p == kept_) place = all;
      all += p.size;
    }
    if (kept_) html_.text_ = std::move(kept_->spent->text_);
    html_.text_.resize(all + after);
    at_ = html_.text_.data();
    if (kept_) std::memmove(at_ + place, at_, kept_->size);
  }

  void put(std::string_view bytes) { at_ = copy(bytes, at_); }
  void put_attribute(const Part& p) {
    put(" ");
    put(p.name);
    if (p.kind == Part::Kind::bare_attribute) return;
    put("=\"");
    at_ = copy_escaped(p.bytes, p.size, at_);
    put("\"");
  }
  void put_child(const Part& p) {
    if (&p == kept_)
      at_ += p.size;
    else if (p.kind == Part::Kind::markup)
      put(p.bytes);
    else if (p.kind == Part::Kind::text)
      at_ = copy_escaped(p.bytes, p.size, at_);
    else if (p.kind == Part::Kind::number)
      put({p.digits.data(), p.size});
  }
  Html finish() { return std::move(html_); }

 private:
  static constexpr std::size_t kSmall = 1000;  // below, a copy costs less than moving in memory
  const Part* kept_ = nullptr;                 // stands in its place already
  Html html_{};
  char* at_ = nullptr;
};

Html HtmlWriter::write(std::string_view tag, bool is_void, std::initializer_list<Part> parts) {
  auto opening = tag.size() + 2;
  for (auto const& p : parts)
    if (p.is_attribute()) opening += p.name.size() + (p.kind == Part::Kind::attribute ? p.size + 4 : 1);
  auto const children = is_void ? std::initializer_list<Part>() : parts;
  Pen pen(opening, children, is_void ? 0 : tag.size() + 3);
  pen.put("<");
  pen.put(tag);
  for (auto const& p : parts)
    if (p.is_attribute()) pen.put_attribute(p);
  pen.put(">");
  if (is_void) return pen.finish();
  for (auto const& p : children) pen.put_child(p);
  pen.put("</");
  pen.put(tag);
  pen.put(">");
  return pen.finish();
}

Html HtmlWriter::write_joined(std::initializer_list<Part> parts) {
  Pen pen(0, parts, 0);
  for (auto const& p : parts) pen.put_child(p);
  return pen.finish();
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

Url Url::path(std::string_view path) { return Url::path(std::string(path)); }

Url Url::path(std::string&& path) {
  // "//host" and "/\host" are addresses of other sites in a browser's eyes.
  bool const ours = path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/\\");
  return Url(ours ? std::move(path) : "/");
}

std::optional<Url> Url::external(std::string_view address) {
  if (!address.starts_with("https://") && !address.starts_with("http://")) return std::nullopt;
  if (std::ranges::any_of(address, ends_address)) return std::nullopt;
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

// "?&" is what both kinds of telephone read.
Url Url::sms(std::string_view words) { return Url("sms:?&body=" + url_encode(words)); }

Url Url::anchor(std::string_view id) { return Url("#" + url_encode(id)); }

}  // namespace cote
