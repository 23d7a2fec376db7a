// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/handout/pdf.h"

#include <algorithm>
#include <memory>
#include <stdexcept>

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "guide/handout/qr.h"
#include "kernel/text.h"

namespace cote::guide::handout {
namespace {

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* held) const {
    Free(held);
  }
};
using Surface = std::unique_ptr<cairo_surface_t, Freed<cairo_surface_destroy>>;
using Drawing = std::unique_ptr<cairo_t, Freed<cairo_destroy>>;
using Layout = std::unique_ptr<PangoLayout, Freed<g_object_unref>>;
using Font = std::unique_ptr<PangoFontDescription, Freed<pango_font_description_free>>;

// Points: A4, and what stands on it.
constexpr double kWidth = 595.28;
constexpr double kHeight = 841.89;
constexpr double kMargin = 36;
constexpr double kQr = 58;
constexpr double kGap = 14;
constexpr double kAir = 6;       // above and below a service
constexpr double kBetween = 1;   // paragraphs
constexpr double kPitch = 1.28;  // from one line to the next, in heights of the letter
constexpr const char* kFamily = "Noto Sans, Noto Sans Arabic, Noto Sans Ethiopic, sans-serif";

cairo_status_t append(void* to, const unsigned char* bytes, unsigned size) {
  static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), size);
  return CAIRO_STATUS_SUCCESS;
}

struct Style {
  double points = 10;
  bool bold = false;
  double grey = 0;  // 0 black
  int lines = 0;    // at most; 0: as many as it takes
};
constexpr Style kTitle{.points = 19, .bold = true};
constexpr Style kName{.points = 12.5, .bold = true, .lines = 2};
constexpr Style kPhone{.points = 15, .bold = true};
constexpr Style kPlain{.points = 9.5, .lines = 4};
constexpr Style kList{.points = 9.5, .lines = 8};
constexpr Style kStrong{.points = 9.5, .bold = true, .lines = 2};
constexpr Style kQuiet{.points = 8, .grey = 0.3, .lines = 2};

// Words of another language inside a sentence keep their own direction to themselves.
std::string isolated(const std::string& text) { return "\u2068" + text + "\u2069"; }

/// A paragraph, measured and ready to be drawn.
struct Block {
  Layout layout{};
  double height = 0;
  double grey = 0;
};

class Paper {
 public:
  Paper(std::string& out, const Sheet& sheet, const Lang& lang)
      : surface_(cairo_pdf_surface_create_for_stream(append, &out, kWidth, kHeight)),
        cairo_(cairo_create(surface_.get())),
        lang_(lang) {
    cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_TITLE, sheet.title.c_str());
    cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_CREATOR, "Côte à Côte");
  }
  ~Paper() {
    // The drawing ends before the surface it draws on.
    cairo_.reset();
    finish();
  }
  Paper(const Paper&) = delete;

  [[nodiscard]] Block block(const std::string& text, std::string_view tag, double width,
                            const Style& style) const {
    Block out{.layout = Layout(pango_cairo_create_layout(cairo_.get())), .grey = style.grey};
    auto* layout = out.layout.get();
    Font const font(pango_font_description_from_string(kFamily));
    pango_font_description_set_absolute_size(font.get(), style.points * PANGO_SCALE);
    if (style.bold) pango_font_description_set_weight(font.get(), PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(layout, font.get());
    pango_context_set_language(pango_layout_get_context(layout),
                               pango_language_from_string(std::string(tag).c_str()));
    pango_layout_set_width(layout, static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    // Left to itself a line takes the height of its tallest font, and Noto's Arabic is half as high again as
    // its Latin. Lines of one pitch fit as many services in every language.
    auto* attributes = pango_attr_list_new();
    pango_attr_list_insert(attributes, pango_attr_line_height_new_absolute(
                                           static_cast<int>(style.points * kPitch * PANGO_SCALE)));
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);
    if (style.lines > 0) {
      pango_layout_set_height(layout, -style.lines);
      pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    }
    // The language says the direction, not the first letter: an Arabic sentence may begin with a Latin name.
    auto* context = pango_layout_get_context(layout);
    pango_context_set_base_dir(context, is_rtl(tag) ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    pango_layout_set_auto_dir(layout, FALSE);
    pango_layout_set_alignment(layout, lang_.rtl ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
    pango_layout_set_text(layout, text.c_str(), static_cast<int>(text.size()));
    unknown_ += pango_layout_get_unknown_glyphs_count(layout);
    int high = 0;
    pango_layout_get_size(layout, nullptr, &high);
    out.height = static_cast<double>(high) / PANGO_SCALE;
    return out;
  }

  /// Draws `block` at `x` from the page's beginning, `y` from its top; `tag` is its role in the document.
  void put(const Block& block, double x, double y, double width, const char* tag) {
    cairo_tag_begin(cairo_.get(), tag, nullptr);
    cairo_set_source_rgb(cairo_.get(), block.grey, block.grey, block.grey);
    cairo_move_to(cairo_.get(), left(x, width), y);
    pango_cairo_show_layout(cairo_.get(), block.layout.get());
    cairo_tag_end(cairo_.get(), tag);
  }

  void line(double y) {
    cairo_set_source_rgb(cairo_.get(), 0.91, 0.69, 0.27);
    cairo_rectangle(cairo_.get(), kMargin, y, kWidth - 2 * kMargin, 1.2);
    cairo_fill(cairo_.get());
  }

  void qr(const std::string& url, double x, double y, double side) {
    Qr const code(url);
    if (code.size() == 0) return;
    auto const cell = side / code.size();
    auto const link = "uri='" + url + "'";
    cairo_tag_begin(cairo_.get(), CAIRO_TAG_LINK, link.c_str());
    cairo_set_source_rgb(cairo_.get(), 0, 0, 0);
    for (int row = 0; row < code.size(); ++row)
      for (int column = 0; column < code.size(); ++column)
        if (code.dark(column, row))
          // A hair wider, so that no light falls between two dark modules.
          cairo_rectangle(cairo_.get(), left(x, side) + column * cell, y + row * cell, cell * 1.02,
                          cell * 1.02);
    cairo_fill(cairo_.get());
    cairo_tag_end(cairo_.get(), CAIRO_TAG_LINK);
  }

  /// Writes what is still held back; nothing can be drawn after.
  void finish() { cairo_surface_finish(surface_.get()); }
  void end_page() { cairo_show_page(cairo_.get()); }
  /// Letters of all blocks so far that no font could draw.
  [[nodiscard]] int unknown() const { return unknown_; }
  [[nodiscard]] bool failed() const { return cairo_surface_status(surface_.get()) != CAIRO_STATUS_SUCCESS; }

 private:
  // From the beginning of the line to the left edge, which is not the same for all languages.
  [[nodiscard]] double left(double x, double width) const { return lang_.rtl ? kWidth - x - width : x; }

  Surface surface_;
  Drawing cairo_;
  const Lang& lang_;
  mutable int unknown_ = 0;
};

constexpr double kInner = kWidth - 2 * kMargin;
constexpr double kText = kInner - kQr - 2 * kGap;
constexpr double kFirst = kText * 0.48;  // name, where, phones
constexpr double kSecond = kText - kFirst;

/// A service in two columns, measured.
struct Measured {
  std::vector<std::pair<Block, const char*>> whole{};  // above both columns
  std::vector<std::pair<Block, const char*>> first{};
  std::vector<std::pair<Block, const char*>> second{};
  std::vector<std::pair<Block, const char*>> below{};
  const std::string* url = nullptr;
  double height = 0;
};

double sum(const std::vector<std::pair<Block, const char*>>& blocks) {
  double out = 0;
  for (auto const& [block, tag] : blocks) out += block.height + kBetween;
  return out;
}

Measured measured(const Paper& paper, const Entry& e, const Lang& lang, const Text& t) {
  Measured out{.url = &e.url};
  auto const first = [&](const std::string& text, std::string_view tag, const Style& style,
                         const char* role) {
    if (!text.empty()) out.first.emplace_back(paper.block(text, tag, kFirst, style), role);
  };
  auto const second = [&](const std::string& text, const Style& style) {
    if (!text.empty()) out.second.emplace_back(paper.block(text, lang.tag, kSecond - kGap, style), "P");
  };
  out.whole.emplace_back(paper.block(e.name.text, e.name.lang, kText, kName), "H2");
  first(e.town, "fr", kPlain, "P");
  first(e.where, e.where_known ? "fr" : lang.tag, e.where_known ? kPlain : kStrong, "P");
  for (auto const& phone : e.phones) first(phone, "fr", kPhone, "P");
  first(e.ask, lang.tag, kPlain, "P");
  second(e.open_today, kStrong);
  std::string week;
  for (auto const& line : e.week) week += (week.empty() ? "" : "\n") + line;
  second(week, kList);
  std::string papers;
  for (auto const& one : e.documents) papers += (papers.empty() ? "" : t("web.comma")) + isolated(one.text);
  auto const below = [&](const std::string& text, const Style& style) {
    out.below.emplace_back(paper.block(text, lang.tag, kText, style), "P");
  };
  if (!papers.empty()) below(t("handout.bring", {{"papers", papers}}), kPlain);
  if (!e.languages.empty()) below(t("handout.spoken", {{"languages", e.languages}}), kPlain);
  below(e.topic.empty() ? e.age : e.topic + " · " + e.age, kQuiet);
  out.height =
      std::max(sum(out.whole) + std::max(sum(out.first), sum(out.second)) + sum(out.below), kQr) + 2 * kAir;
  return out;
}

void draw(Paper& paper, const Measured& m, double top) {
  paper.line(top);
  auto const column = [&](const auto& blocks, double y, double x, double width) {
    for (auto const& [block, tag] : blocks) {
      paper.put(block, x, y, width, tag);
      y += block.height + kBetween;
    }
  };
  auto const under = top + kAir + sum(m.whole);
  column(m.whole, top + kAir, kMargin, kText);
  column(m.first, under, kMargin, kFirst);
  column(m.second, under, kMargin + kFirst + kGap, kSecond - kGap);
  column(m.below, under + std::max(sum(m.first), sum(m.second)), kMargin, kText);
  paper.qr(*m.url, kWidth - kMargin - kQr, top + kAir + 2, kQr);
}

// Title, day and the link of the whole selection; gives where the services begin.
double head(Paper& paper, const Sheet& sheet, const Lang& lang) {
  double y = kMargin;
  auto const put = [&](const std::string& text, const Style& style, const char* role) {
    if (text.empty()) return;
    auto const block = paper.block(text, lang.tag, kText, style);
    paper.put(block, kMargin, y, kText, role);
    y += block.height + 1;
  };
  put(sheet.title, kTitle, "H1");
  put(sheet.made, kPlain, "P");
  put(sheet.left_out, kStrong, "P");
  if (!sheet.link.empty()) {
    put(sheet.link_words, kQuiet, "P");
    // As one types it.
    auto const scheme = sheet.link.find("://");
    auto const typed = scheme == std::string::npos ? sheet.link : sheet.link.substr(scheme + 3);
    auto const block = paper.block(typed, "en", kText, kStrong);
    paper.put(block, kMargin, y, kText, "P");
    y += block.height + 1;
    paper.qr(sheet.link, kWidth - kMargin - kQr, kMargin, kQr);
  }
  return std::max(y, kMargin + kQr) + 8;
}

void foot(Paper& paper, const Text& t, std::size_t page, std::size_t pages, const Lang& lang) {
  auto const block =
      paper.block(t("handout.page", {{"page", page}, {"pages", pages}}), lang.tag, kInner, kQuiet);
  paper.put(block, kMargin, kHeight - kMargin + 4, kInner, "P");
}

// On which page each service stands: as many as fit, one too tall for any page alone on its own.
std::vector<std::size_t> pages_of(const std::vector<Measured>& all, double first_top) {
  std::vector<std::size_t> out;
  std::size_t page = 1;
  double y = first_top;
  bool fresh = true;
  for (auto const& one : all) {
    if (!fresh && y + one.height > kHeight - kMargin) {
      ++page;
      y = kMargin;
    }
    fresh = false;
    y += one.height;
    out.push_back(page);
  }
  return out;
}

struct Drawn {
  std::string pdf{};
  int unknown = 0;
};

Drawn drawn(const Sheet& sheet, const Lang& lang) {
  auto const& t = Text::in(lang);
  Drawn out;
  Paper paper(out.pdf, sheet, lang);
  std::vector<Measured> all;
  for (auto const& entry : sheet.entries) all.push_back(measured(paper, entry, lang, t));
  double y = head(paper, sheet, lang);
  auto const on = pages_of(all, y);
  auto const last = on.empty() ? std::size_t{1} : on.back();
  std::size_t page = 1;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (on[i] != page) {
      foot(paper, t, page, last, lang);
      paper.end_page();
      page = on[i];
      y = kMargin;
    }
    draw(paper, all[i], y);
    y += all[i].height;
  }
  foot(paper, t, page, last, lang);
  paper.end_page();
  paper.finish();
  if (paper.failed()) throw std::runtime_error("the sheet could not be drawn");
  out.unknown = paper.unknown();
  return out;
}

}  // namespace

std::string pdf_of(const Sheet& sheet, const Lang& lang) { return drawn(sheet, lang).pdf; }

int unknown_letters(const Sheet& sheet, const Lang& lang) { return drawn(sheet, lang).unknown; }

}  // namespace cote::guide::handout
