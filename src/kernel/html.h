// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

/// Markup as values (`using namespace cote::html` in a views file). A tag is a function, its attributes and
/// children are its arguments:
///
///   li(cls("dalle"), h2(a(href(url), name)), p(when_open))
///
/// Only literals in the source reach the page as they are; every runtime string is escaped because of
/// its type, and an address is a Url or it is not an address. There is no way to turn a std::string into
/// Html, and no inline script or style.
namespace cote {

/// Text known when the program is compiled. A runtime string cannot become one.
class Literal {
 public:
  template <std::size_t N>
  consteval Literal(const char (&text)[N]) : text_(text, N - 1) {}  // NOLINT: that is the point
  [[nodiscard]] constexpr std::string_view view() const { return text_; }

 private:
  std::string_view text_;
};

/// Appends `text` to `out` with & < > " ' replaced by references. Linear.
void escape_into(std::string& out, std::string_view text);
/// How many bytes that will be.
std::size_t escaped_size(std::string_view text);

/// A piece of page that is safe to send.
class Html {
 public:
  Html() = default;
  Html(Literal markup) : text_(markup.view()) {}  // NOLINT: literals are ours

  [[nodiscard]] const std::string& str() const& { return text_; }
  [[nodiscard]] std::string str() && { return std::move(text_); }
  [[nodiscard]] bool empty() const { return text_.empty(); }
  Html& operator+=(const Html& more) {
    text_ += more.text_;
    return *this;
  }

 private:
  friend class HtmlWriter;
  std::string text_;
};

/// An address that may stand in href, src or action. Made only by the functions below.
class Url {
 public:
  [[nodiscard]] const std::string& str() const& { return text_; }
  [[nodiscard]] std::string str() && { return std::move(text_); }

  /// A path of this site: the literal, then segments and query values each percent-encoded.
  static Url local(Literal path);
  /// A path of this site computed at run time. It must begin with one '/', not two; otherwise the
  /// address becomes "/".
  static Url path(std::string_view path);
  static Url path(std::string&& path);
  static Url path(const char* path) { return Url::path(std::string_view(path)); }
  /// Somebody else's page. Only http and https pass; anything else gives none.
  static std::optional<Url> external(std::string_view address);
  /// "tel:" with the digits and a leading + of `number`, nothing else. Belgian numbers that begin with
  /// one 0 are written internationally (+32), except 0800 and short numbers.
  static Url tel(std::string_view number);
  static Url mailto(std::string_view address);
  static Url mailto(std::string_view address, std::string_view subject);
  /// A text message with these words, to nobody yet.
  static Url sms(std::string_view words);
  /// "#id" in this page.
  static Url anchor(std::string_view id);

 private:
  explicit Url(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// Percent-encodes everything but unreserved characters (RFC 3986): for one segment or query value.
std::string url_encode(std::string_view text);

/// The name of an attribute, checked when compiled: names that run script, or that carry addresses or
/// styles (on*, href, src, action, style, srcdoc, formaction), are refused; addresses have functions.
class AttrName {
 public:
  template <std::size_t N>
  consteval AttrName(const char (&text)[N]) : text_(text, N - 1) {  // NOLINT
    for (std::string_view const bad : {"href", "src", "action", "style", "srcdoc", "formaction"})
      if (text_ == bad) throw "this attribute has its own function";
    if (text_.starts_with("on")) throw "no inline script";
  }
  [[nodiscard]] constexpr std::string_view view() const { return text_; }

 private:
  std::string_view text_;
};

/// One attribute, its value escaped. `Attr("hidden", shown)` is a bare name, absent when false.
class Attr {
 public:
  Attr(AttrName name, std::string_view value) : name_(name.view()), value_(value) {}
  Attr(AttrName name, const std::string& value) : name_(name.view()), value_(value) {}
  Attr(AttrName name, const char* value) : name_(name.view()), value_(value) {}
  Attr(AttrName name, std::same_as<bool> auto shown) : name_(name.view()), shown_(shown), bare_(true) {}

  static Attr href(const Url& url) { return {url, "href"}; }
  static Attr href(Url&& url) { return {std::move(url), "href"}; }
  static Attr src(const Url& url) { return {url, "src"}; }
  static Attr action(const Url& url) { return {url, "action"}; }

 private:
  friend class HtmlWriter;
  Attr(const Url& url, std::string_view name) : name_(name), value_(url.str()) {}
  Attr(Url&& url, std::string_view name) : name_(name), value_(std::move(url).str()) {}
  std::string_view name_;
  std::string value_{};
  bool shown_ = true;
  bool bare_ = false;
};

/// Puts elements together; the functions below are all that pages need. A page is hundreds of elements, so
/// each is measured first and then written once, into memory that fits. A large piece that nobody needs
/// any more (`std::move(cards)`, or one made on the spot) is not copied: its element is written around it.
class HtmlWriter {
 public:
  template <class... Parts>
  static Html element(std::string_view tag, bool is_void, Parts&&... parts) {
    return write(tag, is_void, {part(std::forward<Parts>(parts))...});
  }
  template <class... Parts>
  static Html join(Parts&&... parts) {
    return write_joined({part(std::forward<Parts>(parts))...});
  }
  /// A block of JSON-LD, which browsers do not run. '<', '>' and '&' become JSON escapes, so that no text
  /// inside can end the block; outside strings they do not occur in JSON.
  static Html json_ld(std::string_view json);

 private:
  /// An argument of an element, measured. Refers to the argument: lives no longer than the call.
  struct Part {
    enum class Kind : std::uint8_t { nothing, attribute, bare_attribute, markup, text, number };
    Kind kind = Kind::nothing;
    std::size_t size = 0;           // once escaped; of an attribute its value alone
    std::string_view name{};        // of an attribute
    std::string_view bytes{};       // not yet escaped
    Html* spent = nullptr;          // markup that may be used up
    std::array<char, 20> digits{};  // of a number
    [[nodiscard]] bool is_attribute() const {
      return kind == Kind::attribute || kind == Kind::bare_attribute;
    }
  };
  class Pen;
  static Html write(std::string_view tag, bool is_void, std::initializer_list<Part> parts);
  static Html write_joined(std::initializer_list<Part> parts);

  static Part part(const Attr& a) {
    if (!a.shown_) return {};
    if (a.bare_) return {.kind = Part::Kind::bare_attribute, .name = a.name_};
    return {
        .kind = Part::Kind::attribute, .size = escaped_size(a.value_), .name = a.name_, .bytes = a.value_};
  }
  static Part part(const std::optional<Attr>& a) { return a ? part(*a) : Part(); }
  static Part part(const Html& html) {
    return {.kind = Part::Kind::markup, .size = html.text_.size(), .bytes = html.text_};
  }
  static Part part(Html&& html) {
    auto out = part(std::as_const(html));
    out.spent = &html;
    return out;
  }
  static Part part(std::string_view text) {
    return {.kind = Part::Kind::text, .size = escaped_size(text), .bytes = text};
  }
  static Part part(const std::string& text) { return part(std::string_view(text)); }
  static Part part(const char* text) { return part(std::string_view(text)); }
  template <std::integral T>
  static Part part(T number) {
    Part out{.kind = Part::Kind::number};
    auto* const begin = out.digits.data();
    out.size = static_cast<std::size_t>(std::to_chars(begin, begin + out.digits.size(), number).ptr - begin);
    return out;
  }
};

namespace html {

inline Attr href(const Url& url) { return Attr::href(url); }
inline Attr href(Url&& url) { return Attr::href(std::move(url)); }
inline Attr src(const Url& url) { return Attr::src(url); }
inline Attr action(const Url& url) { return Attr::action(url); }
inline Attr cls(std::string_view names) { return {"class", names}; }
inline Attr id(std::string_view name) { return {"id", name}; }
inline Attr lang(std::string_view tag) { return {"lang", tag}; }
inline Attr dir(std::string_view direction) { return {"dir", direction}; }
inline Attr aria_hidden() { return {"aria-hidden", "true"}; }
inline Attr aria_label(std::string_view words) { return {"aria-label", words}; }

/// Children one after the other, without an element around them.
template <class... Parts>
Html join(Parts&&... parts) {
  return HtmlWriter::join(std::forward<Parts>(parts)...);
}

/// `make` called on every item, the results joined.
template <class Range, class Make>
Html each(const Range& items, Make make) {
  Html out;
  for (auto const& item : items) out += make(item);
  return out;
}

/// `make()` when `shown`, nothing otherwise.
template <class Make>
Html when(bool shown, Make make) {
  return shown ? Html(make()) : Html();
}

#define COTE_TAG(function, tag)                                            \
  template <class... Parts>                                                \
  Html function(Parts&&... parts) {                                        \
    return HtmlWriter::element(tag, false, std::forward<Parts>(parts)...); \
  }
#define COTE_VOID_TAG(function, tag)                                      \
  template <class... Parts>                                               \
  Html function(Parts&&... parts) {                                       \
    return HtmlWriter::element(tag, true, std::forward<Parts>(parts)...); \
  }
// clang-format off
COTE_TAG(a, "a") COTE_TAG(abbr, "abbr") COTE_TAG(address, "address") COTE_TAG(article, "article")
COTE_TAG(aside, "aside") COTE_TAG(b, "b") COTE_TAG(bdi, "bdi") COTE_TAG(body, "body")
COTE_TAG(button, "button") COTE_TAG(dd, "dd") COTE_TAG(details, "details") COTE_TAG(div, "div")
COTE_TAG(dl, "dl") COTE_TAG(dt, "dt") COTE_TAG(figure, "figure") COTE_TAG(footer, "footer")
COTE_TAG(form, "form") COTE_TAG(h1, "h1") COTE_TAG(h2, "h2") COTE_TAG(h3, "h3")
COTE_TAG(head, "head") COTE_TAG(header, "header") COTE_TAG(label, "label") COTE_TAG(li, "li")
COTE_TAG(main_, "main") COTE_TAG(mark, "mark") COTE_TAG(nav, "nav") COTE_TAG(ol, "ol")
COTE_TAG(option, "option") COTE_TAG(p, "p") COTE_TAG(section, "section") COTE_TAG(select, "select")
COTE_TAG(small, "small") COTE_TAG(span, "span") COTE_TAG(strong, "strong")
COTE_TAG(summary, "summary") COTE_TAG(sup, "sup") COTE_TAG(table, "table") COTE_TAG(tbody, "tbody")
COTE_TAG(td, "td") COTE_TAG(textarea, "textarea") COTE_TAG(th, "th") COTE_TAG(thead, "thead")
COTE_TAG(time_, "time") COTE_TAG(title, "title") COTE_TAG(tr, "tr") COTE_TAG(ul, "ul")
COTE_VOID_TAG(br, "br") COTE_VOID_TAG(hr, "hr") COTE_VOID_TAG(img, "img")
COTE_VOID_TAG(input, "input") COTE_VOID_TAG(link, "link") COTE_VOID_TAG(meta, "meta")
// clang-format on
#undef COTE_TAG
#undef COTE_VOID_TAG

}  // namespace html
}  // namespace cote
