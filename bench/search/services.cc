// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/services.h"

#include <array>
#include <cmath>
#include <fstream>
#include <random>
#include <string_view>

#include "search/search.h"
#include "search/words.h"

namespace cote::bench {
namespace {

constexpr auto kDomain = std::to_array<std::string_view>(
    {"accueil",         "logement",     "médecin",     "avocat",         "école",          "français",
     "formation",       "emploi",       "permanence",  "juridique",      "santé",          "hôpital",
     "pharmacie",       "crèche",       "enfant",      "famille",        "femme",          "jeune",
     "étudiant",        "diplôme",      "équivalence", "interprète",     "traduction",     "séjour",
     "titre",           "nationalité",  "asile",       "réfugié",        "parrainage",     "bénévole",
     "association",     "maison",       "commune",     "mutuelle",       "chômage",        "indépendant",
     "métier",          "orientation",  "psychologue", "urgence",        "repas",          "colis",
     "vêtement",        "douche",       "lessive",     "abri",           "nuit",           "médiation",
     "violence",        "racisme",      "écoute",      "discrimination", "bibliothèque",   "sport",
     "culture",         "internet",     "permis",      "conduire",       "vélo",           "transport",
     "dette",           "budget",       "pension",     "handicap",       "vaccin",         "grossesse",
     "dentiste",        "garantie",     "locative",    "loyer",          "énergie",        "meuble",
     "alphabétisation", "conversation", "citoyenneté", "intégration",    "régularisation", "regroupement",
     "naturalisation",  "apprendre",    "inscription", "rendez-vous"});

constexpr auto kEnglish = std::to_array<std::string_view>(
    {"welcome",     "housing",     "doctor",       "lawyer",      "school",       "french",
     "training",    "work",        "legal",        "advice",      "health",       "hospital",
     "pharmacy",    "nursery",     "child",        "family",      "women",        "young",
     "student",     "degree",      "recognition",  "interpreter", "translation",  "residence",
     "permit",      "nationality", "asylum",       "refugee",     "mentoring",    "volunteer",
     "association", "house",       "town",         "insurance",   "unemployment", "self-employed",
     "career",      "guidance",    "psychologist", "emergency",   "meal",         "parcel",
     "clothes",     "shower",      "laundry",      "shelter",     "night",        "mediation",
     "violence",    "racism",      "listening",    "library",     "sport",        "culture",
     "internet",    "driving",     "licence",      "bicycle",     "transport",    "debt",
     "budget",      "pension",     "disability",   "vaccine",     "pregnancy",    "dentist",
     "deposit",     "rent",        "energy",       "furniture",   "literacy",     "conversation",
     "citizenship", "integration", "free",         "open",        "people",       "help",
     "with",        "without",     "appointment",  "newcomers",   "support",      "course",
     "group",       "meeting",     "information",  "rights"});

constexpr auto kArabic = std::to_array<std::string_view>(
    {"سكن",   "طبيب",   "محام",   "مدرسة",  "عمل",     "تدريب",  "استقبال", "صحة",   "مستشفى", "صيدلية",
     "طفل",   "عائلة",  "امرأة",  "شباب",   "طالب",    "شهادة",  "معادلة",  "مترجم", "ترجمة",  "إقامة",
     "تصريح", "جنسية",  "لجوء",   "لاجئ",   "متطوع",   "جمعية",  "بيت",     "بلدية", "تأمين",  "بطالة",
     "مهنة",  "توجيه",  "نفسي",   "طوارئ",  "وجبة",    "ملابس",  "غسيل",    "مأوى",  "ليل",    "وساطة",
     "عنف",   "عنصرية", "استماع", "مكتبة",  "رياضة",   "ثقافة",  "إنترنت",  "قيادة", "رخصة",   "دراجة",
     "نقل",   "ديون",   "معاش",   "إعاقة",  "لقاح",    "حمل",    "أسنان",   "ضمان",  "إيجار",  "طاقة",
     "أثاث",  "قراءة",  "كتابة",  "محادثة", "مواطنة",  "اندماج", "مجاني",   "مفتوح", "مساعدة", "موعد",
     "دعم",   "دورة",   "مجموعة", "لقاء",   "معلومات", "حقوق",   "فرنسية",  "تسجيل"});

constexpr auto kSmall =
    std::to_array<std::string_view>({"de", "la", "le", "les", "des", "et", "pour", "du", "en", "un"});

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(engine_() % n); }
  double unit() { return static_cast<double>(engine_() >> 11) / 9007199254740992.0; }
  bool chance(double p) { return unit() < p; }
  template <class List>
  std::string_view of(const List& list) {
    return list[below(list.size())];
  }

 private:
  std::mt19937_64 engine_;
};

std::vector<std::string> words_from(const std::filesystem::path& lexicon, Dice& dice) {
  std::vector<std::string> words;
  std::ifstream file(lexicon);
  for (std::string line; std::getline(file, line);) {
    if (line.size() >= 4 && line.find('\'') == std::string::npos) words.push_back(line);
  }
  constexpr auto kOnset = std::to_array<std::string_view>(
      {"b", "ch", "d", "f", "gr", "j", "l", "m", "n", "p", "r", "s", "t", "tr", "v"});
  constexpr auto kRime =
      std::to_array<std::string_view>({"a", "é", "i", "on", "ou", "er", "eau", "in", "ant", "elle", "ique"});
  while (words.size() < 60000) {
    std::string word;
    for (std::size_t n = 2 + dice.below(3); n > 0; --n)
      word += std::string(dice.of(kOnset)) + std::string(dice.of(kRime));
    words.push_back(std::move(word));
  }
  for (std::size_t i = words.size() - 1; i > 0; --i) std::swap(words[i], words[dice.below(i + 1)]);
  words.resize(60000);
  return words;
}

// The lower the rank the commoner, as Zipf found.
const std::string& ranked(const std::vector<std::string>& words, Dice& dice) {
  const auto at =
      static_cast<std::size_t>(std::exp(dice.unit() * std::log(static_cast<double>(words.size())))) - 1;
  return words[std::min(at, words.size() - 1)];
}

std::string text_of(std::size_t length, const std::vector<std::string>& words, Dice& dice) {
  std::string text;
  for (std::size_t i = 0; i < length; ++i) {
    if (i > 0) text += ' ';
    const double kind = dice.unit();
    text += kind < 0.25   ? std::string(dice.of(kSmall))
            : kind < 0.45 ? std::string(dice.of(kDomain))
                          : ranked(words, dice);
  }
  return text;
}

template <class List>
std::string list_of(std::size_t length, const List& list, Dice& dice) {
  std::string text;
  for (std::size_t i = 0; i < length; ++i) text += (i == 0 ? "" : " ") + std::string(dice.of(list));
  return text;
}

std::vector<std::string> telling(std::string_view text) {
  std::vector<std::string> out;
  for (const auto& w : search::words_of(text)) {
    if (w.form.size() > 3) out.emplace_back(text.substr(w.offset, w.length));
  }
  if (out.empty()) out.emplace_back("accueil");
  return out;
}

// One slip: a letter left out, doubled, wrong, or two swapped; not in the first letter.
std::string mistaken(const std::string& folded, Dice& dice) {
  std::string word = folded;
  const std::size_t at = 1 + dice.below(word.size() - 2);
  switch (dice.below(4)) {
    case 0:
      word.erase(at, 1);
      break;
    case 1:
      word.insert(at, 1, word[at]);
      break;
    case 2:
      word[at] = static_cast<char>('a' + dice.below(26));
      break;
    default:
      std::swap(word[at], word[at + 1]);
      break;
  }
  return word;
}

void make_typo(Question& q, const std::vector<std::string>& from, Dice& dice) {
  for (int tries = 0; tries < 20; ++tries) {
    q.meant = from[dice.below(from.size())];
    const std::string folded = search::fold(q.meant);
    if (folded.size() < 6) continue;
    q.words = mistaken(folded, dice);
    if (q.words != folded) return;
  }
  q.meant = "logement";
  q.words = "logemnt";
}

}  // namespace

std::vector<Service> make_services(std::size_t count, const std::filesystem::path& lexicon) {
  Dice dice(1983);
  const std::vector<std::string> words = words_from(lexicon, dice);
  std::vector<Service> services(count);
  for (Service& s : services) {
    s.name = std::string(dice.of(kDomain)) + ' ' + text_of(1 + dice.below(3), words, dice);
    s.french = text_of(50 + dice.below(50), words, dice);
    if (dice.chance(0.4)) s.english = list_of(15 + dice.below(20), kEnglish, dice);
    if (dice.chance(0.4)) s.arabic = list_of(12 + dice.below(15), kArabic, dice);
    s.rubric = "r" + std::to_string(dice.below(24));
    s.commune = "c" + std::to_string(dice.below(38));
    s.language = "l" + std::to_string(dice.below(18));
    s.lat = static_cast<float>(49.9 + 0.8 * dice.unit());
    s.lon = static_cast<float>(4.3 + 0.9 * dice.unit());
    s.open = dice.chance(0.35);
  }
  return services;
}

std::vector<Question> make_questions(std::size_t count, const std::vector<Service>& services) {
  Dice dice(2022);
  std::vector<Question> questions(count);
  for (Question& q : questions) {
    const Service& s = services[dice.below(services.size())];
    const std::vector<std::string> body = telling(s.french);
    const double kind = dice.unit();
    q.words = body[dice.below(body.size())];
    if (kind < 0.5) {
      const std::vector<std::string> name = telling(s.name);
      for (std::size_t more = dice.below(3); more > 0; --more) {
        q.words += ' ' + (more == 1 ? name[dice.below(name.size())] : body[dice.below(body.size())]);
      }
    } else if (kind < 0.65) {
      q.kind = Kind::typo;
      make_typo(q, body, dice);
    } else if (kind < 0.8) {
      q.kind = Kind::geo;
      q.lat = static_cast<float>(50.0 + 0.6 * dice.unit());
      q.lon = static_cast<float>(4.4 + 0.7 * dice.unit());
    } else if (kind < 0.9) {
      q.kind = Kind::arabic;
      q.words = list_of(1 + dice.below(2), kArabic, dice);
    } else {
      q.kind = Kind::prefix;
      const std::string folded = search::fold(q.words);
      q.words = folded.substr(0, std::min<std::size_t>(folded.size(), 3 + dice.below(3)));
    }
    if (q.kind != Kind::typo && dice.chance(0.25)) q.rubric = s.rubric;
  }
  return questions;
}

}  // namespace cote::bench
