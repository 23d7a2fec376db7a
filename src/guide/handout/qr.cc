// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/handout/qr.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <qrcodegen.hpp>

#include "web/components/markup.h"

namespace cote::guide::handout {

struct Qr::Impl {
  std::optional<qrcodegen::QrCode> code{};
};

Qr::Qr(std::string_view text) {
  auto made = std::make_unique<Impl>();
  try {
    made->code = qrcodegen::QrCode::encodeText(std::string(text).c_str(), qrcodegen::QrCode::Ecc::MEDIUM);
  } catch (const qrcodegen::data_too_long&) {
    made->code.reset();
  }
  impl_ = std::move(made);
}

Qr::~Qr() = default;

int Qr::size() const { return impl_->code ? impl_->code->getSize() : 0; }

bool Qr::dark(int x, int y) const { return impl_->code && impl_->code->getModule(x, y); }

namespace {

constexpr int kQuiet = 4;  // modules, as the standard asks

// Runs of dark modules, a row at a time.
std::string runs(const Qr& qr) {
  std::string out;
  for (int y = 0; y < qr.size(); ++y) {
    for (int x = 0; x < qr.size();) {
      auto end = x;
      while (end < qr.size() && qr.dark(end, y)) ++end;
      if (end > x) out += fmt::format("M{} {}h{}v1h-{}z", x + kQuiet, y + kQuiet, end - x, end - x);
      x = std::max(end, x + 1);
    }
  }
  return out;
}

std::string view_box(const Qr& qr) { return fmt::format("0 0 {0} {0}", qr.size() + 2 * kQuiet); }

}  // namespace

Html qr_drawing(std::string_view text, std::string_view label) {
  using namespace html;
  Qr const qr(text);
  auto const side = std::to_string(qr.size() + 2 * kQuiet);
  return svg(cls("qr"), Attr("viewBox", view_box(qr)), Attr("role", "img"), aria_label(label),
             Attr("shape-rendering", "crispEdges"),
             svg_path(Attr("fill", "#fff"), Attr("d", "M0 0h" + side + "v" + side + "H0z")),
             svg_path(Attr("fill", "#000"), Attr("d", runs(qr))));
}

std::string qr_file(std::string_view text) {
  Qr const qr(text);
  auto const side = qr.size() + 2 * kQuiet;
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{}\" width=\"{}\" height=\"{}\" "
      "shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{}v{}H0z\"/><path d=\"{}\"/></svg>\n",
      view_box(qr), side * 6, side * 6, side, side, runs(qr));
}

}  // namespace cote::guide::handout
