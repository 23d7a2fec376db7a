// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/test/corpus.h"

#include <gtest/gtest.h>

#include "search/build.h"

namespace cote::search {
namespace {

Builder small_town() {
  Builder b;
  b.synonyms({{"médecin", "toubib", "docteur", "doctor", "طبيب"},
              {"avocat", "aide juridique gratuite", "lawyer"},
              {"logement", "maison", "housing", "سكن", "hébergement"}});
  b.add({.fields = {{"Centre de santé du Port", "fr", 8},
                    {"Un médecin reçoit sans rendez-vous, gratuit", "fr", 1},
                    {"Een arts ontvangt zonder afspraak", "nl", 1},
                    {"A doctor sees you without an appointment", "en", 1},
                    {"طبيب بدون موعد", "ar", 1},
                    {"Лікар приймає без запису", "uk", 1},
                    {"ሆስፒታል", "ti", 5},
                    {"5000 Namur", "fr", 1}},
         .facets = {{kRubric, "health"}, {kLanguage, "fr"}, {kLanguage, "ar"}},
         .points = {{50.46F, 4.86F}},
         .freshness = 0.5F});
  b.add({.fields = {{"Service logement", "fr", 8},
                    {"Trouver un logement et payer le loyer", "fr", 1},
                    {"Huisvesting en huur", "nl", 1},
                    {"Housing and rent", "en", 1},
                    {"سكن وإيجار", "ar", 1},
                    {"Житло та оренда", "uk", 1}},
         .facets = {{kRubric, "housing"}, {kLanguage, "fr"}},
         .points = {{50.48F, 4.88F}},
         .freshness = 0.4F});
  b.add({.fields = {{"École", "fr", 8},
                    {"Inscription à l'école des enfants", "fr", 1},
                    {"Kinderen inschrijven op school", "nl", 1},
                    {"المدرسة للأطفال في مدرسة قريبة، مدارس", "ar", 1},
                    {"Школа для дітей", "uk", 1}},
         .facets = {{kRubric, "school"}, {kLanguage, "fr"}, {kLanguage, "nl"}},
         .points = {{50.47F, 4.87F}, {50.2F, 4.5F}},
         .freshness = 0.3F});
  b.add({.fields = {{"Tables de conversation", "fr", 8},
                    {"Apprendre le français, une école de la langue; vous apprendrez vite", "fr", 1},
                    {"Learn French", "en", 1},
                    {"تعلم الفرنسية", "ar", 1}},
         .facets = {{kRubric, "french"}, {kLanguage, "fr"}},
         .points = {},
         .freshness = 0.2F});
  b.add({.fields = {{"Maison de l'avocat", "fr", 8},
                    {"Un avocat gratuit pour vos droits", "fr", 1},
                    {"A free lawyer", "en", 1},
                    {"Безкоштовний адвокат", "uk", 1}},
         .facets = {{kRubric, "rights"}, {kLanguage, "fr"}, {kLanguage, "en"}},
         .points = {{50.26F, 4.91F}},
         .freshness = 0.1F});
  b.add({.fields = {{"Sécurité sociale", "fr", 8},
                    {"Allocations et mutuelle", "fr", 1},
                    {"Social security", "en", 1},
                    {"الضمان الاجتماعي", "ar", 1}},
         .facets = {{kRubric, "rights"}},
         .points = {{50.3F, 4.9F}},
         .freshness = 1});
  return b;
}

}  // namespace

const Index& corpus() {
  static const std::unique_ptr<const Index> index = small_town().build();
  return *index;
}

}  // namespace cote::search
