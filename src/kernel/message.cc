// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/message.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>
#include <vector>

#include <unicode/messagepattern.h>
#include <unicode/numberformatter.h>
#include <unicode/plurrule.h>
#include <unicode/unistr.h>

namespace cote {
namespace {

[[noreturn]] void refuse(std::string_view source, std::string_view why) {
  throw std::invalid_argument("\"" + std::string(source) + "\": " + std::string(why));
}

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

struct Node;
using Sentence = std::vector<Node>;

/// One choice of a plural or select.
struct Choice {
  bool exact = false;
  double number = 0;      // of "=2"
  std::string keyword{};  // of "few" or "female"
  Sentence sentence;      // without {}: clang 14 wants Node complete for that
};

struct Node {
  enum class Kind { words, value, number_sign, plural, ordinal, select } kind = Kind::words;
  std::string text{};  // the words, or the argument's name
  double offset = 0;
  std::vector<Choice> choices{};
};

}  // namespace

struct NumberRules::Impl {
  icu::number::LocalizedNumberFormatter numbers;
  std::unique_ptr<icu::PluralRules> cardinal;
  std::unique_ptr<icu::PluralRules> ordinal;
};

NumberRules::NumberRules(std::string_view tag) {
  UErrorCode status = U_ZERO_ERROR;
  auto const locale = icu::Locale::forLanguageTag(std::string(tag) + "-u-nu-latn", status);
  impl_ = std::make_unique<Impl>(Impl{
      icu::number::NumberFormatter::withLocale(locale),
      std::unique_ptr<icu::PluralRules>(icu::PluralRules::forLocale(locale, status)),
      std::unique_ptr<icu::PluralRules>(icu::PluralRules::forLocale(locale, UPLURAL_TYPE_ORDINAL, status))});
  if (U_FAILURE(status)) throw std::runtime_error("no number rules for " + std::string(tag));
}

NumberRules::~NumberRules() = default;

void NumberRules::write(std::string& out, double number) const {
  bool const whole = std::floor(number) == number;
  if (whole && number >= 0 && number < 1000) {
    char digits[4];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, static_cast<int>(number)).ptr);
    return;
  }
  UErrorCode status = U_ZERO_ERROR;
  auto const written = whole && std::abs(number) < 9e15
                           ? impl_->numbers.formatInt(static_cast<std::int64_t>(number), status)
                           : impl_->numbers.formatDouble(number, status);
  out += utf8(written.toString(status));
}

std::string NumberRules::category(double number, bool ordinal) const {
  return utf8((ordinal ? impl_->ordinal : impl_->cardinal)->select(number));
}

struct Pattern::Impl {
  const NumberRules& rules;
  Sentence sentence;  // without {}: clang 14 wants Node complete for that
};

namespace {

/// Turns ICU's flat list of parts into the tree above.
class Reader {
 public:
  explicit Reader(std::string_view source)
      : source_(source),
        text_(
            icu::UnicodeString::fromUTF8(icu::StringPiece(source.data(), static_cast<int>(source.size())))) {
    pattern_.parse(text_, nullptr, status_);
    if (U_FAILURE(status_)) refuse(source, u_errorName(status_));
  }

  Sentence read() {
    int at = 0;
    return sentence(at);
  }

 private:
  using Part = icu::MessagePattern::Part;

  [[nodiscard]] std::string between(int from, int to) const {
    return utf8(text_.tempSubStringBetween(from, to));
  }

  static void add_words(Sentence& out, std::string words) {
    if (words.empty()) return;
    if (!out.empty() && out.back().kind == Node::Kind::words)
      out.back().text += words;
    else
      out.push_back({Node::Kind::words, std::move(words), 0, {}});
  }

  /// `at` stands on MSG_START and is left after MSG_LIMIT.
  Sentence sentence(int& at) {
    Sentence out;
    int from = pattern_.getPart(at).getLimit();
    for (++at;; ++at) {
      auto const& part = pattern_.getPart(at);
      add_words(out, between(from, part.getIndex()));
      from = part.getLimit();
      switch (part.getType()) {
        case UMSGPAT_PART_TYPE_MSG_LIMIT:
          ++at;
          return out;
        case UMSGPAT_PART_TYPE_SKIP_SYNTAX:
          break;
        case UMSGPAT_PART_TYPE_INSERT_CHAR:
          break;  // says where a quote could be doubled
        case UMSGPAT_PART_TYPE_REPLACE_NUMBER:
          out.push_back({Node::Kind::number_sign, {}, 0, {}});
          break;
        case UMSGPAT_PART_TYPE_ARG_START:
          out.push_back(argument(at));
          from = pattern_.getPart(at).getLimit();
          break;
        default:
          refuse(source_, "a part that is not known");
      }
    }
  }

  /// `at` stands on ARG_START and is left on ARG_LIMIT.
  Node argument(int& at) {
    auto const kind = pattern_.getPart(at).getArgType();
    int const limit = pattern_.getLimitPartIndex(at);
    Node out{Node::Kind::value, utf8(pattern_.getSubstring(pattern_.getPart(++at))), 0, {}};
    ++at;
    switch (kind) {
      case UMSGPAT_ARG_TYPE_NONE:
        break;
      case UMSGPAT_ARG_TYPE_SIMPLE:
        if (pattern_.getSubstring(pattern_.getPart(at)) != icu::UnicodeString("number") || at + 1 != limit)
          refuse(source_, "of the simple types only {x, number} is known");
        break;
      case UMSGPAT_ARG_TYPE_PLURAL:
        out.kind = Node::Kind::plural;
        break;
      case UMSGPAT_ARG_TYPE_SELECTORDINAL:
        out.kind = Node::Kind::ordinal;
        break;
      case UMSGPAT_ARG_TYPE_SELECT:
        out.kind = Node::Kind::select;
        break;
      default:
        refuse(source_, "choice is out of date");
    }
    if (out.kind != Node::Kind::value) choices(out, at, limit);
    at = limit;
    return out;
  }

  void choices(Node& into, int at, int limit) {
    if (Part::hasNumericValue(pattern_.getPartType(at)))
      into.offset = pattern_.getNumericValue(pattern_.getPart(at++));
    while (at < limit) {
      Choice choice;
      choice.keyword = utf8(pattern_.getSubstring(pattern_.getPart(at++)));
      choice.exact = Part::hasNumericValue(pattern_.getPartType(at));
      if (choice.exact) choice.number = pattern_.getNumericValue(pattern_.getPart(at++));
      choice.sentence = sentence(at);
      into.choices.push_back(std::move(choice));
    }
  }

  std::string source_;
  icu::UnicodeString text_;
  UErrorCode status_ = U_ZERO_ERROR;
  icu::MessagePattern pattern_{status_};
};

/// Writes one sentence with its arguments.
class Filler {
 public:
  Filler(const NumberRules& rules, std::span<const Arg> args) : rules_(rules), args_(args) {}

  void write(std::string& out, const Sentence& sentence, double number) const {
    for (auto const& node : sentence) switch (node.kind) {
        case Node::Kind::words:
          out += node.text;
          break;
        case Node::Kind::number_sign:
          rules_.write(out, number);
          break;
        case Node::Kind::value:
          value(out, find(node.text));
          break;
        case Node::Kind::select:
          select(out, node, number);
          break;
        default:
          plural(out, node);
      }
  }

 private:
  [[nodiscard]] const Arg& find(std::string_view name) const {
    auto const at = std::ranges::find(args_, name, &Arg::name);
    if (at == args_.end()) throw std::invalid_argument("no value for {" + std::string(name) + "}");
    return *at;
  }

  static double number_of(const Arg& arg) {
    if (auto const* const whole = std::get_if<long long>(&arg.value)) return static_cast<double>(*whole);
    if (auto const* const real = std::get_if<double>(&arg.value)) return *real;
    throw std::invalid_argument("{" + std::string(arg.name) + "} must be a number");
  }

  void value(std::string& out, const Arg& arg) const {
    if (auto const* const words = std::get_if<std::string_view>(&arg.value))
      out += *words;
    else
      rules_.write(out, number_of(arg));
  }

  void plural(std::string& out, const Node& node) const {
    double const given = number_of(find(node.text));
    double const counted = given - node.offset;
    for (auto const& c : node.choices)
      if (c.exact && c.number == given) return write(out, c.sentence, counted);
    choose(out, node, rules_.category(counted, node.kind == Node::Kind::ordinal), counted);
  }

  void select(std::string& out, const Node& node, double number) const {
    auto const& arg = find(node.text);
    std::string given;
    value(given, arg);
    choose(out, node, given, number);
  }

  /// ICU refuses a pattern without "other", so one is always found.
  void choose(std::string& out, const Node& node, std::string_view keyword, double number) const {
    auto named = [&](std::string_view name) {
      return std::ranges::find_if(node.choices,
                                  [&](const Choice& c) { return !c.exact && c.keyword == name; });
    };
    auto at = named(keyword);
    if (at == node.choices.end()) at = named("other");
    write(out, at->sentence, number);
  }

  const NumberRules& rules_;
  std::span<const Arg> args_;
};

}  // namespace

Pattern::Pattern(std::string_view source, const NumberRules& rules)
    : impl_(std::make_unique<const Impl>(Impl{rules, Reader(source).read()})) {}
Pattern::~Pattern() = default;
Pattern::Pattern(Pattern&&) noexcept = default;

std::string Pattern::fill(std::span<const Arg> args) const {
  std::string out;
  Filler(impl_->rules, args).write(out, impl_->sentence, 0);
  return out;
}

}  // namespace cote
