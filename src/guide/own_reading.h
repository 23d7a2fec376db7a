// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "guide/import.h"
#include "guide/own_sheet.h"

/// Shared by own_format.cc (the files around the services) and own_services.cc (the services).
namespace cote::guide::import {

/// True for exactly `count` digits: NIS and postal codes.
bool digits(std::string_view text, std::size_t count);

/// Reads the files one after the other, each into the catalogue that the next ones refer to.
class Reading {
 public:
  /// The text of a file by its name ("services.csv"); none when there is no such file.
  using Open = std::function<std::optional<std::string>(std::string_view name)>;
  /// `where` names all of them in what is thrown.
  Reading(Open open, std::string where, const Progress& progress)
      : open_(std::move(open)), where_(std::move(where)), progress_(progress) {}
  Read all();

 private:
  Sheet open(std::string_view name) { return {name, open_(name), out_.rejects}; }
  template <class F>
  void each(const Sheet& sheet, F work);
  /// True when this key is there and is the first of its kind.
  bool claim(Line& line, std::string_view column, std::string key);

  void commune(Line& line);
  void locality(Line& line);
  void rubric(Line& line);
  void topic(Line& line);
  void organisation(Line& line);
  void service(Line& line);
  void point_to_successors();
  bool fill_words(Line& line, Service& s);
  void fill_choices(Line& line, Service& s);
  void fill_lists(Line& line, Service& s);
  void fill_languages(Line& line, Service& s);
  void fill_place(Line& line, Service& s);
  Place& place(Line& line, const Service& s);
  void locate(Place& p) const;
  Provenance provenance(Line& line);
  std::vector<Phone> phones(Line& line, std::string_view column, const std::string& owner);
  std::string hours(Line& line, std::string_view column);

  Open open_;
  std::string where_;
  const Progress& progress_;
  Read out_{};
  std::vector<std::string> reviewed_{};  // of the line being read
  std::unordered_map<std::string, std::string> publishers_{};
  std::unordered_map<std::string, std::unordered_set<std::string>> claimed_{};
  std::unordered_set<std::string> rubrics_{};
  std::unordered_set<std::string> topics_{};
  std::unordered_set<std::string> organisations_{};
  std::unordered_map<std::string, std::size_t> places_{};  // position by id
  struct Successor {
    std::size_t service;
    std::string slug;
    Reject otherwise;
  };
  std::vector<Successor> successors_{};
};

}  // namespace cote::guide::import
