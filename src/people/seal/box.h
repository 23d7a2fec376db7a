// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "people/seal/keys.h"

/// One sealed text: XChaCha20-Poly1305 with a random nonce, in base64 because both databases keep text well.
namespace cote::people {

/// Seals `text`, bound to the words of `place`: it opens only with the same key and the same words.
std::string box(const Key& key, std::initializer_list<std::string_view> place, std::string_view text);
/// None when anything was changed, or the key or the place is another.
std::optional<std::string> unbox(const Key& key, std::initializer_list<std::string_view> place,
                                 std::string_view boxed);

std::string to_base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);

}  // namespace cote::people
