// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

/// Where the database keeps what belongs to the person of an account.
namespace cote::people::personal {

/// Columns of a table that are shown to her: all that is hers but secrets. `columns` are separated by commas;
/// `mine` is a condition on :id or :email.
struct Holding {
  std::string_view table{};
  std::string_view columns{};
  std::string_view mine{};
};
std::span<const Holding> holdings();

/// Statements, on :id, :email or :name, that take her out of rows that outlive the account, in this order;
/// then the account goes and with it all that hangs on it. Where only a name was written, it becomes empty
/// for everybody of that name.
std::span<const std::string_view> leavings();

/// Whether a statement of these speaks of :email, of :name, or else of :id.
inline bool by_email(std::string_view sql) { return sql.find(":email") != std::string_view::npos; }

inline bool by_name(std::string_view sql) { return sql.find(":name") != std::string_view::npos; }

}  // namespace cote::people::personal
