// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/html.h"

#include <type_traits>

#include <gtest/gtest.h>

namespace cote {
namespace {

// What must not compile.
static_assert(!std::is_convertible_v<std::string, Html>);
static_assert(!std::is_constructible_v<Html, std::string>);
static_assert(!std::is_constructible_v<Html, std::string_view>);
static_assert(!std::is_constructible_v<Html, const char*>);
static_assert(!std::is_constructible_v<Literal, const char*>);
static_assert(!std::is_constructible_v<Url, std::string>);
static_assert(!std::is_constructible_v<AttrName, std::string>);

TEST(KernelHtml, EscapesEveryRuntimeString) {
  using namespace html;
  std::string const evil = "<b a=\"1\" c='2'>&amp;";
  EXPECT_EQ(p(cls(evil), evil).str(),
            "<p class=\"&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;\">&lt;b a=&quot;1&quot; "
            "c=&#39;2&#39;&gt;&amp;amp;</p>");
  EXPECT_EQ(p(Html("<br>"), 7, std::string_view("x<")).str(), "<p><br>7x&lt;</p>");
  std::string const plain = "déjà مرحبا";
  EXPECT_EQ(span(plain).str(), "<span>" + plain + "</span>");
  EXPECT_EQ(li(std::string("a\0b", 3)).str(), std::string("<li>a\0b</li>", 12));
}

TEST(KernelHtml, PutsAttributesInTheTagWhereverTheyStand) {
  using namespace html;
  EXPECT_EQ(input(Attr("type", "checkbox"), Attr("checked", true), Attr("disabled", false)).str(),
            "<input type=\"checkbox\" checked>");
  std::optional<Attr> none;
  EXPECT_EQ(div(none, "x", id("y")).str(), "<div id=\"y\">x</div>");
  EXPECT_EQ(each(std::vector<int>{1, 2}, [](int n) { return b(n); }).str(), "<b>1</b><b>2</b>");
  EXPECT_EQ(when(false, [] { return b("x"); }).str(), "");
}

TEST(KernelHtml, IsWrittenAroundALargePieceAsAroundItsCopy) {
  using namespace html;
  auto const line = p(std::string(300, 'x'), "&", 5);
  auto const small = b("<");
  // From a small one to one of several thousand bytes, at every place among its siblings.
  for (int lines : {1, 3, 4, 20}) {
    Html large;
    for (int i = 0; i < lines; ++i) large += line;
    auto const copied = join(div(cls("a\"b"), small, large, 7, "end"), ul(large, small), span(large));
    auto one = large;
    auto two = large;
    auto three = large;
    EXPECT_EQ(join(div(cls("a\"b"), small, std::move(one), 7, "end"), ul(std::move(two), small),
                   span(std::move(three)))
                  .str(),
              copied.str());
    auto kept = large;
    EXPECT_EQ(div(std::as_const(kept), kept, Html(large)).str(), div(large, large, large).str());
    EXPECT_EQ(kept.str(), large.str()) << "a name that is still in use was used up";
  }
  Html all;
  auto const each_line = line.str().size();
  for (int i = 0; i < 8; ++i) all = section(std::move(all), Html(line));
  EXPECT_EQ(all.str().size(), 8 * (each_line + std::string_view("<section></section>").size()));
  EXPECT_TRUE(all.str().ends_with(line.str() + "</section>"));
}

TEST(KernelHtml, MeasuresWhatItWrites) {
  using namespace html;
  EXPECT_EQ(escaped_size("a<b>\"&'"), std::string_view("a&lt;b&gt;&quot;&amp;&#39;").size());
  EXPECT_EQ(join(id("not in a tag"), "x", -9223372036854775807LL - 1, 18446744073709551615ULL).str(),
            "x-922337203685477580818446744073709551615");
  EXPECT_EQ(br(id("x"), "no child").str(), "<br id=\"x\">");
  EXPECT_EQ(join().str(), "");
  std::string text = "before ";
  escape_into(text, "<&>");
  EXPECT_EQ(text, "before &lt;&amp;&gt;");
}

TEST(KernelUrl, AddressesAreOursOrPlainlySomebodyElses) {
  for (auto const* bad : {"javascript:alert(1)", "data:text/html,x", "//evil.example", "ftp://x",
                          "https://a b", "https://x\"y", "HTTPS://x", "https://x\\y", ""})
    EXPECT_FALSE(Url::external(bad)) << bad;
  EXPECT_EQ(Url::external("https://example.org/a?b=c&d")->str(), "https://example.org/a?b=c&d");
  EXPECT_EQ(Url::path("/fr/guide").str(), "/fr/guide");
  for (auto const* bad : {"//evil.example", "/\\evil.example", "https://evil.example", "javascript:x", ""})
    EXPECT_EQ(Url::path(bad).str(), "/") << bad;
  EXPECT_EQ(Url::anchor("a b\"").str(), "#a%20b%22");
  EXPECT_EQ(url_encode("é&=/?+ ~"), "%C3%A9%26%3D%2F%3F%2B%20~");
  EXPECT_EQ(url_encode(std::string_view("\0x", 2)), "%00x");
}

TEST(KernelUrl, TelephonesAreDialledFromAnywhere) {
  struct {
    const char* written;
    const char* dialled;
  } const cases[] = {
      {"081 00 00 00", "tel:+3281000000"},
      {"+32 (0)81/00.00.00", "tel:+32081000000"},
      {"0032 81 00 00 00", "tel:+3281000000"},
      {"0800 00 000", "tel:080000000"},
      {"112", "tel:112"},
      {"0470/00.00.00", "tel:+32470000000"},
  };
  for (auto const& c : cases) EXPECT_EQ(Url::tel(c.written).str(), c.dialled) << c.written;
}

TEST(KernelUrl, MailAddressesCarryNothingElse) {
  EXPECT_EQ(Url::mailto("anna@example.org").str(), "mailto:anna@example.org");
  EXPECT_EQ(Url::mailto("a?bcc=x@example.org").str(), "mailto:a%3Fbcc%3Dx@example.org");
}

}  // namespace
}  // namespace cote
