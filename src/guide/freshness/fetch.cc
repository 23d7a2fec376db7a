// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/freshness/fetch.h"

#include <memory>
#include <stdexcept>

#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace cote::guide::freshness {
namespace {

struct CloseCurl {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, CloseCurl>;
using List = std::unique_ptr<curl_slist, FreeList>;

struct Door {
  bool private_networks = false;
  bool refused = false;
};

std::string_view bytes_of(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    auto const& in = reinterpret_cast<const sockaddr_in&>(address).sin_addr;
    return {reinterpret_cast<const char*>(&in), sizeof in};
  }
  if (address.sa_family == AF_INET6) {
    auto const& in = reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
    return {reinterpret_cast<const char*>(&in), sizeof in};
  }
  return {};
}

/// Asked with the address that is about to be opened, after the name was resolved: a name that changes its
/// mind between a check and the connection gains nothing.
curl_socket_t open_socket(void* data, curlsocktype, curl_sockaddr* address) {
  auto& door = *static_cast<Door*>(data);
  if (!door.private_networks && is_private_address(bytes_of(address->addr))) {
    door.refused = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

struct Kept {
  std::string* body = nullptr;
  std::size_t most = 0;
};
std::size_t keep(char* data, std::size_t, std::size_t size, void* into) {
  auto& kept = *static_cast<Kept*>(into);
  // Telling curl that less was taken ends the transfer: what was asked for is known by then.
  if (kept.body == nullptr || kept.body->size() + size > kept.most) return 0;
  kept.body->append(data, size);
  return size;
}

Fetched::Trouble trouble_of(CURLcode code, const Door& door) {
  using enum Fetched::Trouble;
  if (door.refused) return private_network;
  switch (code) {
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return malformed;
    case CURLE_COULDNT_RESOLVE_HOST:
      return no_host;
    case CURLE_TOO_MANY_REDIRECTS:
      return loop;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
      return tls;
    default:
      return no_answer;
  }
}

void set_up(CURL* curl, const std::string& url, const FetchOptions& options, Door& door, Kept& kept) {
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(curl, CURLOPT_MAXREDIRS, 5L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, static_cast<long>(options.timeout.count()));
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, static_cast<long>(options.timeout.count()));
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "coteacote (keeps a directory of services up to date)");
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &door);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, keep);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &kept);
}

Handle new_handle() {
  static auto const started = curl_global_init(CURL_GLOBAL_DEFAULT);
  Handle curl(curl_easy_init());
  if (started != CURLE_OK || !curl) throw std::runtime_error("libcurl does not start");
  return curl;
}

Fetched perform(CURL* curl, const Door& door) {
  auto const code = curl_easy_perform(curl);
  Fetched out;
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  out.status = static_cast<int>(status);
  // A body cut off on purpose ends in a write error, with the answer already known.
  bool const answered = code == CURLE_OK || (code == CURLE_WRITE_ERROR && status != 0);
  if (!answered) out.trouble = trouble_of(code, door);
  return out;
}

Fetched look(const std::string& url, const FetchOptions& options, bool head) {
  auto const curl = new_handle();
  Door door{.private_networks = options.private_networks};
  Kept kept;
  set_up(curl.get(), url, options, door, kept);
  if (head) curl_easy_setopt(curl.get(), CURLOPT_NOBODY, 1L);
  return perform(curl.get(), door);
}

}  // namespace

bool is_private_address(std::string_view bytes) {
  auto const at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  if (bytes.size() == 4) {
    return at(0) == 0 || at(0) == 10 || at(0) == 127 || at(0) >= 224 || (at(0) == 169 && at(1) == 254) ||
           (at(0) == 172 && at(1) >= 16 && at(1) < 32) || (at(0) == 192 && at(1) == 168) ||
           (at(0) == 100 && at(1) >= 64 && at(1) < 128) || (at(0) == 192 && at(1) == 0 && at(2) == 0) ||
           (at(0) == 198 && (at(1) == 18 || at(1) == 19));
  }
  if (bytes.size() != 16) return true;
  bool const first_ten_zero = bytes.substr(0, 10) == std::string_view("\0\0\0\0\0\0\0\0\0\0", 10);
  if (first_ten_zero && at(10) == 0xFF && at(11) == 0xFF) return is_private_address(bytes.substr(12));
  // 64:ff9b::/96 and 2002::/16 carry an address of IPv4 as well.
  if (bytes.substr(0, 4) == std::string_view("\0\x64\xFF\x9B", 4))
    return is_private_address(bytes.substr(12));
  if (at(0) == 0x20 && at(1) == 0x02) return is_private_address(bytes.substr(2, 4));
  return first_ten_zero || (at(0) & 0xFE) == 0xFC || (at(0) == 0xFE && (at(1) & 0xC0) == 0x80) ||
         at(0) == 0xFF;
}

Fetched look_at(const std::string& url, const FetchOptions& options) {
  auto const head = look(url, options, true);
  bool const disliked = head.status == 400 || head.status == 403 || head.status == 404 ||
                        head.status == 405 || head.status == 501;
  return head.trouble == Fetched::Trouble::none && disliked ? look(url, options, false) : head;
}

Fetched post_json(const std::string& url, const std::string& body, const FetchOptions& options) {
  auto const curl = new_handle();
  Door door{.private_networks = options.private_networks};
  std::string answer;
  Kept kept{&answer, options.most_body};
  set_up(curl.get(), url, options, door, kept);
  List const headers(curl_slist_append(nullptr, "Content-Type: application/json"));
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, body.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
  curl_easy_setopt(curl.get(), CURLOPT_FOLLOWLOCATION, 0L);
  auto out = perform(curl.get(), door);
  out.body = std::move(answer);
  return out;
}

}  // namespace cote::guide::freshness
