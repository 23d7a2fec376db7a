// SPDX-License-Identifier: AGPL-3.0-or-later
// Bytes that claim to be HSDS JSON or NDJSON. Whatever comes out is clean: the store takes it unseen.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "guide/hours/hours.h"
#include "guide/import.h"
#include "guide/import/check.h"
#include "kernel/id.h"

namespace {

using namespace cote::guide;

void must(bool true_of_it) {
  if (!true_of_it) std::abort();
}
void clean(const Words& words) {
  for (auto const& each : words.in)
    must(!each.text.empty() && import::is_clean_text(each.text) && !each.lang.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view const text(reinterpret_cast<const char*>(data), size);
  auto const read = import::read_hsds_json(text, "fuzz");
  for (auto const& service : read.catalogue.services) {
    must(cote::is_uuid(service.id.text) && !service.name.empty());
    clean(service.name);
    clean(service.description);
    must(service.url.empty() || import::is_uri(service.url));
    must(service.email.empty() || import::is_email(service.email));
    for (auto const& at : service.places)
      must(at.hours.empty() || hours::parse(at.hours).schedule.has_value());
  }
  for (auto const& place : read.catalogue.places) {
    must(cote::is_uuid(place.id.text) && place.lat.has_value() == place.lon.has_value());
    must(!place.lat || (*place.lat >= -90 && *place.lat <= 90));
  }
  for (auto const& each : read.rejects) must(!each.reason.empty());
  static_cast<void>(import::rejects_csv(read.rejects));
  return 0;
}
