// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <vector>

#include "search/build.h"
#include "search/tables.h"
#include "search/vocabulary.h"

/// The steps that turn gathered words into tables. Each reads what earlier ones wrote.
namespace cote::search {

/// Postings of one document: its stems and how much each says, as bytes.
struct Posting {
  Vocabulary::Root root = 0;
  std::uint8_t impact = 0;
  std::uint8_t variant = 0;
  std::uint8_t langs = 0;
};

/// Lists by stem from postings by document; `start` has one more entry than documents.
void write_lists(Index::Tables& t, std::size_t roots, const std::vector<Posting>& postings,
                 const std::vector<std::uint32_t>& start);
/// Gives forms the lists of other stems that share their light stem (loger, logement), lower.
void relate_siblings(Vocabulary& words);
/// Gives a Dutch or German form the lists of the compounds it is a part of, lower: huisvesting also finds
/// studentenhuisvesting.
void relate_compounds(Vocabulary& words);
/// One list a group: the documents having any of its words; and the group to every form of those words.
void relate_synonyms(Index::Tables& t, Vocabulary& words, const std::vector<SynonymGroup>& groups);
/// Sorts the forms into the tables, with their lists.
void write_forms(Index::Tables& t, Vocabulary& words);
/// The hashed table of kinship keys, for all forms written.
void write_kin(Index::Tables& t);
/// Rarity of each list.
void write_rarity(Index::Tables& t);

}  // namespace cote::search
