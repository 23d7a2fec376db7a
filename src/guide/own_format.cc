// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/own_format.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <fmt/format.h>

#include "guide/hours/hours.h"
#include "guide/own_reading.h"
#include "guide/rules.h"

namespace cote::guide::import {
namespace {

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2100;

}  // namespace

bool digits(std::string_view text, std::size_t count) {
  return text.size() == count && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

Read Reading::all() {
  Sheet const services = open("services.csv");
  if (!services.exists()) throw std::runtime_error(fmt::format("{} has no services.csv", where_));
  each(open("sources.csv"),
       [&](Line& line) { publishers_.emplace(line.cell("code"), line.cell("publisher")); });
  each(open("communes.csv"), [&](Line& line) { commune(line); });
  each(open("localities.csv"), [&](Line& line) { locality(line); });
  each(open("rubrics.csv"), [&](Line& line) { rubric(line); });
  each(open("topics.csv"), [&](Line& line) { topic(line); });
  each(open("organisations.csv"), [&](Line& line) { organisation(line); });
  each(services, [&](Line& line) { service(line); });
  point_to_successors();
  return std::move(out_);
}

template <class F>
void Reading::each(const Sheet& sheet, F work) {
  std::size_t done = 0;
  for (auto const& row : sheet.rows()) {
    Line line(sheet, row, out_.rejects);
    work(line);
    ++out_.records;
    if (progress_ && (++done % 64 == 0 || done == sheet.rows().size())) progress_(done, sheet.rows().size());
  }
}

bool Reading::claim(Line& line, std::string_view column, std::string key) {
  if (key.empty()) {
    line.refuse(column, "is missing");
    return false;
  }
  auto const what = std::string(column) + ' ' + key;
  if (claimed_[line.file()].insert(what).second) return true;
  line.refuse(column, "is on an earlier line too");
  return false;
}

void Reading::commune(Line& line) {
  Commune c{.nis = std::string(line.cell("nis")),
            .name = std::string(line.cell("name")),
            .arrondissement = std::string(line.cell("arrondissement"))};
  if (!digits(c.nis, 5)) return line.refuse("nis", "is not a code of five digits");
  if (c.name.empty()) return line.refuse("name", "is missing");
  if (!claim(line, "nis", c.nis)) return;
  auto const lat = line.number("lat", -90, 90);
  auto const lon = line.number("lon", -180, 180);
  if (!lat || !lon) return line.refuse("lat", "has no position");
  c.lat = *lat;
  c.lon = *lon;
  for (auto& code : line.list("postal_codes")) {
    if (digits(code, 4)) {
      c.postal_codes.push_back(std::move(code));
    } else {
      line.drop("postal_codes", "has a code that is not of four digits");
    }
  }
  out_.catalogue.communes.push_back(std::move(c));
}

void Reading::locality(Line& line) {
  Locality l{.name = std::string(line.cell("name")), .nis = std::string(line.cell("nis"))};
  if (l.name.empty()) return line.refuse("name", "is missing");
  if (!claim(line, "name", l.name + ' ' + l.nis)) return;
  auto const lat = line.number("lat", -90, 90);
  auto const lon = line.number("lon", -180, 180);
  if (!lat || !lon) return line.refuse("lat", "has no position");
  l.lat = *lat;
  l.lon = *lon;
  out_.catalogue.localities.push_back(std::move(l));
}

void Reading::rubric(Line& line) {
  Rubric r{.id = std::string(line.cell("id")),
           .position = line.integer("position", 0, 10'000).value_or(0),
           .label = line.words("label"),
           .icon = std::string(line.cell("icon")),
           .emoji = std::string(line.cell("emoji"))};
  if (!claim(line, "id", r.id)) return;
  if (r.label.empty()) return line.refuse("label.fr", "is missing");
  rubrics_.insert(r.id);
  out_.catalogue.rubrics.push_back(std::move(r));
}

void Reading::topic(Line& line) {
  Topic t{.id = std::string(line.cell("id")),
          .rubric = std::string(line.cell("rubric")),
          .label = line.words("label"),
          .synonyms = line.wordings("synonyms"),
          .icon = std::string(line.cell("icon")),
          .emoji = std::string(line.cell("emoji"))};
  if (!rubrics_.contains(t.rubric)) return line.refuse("rubric", "is not in rubrics.csv");
  if (t.label.empty()) return line.refuse("label.fr", "is missing");
  if (!claim(line, "id", t.id)) return;
  topics_.insert(t.id);
  out_.catalogue.topics.push_back(std::move(t));
}

Provenance Reading::provenance(Line& line) {
  Provenance p;
  auto const publisher = publishers_.find(std::string(line.cell("source")));
  p.source = publisher == publishers_.end() ? std::string(line.cell("source")) : publisher->second;
  p.source_url = line.url("source_url");
  p.confidence = line.cell("confidence");
  if (p.confidence.size() > 1 ||
      (!p.confidence.empty() && (p.confidence[0] < 'A' || p.confidence[0] > 'C'))) {
    line.drop("confidence", "is not A, B or C");
    p.confidence.clear();
  }
  p.as_of_year = line.integer("as_of_year", kFirstYear, kLastYear);
  p.as_of = line.date("as_of");
  p.verified_on = line.date("verified_on");
  p.verified_by = line.cell("verified_by");
  p.verified_how = line.choice("verified_how", VerifiedHow::unknown);
  p.next_review = line.date("next_review");
  return p;
}

std::string Reading::hours(Line& line, std::string_view column) {
  auto const text = line.cell(column);
  if (text.empty()) return {};
  if (auto const read = hours::parse(text); !read.schedule) {
    line.drop(column, "is not an opening_hours text we understand: " + read.refused.message);
    return {};
  }
  return std::string(text);
}

std::vector<Phone> Reading::phones(Line& line, std::string_view column, const std::string& owner) {
  std::vector<Phone> out;
  auto const open = hours(line, "phone_hours");
  for (auto const& entry : line.list(column)) {
    auto const mark = entry.find('=');
    Phone phone{.number = entry.substr(0, mark), .hours = open};
    while (phone.number.ends_with(' ')) phone.number.pop_back();
    if (phone.number.find_first_not_of("0123456789+/. ()-") != std::string::npos ||
        std::ranges::none_of(phone.number, [](char c) { return c >= '0' && c <= '9'; })) {
      line.drop(column, "has an entry that is not a telephone number");
      continue;
    }
    phone.id = uuid_of("phone:" + owner + ':' + phone.number);
    if (mark != std::string::npos)
      phone.label = rules::source_words("fr", std::string_view(entry).substr(mark + 1));
    out.push_back(std::move(phone));
  }
  return out;
}

void Reading::organisation(Line& line) {
  Organisation o;
  o.slug = line.cell("slug");
  if (!claim(line, "slug", o.slug)) return;
  if (rules::slug(o.slug) != o.slug) return line.refuse("slug", "is not made of a-z, 0-9 and '-'");
  o.name = line.words("name");
  if (o.name.empty()) return line.refuse("name", "is missing");
  o.id = {uuid_of("organisation:" + o.slug)};
  o.description = line.words("description", line.list("reviewed"));
  o.url = line.url("url");
  o.email = line.email("email");
  o.phones = phones(line, line.cell("phones").empty() ? "phone" : "phones", "organisation:" + o.slug);
  o.provenance = provenance(line);
  organisations_.insert(o.slug);
  out_.catalogue.organisations.push_back(std::move(o));
}

Read read_own(const std::filesystem::path& folder, const Progress& progress) {
  auto const open = [&](std::string_view name) -> std::optional<std::string> {
    auto const here = folder / name;
    std::ifstream in(std::filesystem::exists(here) ? here : folder / ".." / name, std::ios::binary);
    if (!in) return std::nullopt;
    return std::string{std::istreambuf_iterator<char>(in), {}};
  };
  return Reading(open, folder.string(), progress).all();
}

Read read_own(const Files& files, const std::string& where, const Progress& progress) {
  auto const open = [&](std::string_view name) -> std::optional<std::string> {
    auto const found = files.find(name);
    return found == files.end() ? std::nullopt : std::optional(found->second);
  };
  return Reading(open, where, progress).all();
}

}  // namespace cote::guide::import
