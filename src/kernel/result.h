// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace cote {

/// One mistake in what somebody gave us: which field, and the text key of a sentence that
/// says what to do. `args` are name and value pairs for the sentence.
struct Problem {
  std::string field{};
  std::string key{};
  std::vector<std::pair<std::string, std::string>> args{};

  bool operator==(const Problem&) const = default;
};
using Problems = std::vector<Problem>;

/// Not yours, not there, too late, or not now.
enum class Fault { forbidden, missing, conflict, unavailable };
struct Refusal {
  Fault fault = Fault::missing;
};

/// What a verb gives back: a value, the person's mistakes, or a refusal.
/// Our own mistakes are exceptions and never travel in here.
template <class T>
class Result {
 public:
  Result(T value) : held_(std::move(value)) {}               // NOLINT: a value is a result
  Result(Problems problems) : held_(std::move(problems)) {}  // NOLINT
  Result(Refusal refusal) : held_(refusal) {}                // NOLINT

  explicit operator bool() const { return held_.index() == 0; }
  [[nodiscard]] bool invalid() const { return held_.index() == 1; }
  [[nodiscard]] bool refused() const { return held_.index() == 2; }

  const T& operator*() const& { return std::get<0>(held_); }
  T&& operator*() && { return std::get<0>(std::move(held_)); }
  const T* operator->() const { return &std::get<0>(held_); }
  [[nodiscard]] const Problems& problems() const { return std::get<1>(held_); }
  [[nodiscard]] Fault fault() const { return std::get<2>(held_).fault; }

 private:
  std::variant<T, Problems, Refusal> held_;
};

}  // namespace cote
