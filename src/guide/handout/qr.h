// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "kernel/html.h"

namespace cote::guide::handout {

/// A QR code of an address (ISO/IEC 18004, error level M, by libqrcodegencpp). Empty for a text longer than
/// any code holds.
class Qr {
 public:
  explicit Qr(std::string_view text);
  ~Qr();
  /// Modules a side, without the quiet zone; 0 when empty.
  [[nodiscard]] int size() const;
  [[nodiscard]] bool dark(int x, int y) const;

 private:
  struct Impl;
  std::unique_ptr<const Impl> impl_;
};

/// As an SVG element with its quiet zone, black on white whatever the page's colours; `label` says what it
/// is to those who cannot see it.
Html qr_drawing(std::string_view text, std::string_view label);
/// The same as a file.
std::string qr_file(std::string_view text);

}  // namespace cote::guide::handout
