// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/hours/lex.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace cote::guide::hours {
namespace {

using Kind = Token::Kind;

struct Word {
  std::string_view name;
  Kind kind;
  int value;
};

constexpr int kClosed = static_cast<int>(State::closed), kOpen = static_cast<int>(State::open),
              kUnknown = static_cast<int>(State::unknown);

// Only names that every reader of such texts takes for the same day: "ma" is Tuesday in French and Monday
// in Dutch, so it is no word here.
constexpr Word kWords[] = {
    {"mo", Kind::weekday, 0},
    {"mon", Kind::weekday, 0},
    {"monday", Kind::weekday, 0},
    {"lundi", Kind::weekday, 0},
    {"maandag", Kind::weekday, 0},
    {"montag", Kind::weekday, 0},
    {"tu", Kind::weekday, 1},
    {"tue", Kind::weekday, 1},
    {"tuesday", Kind::weekday, 1},
    {"mardi", Kind::weekday, 1},
    {"dinsdag", Kind::weekday, 1},
    {"dienstag", Kind::weekday, 1},
    {"we", Kind::weekday, 2},
    {"wed", Kind::weekday, 2},
    {"wednesday", Kind::weekday, 2},
    {"mercredi", Kind::weekday, 2},
    {"woensdag", Kind::weekday, 2},
    {"mittwoch", Kind::weekday, 2},
    {"th", Kind::weekday, 3},
    {"thu", Kind::weekday, 3},
    {"thursday", Kind::weekday, 3},
    {"jeudi", Kind::weekday, 3},
    {"donderdag", Kind::weekday, 3},
    {"donnerstag", Kind::weekday, 3},
    {"fr", Kind::weekday, 4},
    {"fri", Kind::weekday, 4},
    {"friday", Kind::weekday, 4},
    {"vendredi", Kind::weekday, 4},
    {"vrijdag", Kind::weekday, 4},
    {"freitag", Kind::weekday, 4},
    {"sa", Kind::weekday, 5},
    {"sat", Kind::weekday, 5},
    {"saturday", Kind::weekday, 5},
    {"samedi", Kind::weekday, 5},
    {"zaterdag", Kind::weekday, 5},
    {"samstag", Kind::weekday, 5},
    {"su", Kind::weekday, 6},
    {"sun", Kind::weekday, 6},
    {"sunday", Kind::weekday, 6},
    {"dimanche", Kind::weekday, 6},
    {"zondag", Kind::weekday, 6},
    {"sonntag", Kind::weekday, 6},
    {"jan", Kind::month, 1},
    {"january", Kind::month, 1},
    {"janvier", Kind::month, 1},
    {"januari", Kind::month, 1},
    {"januar", Kind::month, 1},
    {"feb", Kind::month, 2},
    {"february", Kind::month, 2},
    {"février", Kind::month, 2},
    {"februari", Kind::month, 2},
    {"februar", Kind::month, 2},
    {"mar", Kind::month, 3},
    {"march", Kind::month, 3},
    {"mars", Kind::month, 3},
    {"maart", Kind::month, 3},
    {"apr", Kind::month, 4},
    {"april", Kind::month, 4},
    {"avril", Kind::month, 4},
    {"may", Kind::month, 5},
    {"mai", Kind::month, 5},
    {"mei", Kind::month, 5},
    {"jun", Kind::month, 6},
    {"june", Kind::month, 6},
    {"juin", Kind::month, 6},
    {"juni", Kind::month, 6},
    {"jul", Kind::month, 7},
    {"july", Kind::month, 7},
    {"juillet", Kind::month, 7},
    {"juli", Kind::month, 7},
    {"aug", Kind::month, 8},
    {"august", Kind::month, 8},
    {"août", Kind::month, 8},
    {"augustus", Kind::month, 8},
    {"sep", Kind::month, 9},
    {"september", Kind::month, 9},
    {"septembre", Kind::month, 9},
    {"oct", Kind::month, 10},
    {"october", Kind::month, 10},
    {"octobre", Kind::month, 10},
    {"oktober", Kind::month, 10},
    {"nov", Kind::month, 11},
    {"november", Kind::month, 11},
    {"novembre", Kind::month, 11},
    {"dec", Kind::month, 12},
    {"december", Kind::month, 12},
    {"décembre", Kind::month, 12},
    {"dezember", Kind::month, 12},
    {"ph", Kind::holiday, 0},
    {"easter", Kind::easter, 0},
    {"week", Kind::week, 0},
    {"day", Kind::day, 0},
    {"days", Kind::day, 0},
    {"off", Kind::state, kClosed},
    {"closed", Kind::state, kClosed},
    {"open", Kind::state, kOpen},
    {"unknown", Kind::state, kUnknown},
    {"am", Kind::half_day, 0},
    {"pm", Kind::half_day, 12},
    {"and", Kind::comma, 0},
};

// Words that belong to the wider language and are refused by name, so that the message helps.
constexpr std::string_view kRefusedWords[] = {"sh", "sunrise", "sunset", "dawn", "dusk"};

constexpr std::string_view kDashes[] = {"-", "‐", "‑", "‒", "–", "—", "−"};
constexpr std::string_view kSpaces[] = {" ", "\t", "\n", "\r", "\u00a0", "\u202f"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

template <std::size_t N>
std::size_t starts_with_one(std::string_view text, const std::string_view (&list)[N]) {
  for (auto const& item : list)
    if (text.starts_with(item)) return item.size();
  return 0;
}

std::string lower(std::string_view word) {
  std::string out(word);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

Kind punctuation(char c) {
  switch (c) {
    case ':':
    case '.':
      return Kind::colon;
    case ',':
    case '&':
      return Kind::comma;
    case ';':
      return Kind::semicolon;
    case '+':
      return Kind::plus;
    case '/':
      return Kind::slash;
    case '[':
      return Kind::bracket;
    case ']':
      return Kind::end_bracket;
    default:
      return Kind::end;
  }
}

// Whether bytes are UTF-8 as far as JSON and pages need it: every lead byte has its followers.
bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at++]);
    int followers = lead < 0x80                   ? 0
                    : lead >= 0xc2 && lead < 0xe0 ? 1
                    : lead >= 0xe0 && lead < 0xf0 ? 2
                    : lead >= 0xf0 && lead < 0xf5 ? 3
                                                  : -1;
    if (followers < 0) return false;
    for (; followers > 0; --followers, ++at)
      if (at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xc0) != 0x80) return false;
  }
  return true;
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  std::variant<std::vector<Token>, Refused> run() {
    while (at_ < text_.size() && !refused_) step();
    if (refused_) return *refused_;
    out_.push_back({Kind::end, 0, {}, text_.size()});
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }
  void refuse(std::string message, const char* key) { refused_ = Refused{std::move(message), at_, key}; }
  void take(Kind kind, std::size_t size, int value = 0) {
    out_.push_back({kind, value, text_.substr(at_, size), at_});
    at_ += size;
  }

  void step() {
    if (const auto space = starts_with_one(rest(), kSpaces)) {
      at_ += space;
    } else if (const auto dash = starts_with_one(rest(), kDashes)) {
      take(Kind::dash, dash);
    } else if (rest().starts_with("||")) {
      take(Kind::fallback, 2);
    } else if (rest().starts_with("24/7") && (rest().size() == 4 || !is_word(rest()[4]))) {
      take(Kind::always, 4);
    } else if (rest()[0] == '"') {
      comment();
    } else if (is_digit(rest()[0])) {
      number();
    } else if (is_letter(rest()[0])) {
      word();
    } else if (const Kind kind = punctuation(rest()[0]); kind != Kind::end) {
      take(kind, 1);
    } else {
      refuse("unexpected character", "hours.unexpected");
    }
  }

  static bool is_word(char c) { return is_digit(c) || is_letter(c); }

  void comment() {
    const auto close = text_.find('"', at_ + 1);
    if (close == std::string_view::npos) return refuse("a comment lacks its closing quote", "hours.comment");
    if (close == at_ + 1) return refuse("a comment is empty", "hours.comment");
    const auto inner = text_.substr(at_ + 1, close - at_ - 1);
    if (std::any_of(inner.begin(), inner.end(),
                    [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }))
      return refuse("a comment holds a control character", "hours.comment");
    if (!is_utf8(inner)) return refuse("a comment is not UTF-8", "hours.comment");
    out_.push_back({Kind::comment, 0, inner, at_});
    at_ = close + 1;
  }

  void number() {
    std::size_t size = 0;
    while (size < rest().size() && is_digit(rest()[size])) ++size;
    if (size > 4) return refuse("a number is too long", "hours.unexpected");
    int value = 0;
    for (char c : rest().substr(0, size)) value = value * 10 + (c - '0');
    take(value > 1900 ? Kind::year : Kind::number, size, value);
  }

  void word() {
    std::size_t size = 0;
    while (size < rest().size() && is_letter(rest()[size]) &&
           !starts_with_one(rest().substr(size), kDashes) && !starts_with_one(rest().substr(size), kSpaces))
      ++size;
    const std::string name = lower(rest().substr(0, size));
    if ((name == "a" || name == "p") && rest().substr(size, 3).size() == 3 &&
        lower(rest().substr(size, 3)) == ".m.")
      return take(Kind::half_day, size + 3, name == "a" ? 0 : 12);
    const auto* found =
        std::find_if(std::begin(kWords), std::end(kWords), [&](const Word& w) { return w.name == name; });
    if (found == std::end(kWords)) {
      const bool known =
          std::find(std::begin(kRefusedWords), std::end(kRefusedWords), name) != std::end(kRefusedWords);
      return refuse((known ? "not supported: " : "unknown word: ") + name,
                    known ? "hours.unsupported" : "hours.unexpected");
    }
    take(found->kind, size, found->value);
    // "lun." and "Mon." carry a dot that says nothing, unless a clock time follows at once.
    if ((found->kind == Kind::weekday || found->kind == Kind::month) && rest().starts_with(".") &&
        (rest().size() < 2 || !is_digit(rest()[1])))
      ++at_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Token> out_{};
  std::optional<Refused> refused_{};
};

}  // namespace

std::variant<std::vector<Token>, Refused> tokens_of(std::string_view text) { return Lexer(text).run(); }

}  // namespace cote::guide::hours
