// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/oidc/fetch.h"

#include <memory>

#include <curl/curl.h>
#include <fmt/format.h>

#include "kernel/html.h"

namespace cote::people::oidc {
namespace {

constexpr std::size_t kMost = 256 * 1024;

std::size_t take(char* data, std::size_t size, std::size_t count, void* into) {
  auto& body = *static_cast<std::string*>(into);
  if (body.size() + size * count > kMost) return 0;
  body.append(data, size * count);
  return size * count;
}

template <class T>
void set(CURL* curl, CURLoption option, T value) {
  if (curl_easy_setopt(curl, option, value) != CURLE_OK) throw ProviderError("libcurl lacks an option");
}

}  // namespace

bool is_safe(std::string_view url) {
  if (url.starts_with("https://")) return true;
  if (!url.starts_with("http://")) return false;
  auto const host = url.substr(7, url.find_first_of(":/", 7) - 7);
  return host == "localhost" || host == "127.0.0.1";
}

std::string fetch(const Fetch& what) {
  static bool const ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> const curl(curl_easy_init(), &curl_easy_cleanup);
  if (!ready || !curl) throw ProviderError("libcurl does not start");
  if (!is_safe(what.url)) throw ProviderError("the provider gives an address that is not https");
  std::string body;
  set(curl.get(), CURLOPT_URL, what.url.c_str());
  set(curl.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  set(curl.get(), CURLOPT_FOLLOWLOCATION, 0L);
  set(curl.get(), CURLOPT_CONNECTTIMEOUT, 3L);
  set(curl.get(), CURLOPT_TIMEOUT, 5L);
  set(curl.get(), CURLOPT_NOSIGNAL, 1L);
  set(curl.get(), CURLOPT_WRITEFUNCTION, &take);
  set(curl.get(), CURLOPT_WRITEDATA, static_cast<void*>(&body));
  if (!what.form.empty()) set(curl.get(), CURLOPT_COPYPOSTFIELDS, what.form.c_str());
  if (!what.user.empty()) {
    set(curl.get(), CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
    set(curl.get(), CURLOPT_USERNAME, url_encode(what.user).c_str());
    set(curl.get(), CURLOPT_PASSWORD, url_encode(what.secret).c_str());
  }
  if (!what.bearer.empty()) {
    set(curl.get(), CURLOPT_HTTPAUTH, CURLAUTH_BEARER);
    set(curl.get(), CURLOPT_XOAUTH2_BEARER, what.bearer.c_str());
  }
  auto const code = curl_easy_perform(curl.get());
  if (code != CURLE_OK) throw ProviderError(fmt::format("the provider: {}", curl_easy_strerror(code)));
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status != 200) throw ProviderError(fmt::format("the provider answered {}", status));
  return body;
}

}  // namespace cote::people::oidc
