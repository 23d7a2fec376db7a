// SPDX-License-Identifier: AGPL-3.0-or-later
#include "page/small_site.h"

#include <csignal>

#include <fmt/format.h>

#include "kernel/html.h"
#include "web/site.h"

namespace cote::bench {
namespace {

web::Reply list(const web::Visit& visit) {
  using namespace html;
  static constexpr const char* kWords = "Accueil & orientation des personnes – \"permanence\" sociale, مرحبا";
  Html cards;
  for (int i = 0; i < 28; ++i)
    cards +=
        li(cls("card"), h2(a(href(Url::path("/" + visit.lang->tag + "/guide/" + std::to_string(i))), kWords)),
           p(cls("open"), "ouvert jusqu’à ", i % 12 + 8, " h"), p(kWords, " ", kWords));
  auto page = join(Html("<!doctype html>"), head(title("Guide")), body(main_(h1("Guide"), ul(cards))));
  return {.body = std::move(page).str(), .keep = web::Keep::by_etag};
}

}  // namespace

int serve_small_site(std::size_t cache_bytes) {
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  web::Router router;
  router.add({.pattern = "/guide", .name = "guide"}, list);
  SystemClock const clock;
  web::Site const site{.router = router, .clock = clock};
  web::ServeOptions options;
  options.port = 0;
  options.threads = 1;
  options.cache_bytes = cache_bytes;
  options.log = [](const web::Answered& answered) { fmt::print(stderr, "{}\n", web::log_line(answered)); };
  web::Server const server(site, options);
  fmt::print("http://127.0.0.1:{}\n", server.port());
  std::fflush(stdout);
  int caught = 0;
  sigwait(&ends, &caught);
  return 0;
}

}  // namespace cote::bench
