// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "people/seal/keys.h"

/// Sealed fields: what stands in the database opens only with a key that does not. Each text is bound to its
/// table, row and column, so a field copied to another place does not open there.
namespace cote::people {

/// A sealed field that was changed, moved, or sealed with a key we do not have. Names table and column only.
struct SealError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A column that is always sealed, and the purpose whose key seals it.
struct SealedField {
  std::string_view table{};
  std::string_view column{};
  std::string_view purpose{};
};
/// Every sealed column of the house. A column that is not here cannot be sealed: the list is what tests look
/// through for remains, and what SECURITY.md promises.
std::span<const SealedField> sealed_fields();

/// Copied freely; safe to use from several threads. About two microseconds a short text.
class Seal {
 public:
  /// `fields` is for tests: the house has one list.
  explicit Seal(std::shared_ptr<const Keyring> keys, std::span<const SealedField> fields = sealed_fields())
      : keys_(std::move(keys)), fields_(fields) {}

  /// Text to store: "s1.<id of the data key>.<base64>". An empty text is sealed like any other. Throws
  /// std::logic_error for a column that is not in sealed_fields().
  [[nodiscard]] std::string seal(std::string_view table, std::string_view id, std::string_view column,
                                 std::string_view text) const;
  /// The text again. Throws SealError.
  [[nodiscard]] std::string open(std::string_view table, std::string_view id, std::string_view column,
                                 std::string_view sealed) const;
  /// A mark for equality look-ups on a sealed column: the same text of the same column gives the same mark,
  /// and the mark gives nothing back without the key (keyed BLAKE2b, 96 bits). The caller brings the text to
  /// one form first, an address to lower case.
  [[nodiscard]] std::string blind(std::string_view table, std::string_view column,
                                  std::string_view text) const;
  /// True for a text that `seal` made, whatever its place.
  static bool is_sealed(std::string_view text);

 private:
  [[nodiscard]] const SealedField& field(std::string_view table, std::string_view column) const;

  std::shared_ptr<const Keyring> keys_;
  std::span<const SealedField> fields_;
};

}  // namespace cote::people
