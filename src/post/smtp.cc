// SPDX-License-Identifier: AGPL-3.0-or-later
#include "post/smtp.h"

#include <algorithm>
#include <cstring>
#include <mutex>
#include <stdexcept>
#include <string_view>

#include <curl/curl.h>
#include <fmt/format.h>

namespace cote::post {
namespace {

/// Where a conversation was when it ended: what the last reply answered.
struct Course {
  std::string verb{};  // "RCPT"; "." once the text was on its way
  bool over = false;
  std::string answer{};  // "550 5.1.1": the codes of the last reply, without its words
};

/// "550 5.1.1" of "550 5.1.1 <name@example.org> unknown": a server's words may name people.
std::string codes_of(std::string_view line) {
  auto const digit = [](char c) { return c >= '0' && c <= '9'; };
  if (line.size() < 3 || !std::ranges::all_of(line.substr(0, 3), digit)) return {};
  std::string out(line.substr(0, 3));
  auto const rest = line.substr(std::min<std::size_t>(4, line.size()));
  auto const enhanced = rest.substr(0, rest.find_first_of(" \r\n"));
  bool const coded = enhanced.size() >= 5 && enhanced.size() <= 9 && enhanced[1] == '.' &&
                     std::ranges::all_of(enhanced, [&](char c) { return digit(c) || c == '.'; });
  return coded ? out + ' ' + std::string(enhanced) : out;
}

int watch(CURL*, curl_infotype type, char* data, size_t size, void* course) {
  auto& seen = *static_cast<Course*>(course);
  if (seen.over) return 0;
  std::string_view const text(data, size);
  if (type == CURLINFO_HEADER_OUT) {
    auto const verb = text.substr(0, std::min<std::size_t>(4, text.find_first_of(" \r\n")));
    // libcurl says goodbye after a refusal: what counts came before.
    if (verb == "QUIT") seen.over = true;
    if (!seen.over) seen.verb = verb;
  }
  if (type == CURLINFO_DATA_OUT) seen.verb = ".";
  if (type == CURLINFO_HEADER_IN)
    if (auto codes = codes_of(text); !codes.empty()) seen.answer = std::move(codes);
  return 0;
}

size_t feed(char* into, size_t size, size_t count, void* rest) {
  auto& text = *static_cast<std::string_view*>(rest);
  auto const part = std::min(size * count, text.size());
  std::memcpy(into, text.data(), part);
  text.remove_prefix(part);
  return part;
}

Handed judged(CURLcode code, const Course& course) {
  using Outcome = Handed::Outcome;
  if (code == CURLE_OK) return {Outcome::sent, {}};
  bool const spoken = code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR ||
                      code == CURLE_WEIRD_SERVER_REPLY || code == CURLE_REMOTE_ACCESS_DENIED;
  auto const kind = course.answer.empty() || !spoken ? '0' : course.answer.front();
  bool const ours =
      course.verb == "MAIL" || course.verb == "RCPT" || course.verb == "DATA" || course.verb == ".";
  if (ours && kind == '4' && !course.answer.starts_with("421"))
    return {Outcome::later, course.answer + " after " + course.verb};
  if (ours && kind == '5')
    return {course.verb == "MAIL" ? Outcome::failed : Outcome::bounced,
            course.answer + " after " + course.verb};
  // libcurl's own words name hosts, never people.
  auto const reply = course.answer.empty() ? "" : fmt::format(" (last reply {})", course.answer);
  return {Outcome::unreachable, fmt::format("{}{}", curl_easy_strerror(code), reply)};
}

void start_library() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

}  // namespace

struct SmtpMailer::Impl {
  explicit Impl(SmtpServer given) : server(std::move(given)) {
    start_library();
    curl = curl_easy_init();
    if (curl == nullptr) throw std::runtime_error("libcurl does not start");
  }
  ~Impl() { curl_easy_cleanup(curl); }
  Impl(const Impl&) = delete;

  void prepare() {
    curl_easy_reset(curl);  // keeps the connection
    curl_easy_setopt(curl, CURLOPT_URL, server.url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    long const level = server.tls == SmtpServer::Tls::required   ? CURLUSESSL_ALL
                       : server.tls == SmtpServer::Tls::optional ? CURLUSESSL_TRY
                                                                 : CURLUSESSL_NONE;
    curl_easy_setopt(curl, CURLOPT_USE_SSL, level);
    if (!server.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, server.ca_file.c_str());
    curl_easy_setopt(curl, CURLOPT_PROXY, "");  // whatever the environment says: this is not the web
    if (!server.user.empty()) {
      curl_easy_setopt(curl, CURLOPT_USERNAME, server.user.c_str());
      curl_easy_setopt(curl, CURLOPT_PASSWORD, server.password.c_str());
    }
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, static_cast<long>(server.seconds));
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, static_cast<long>(std::min(server.seconds, 15U)));
    curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);  // to watch, not to print
    curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, watch);
  }

  SmtpServer server;
  CURL* curl = nullptr;
};

SmtpMailer::SmtpMailer(SmtpServer server) : impl_(std::make_unique<Impl>(std::move(server))) {}
SmtpMailer::~SmtpMailer() = default;

Handed SmtpMailer::hand_over(const Letter& letter) {
  auto* const curl = impl_->curl;
  impl_->prepare();
  Course course;
  std::string_view rest = letter.text;
  auto const from = "<" + letter.envelope_from + ">";
  curl_slist* const to = curl_slist_append(nullptr, ("<" + letter.to + ">").c_str());
  curl_easy_setopt(curl, CURLOPT_DEBUGDATA, &course);
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from.c_str());
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, feed);
  curl_easy_setopt(curl, CURLOPT_READDATA, &rest);
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  auto const code = curl_easy_perform(curl);
  curl_slist_free_all(to);
  return judged(code, course);
}

}  // namespace cote::post
