// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>

#include <fmt/format.h>
#include <unistd.h>

#include "page/process.h"
#include "page/small_site.h"

/// CPU per request of the Guide's list page, from the page cache and rendered each time, against nginx
/// sending the same bytes from a file: one worker, one thread, 64 connections that are kept. A page that is
/// rendered for one reader is also compressed for one, which a file beside its .gz is spared; so that case
/// is measured against nginx compressing the file for each answer as well.
namespace cote::bench {
namespace {

namespace fs = std::filesystem;
constexpr int kRuns = 3;
constexpr const char* kTarget = "/fr/guide";

struct Folder {
  fs::path path = fs::temp_directory_path() / ("coteacote-bench-" + std::to_string(getpid()));
  Folder() { fs::create_directories(path / "www"); }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path, ignored);
  }
  Folder(const Folder&) = delete;
};

void write(const fs::path& path, std::string_view bytes) {
  std::ofstream file(path, std::ios::binary);
  file << bytes;
  if (!file.flush()) throw std::runtime_error("cannot write " + path.string());
}

std::uint16_t port_in(const std::string& line) {
  return static_cast<std::uint16_t>(std::stoi(line.substr(line.rfind(':') + 1)));
}

/// nginx as it comes, but one worker and connections that last; both write a log line a request, to
/// nowhere.
std::string nginx_settings(const fs::path& folder, std::uint16_t port) {
  auto const user = geteuid() == 0 ? "user root;\n" : "";
  auto const at = folder.string();
  return fmt::format(R"({}daemon off;
worker_processes 1;
pid {}/nginx.pid;
error_log {}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log /dev/null;
  client_body_temp_path {}/body;
  proxy_temp_path {}/proxy;
  fastcgi_temp_path {}/fastcgi;
  uwsgi_temp_path {}/uwsgi;
  scgi_temp_path {}/scgi;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 100000000;
  server {{
    listen 127.0.0.1:{};
    root {}/www;
    gzip_static on;
    types {{}}
    default_type text/html;
    location = /anew {{
      alias {}/www/page;
      gzip on;
      gzip_static off;
    }}
  }}
}}
)",
                     user, at, at, at, at, at, at, at, port, at, at);
}

struct Subject {
  std::string name{};
  pid_t pid = 0;
  std::string address{};
};

/// Microseconds of CPU a request, over a few seconds of wrk.
double measure(const Subject& subject, const std::string& accept_encoding) {
  auto const before = cpu_seconds(subject.pid);
  auto const said =
      output_of({"wrk", "-t1", "-c64", "-d2s", "-H", "Accept-Encoding: " + accept_encoding, subject.address});
  auto const used = cpu_seconds(subject.pid) - before;
  auto const at = said.find(" requests in ");
  if (at == std::string::npos || said.find("Non-2xx") != std::string::npos) throw std::runtime_error(said);
  auto const from = said.rfind('\n', at) + 1;
  return used * 1e6 / std::stod(said.substr(from, at - from));
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

/// A page rendered and compressed for one reader does work that a file beside its .gz was spared: that row
/// is printed and not judged, and is measured again below with nginx doing the same work.
std::string verdict(std::string_view coding, std::string_view subject, double ratio, bool& met) {
  if (subject == "nginx") return {};
  if (subject == "uncached" && coding == "gzip") return " sending a .gz made before";
  double const goal = subject == "cached" ? 2.0 : 5.0;
  met = met && ratio <= goal;
  return fmt::format(", goal {:.1f}{}", goal, ratio > goal ? "  MISSED" : "");
}

/// Both compress each answer: what a reader costs who is not served from anything made before.
bool compare_compressing(const Subject& nginx, const Subject& ours) {
  std::vector<double> theirs;
  std::vector<double> uncached;
  for (int i = 0; i < kRuns; ++i) {
    theirs.push_back(measure(nginx, "gzip"));
    uncached.push_back(measure(ours, "gzip"));
  }
  fmt::print("Both gzip each answer anew (above, nginx sends a .gz that was made before):\n");
  fmt::print("{:9} {:9} {:7.1f} ({:.1f} to {:.1f})\n", "gzip", "nginx", median(theirs),
             std::ranges::min(theirs), std::ranges::max(theirs));
  auto const ratio = median(uncached) / median(theirs);
  fmt::print("{:9} {:9} {:7.1f} ({:.1f} to {:.1f})  {:5.2f} x nginx, goal 5.0{}\n", "gzip", "uncached",
             median(uncached), std::ranges::min(uncached), std::ranges::max(uncached), ratio,
             ratio > 5.0 ? "  MISSED" : "");
  return ratio <= 5.0;
}

/// The program that was built, or the small site when there is none yet.
class Ours {
 public:
  Ours(const fs::path& program, const fs::path& folder, bool cached)
      : process_(command(program, folder, cached), true), port_(port_in(process_.first_line())) {}
  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] Subject subject(std::string name) const {
    return {std::move(name), process_.pid(), fmt::format("http://127.0.0.1:{}{}", port_, kTarget)};
  }

 private:
  static std::vector<std::string> command(const fs::path& program, const fs::path& folder, bool cached) {
    if (program.empty())
      return {fs::read_symlink("/proc/self/exe").string(), "--small-site", cached ? "16" : "0"};
    return {program.string(), "serve",
            "--db",           "sqlite:" + (folder / "guide.db").string(),
            "--port",         "0",
            "--threads",      "1",
            "--page-cache",   cached ? "16" : "0"};
  }
  Process process_;
  std::uint16_t port_;
};

int run(const fs::path& program) {
  Folder const folder;
  if (!program.empty())
    output_of(
        {program.string(), "import", "data/namur", "--db", "sqlite:" + (folder.path / "guide.db").string()});
  Ours const cached(program, folder.path, true);
  Ours const uncached(program, folder.path, false);
  auto const plain = fetch(cached.port(), kTarget, "identity");
  auto const packed = fetch(cached.port(), kTarget, "gzip");
  if (plain.status_line != "HTTP/1.1 200 OK" || packed.coding != "gzip")
    throw std::runtime_error("no list page: " + plain.status_line);
  write(folder.path / "www/page", plain.body);
  write(folder.path / "www/page.gz", packed.body);
  auto const port = free_port();
  write(folder.path / "nginx.conf", nginx_settings(folder.path, port));
  Process const nginx({"nginx", "-p", folder.path.string(), "-c", (folder.path / "nginx.conf").string()},
                      false);
  for (int tries = 0; nginx.child() == 0 && tries < 50; ++tries) usleep(100'000);
  usleep(200'000);
  if (fetch(port, "/page", "gzip").body != packed.body || fetch(port, "/page", "identity").body != plain.body)
    throw std::runtime_error("nginx does not serve the same bytes");
  if (fetch(port, "/anew", "gzip").coding != "gzip" || fetch(port, "/anew", "identity").body != plain.body)
    throw std::runtime_error("nginx does not compress the page itself");

  fmt::print("{}, {} bytes, {} gzipped; median of {} runs, CPU µs a request (least to most)\n",
             program.empty() ? "a small site" : kTarget, plain.body.size(), packed.body.size(), kRuns);
  std::vector<Subject> const subjects = {
      {"nginx", nginx.child(), fmt::format("http://127.0.0.1:{}/page", port)},
      cached.subject("cached"),
      uncached.subject("uncached")};
  bool met = true;
  for (auto const* coding : {"identity", "gzip"}) {
    std::map<std::string, std::vector<double>> figures;
    for (int i = 0; i < kRuns; ++i)
      for (auto const& subject : subjects) figures[subject.name].push_back(measure(subject, coding));
    auto const limit = median(figures["nginx"]);
    for (auto const& subject : subjects) {
      auto const& all = figures[subject.name];
      auto const ratio = median(all) / limit;
      fmt::print("{:9} {:9} {:7.1f} ({:.1f} to {:.1f})  {:5.2f} x nginx{}\n", coding, subject.name,
                 median(all), std::ranges::min(all), std::ranges::max(all), ratio,
                 verdict(coding, subject.name, ratio, met));
    }
  }
  Subject const anew{"nginx", nginx.child(), fmt::format("http://127.0.0.1:{}/anew", port)};
  met = compare_compressing(anew, subjects[2]) && met;
  return met ? 0 : 1;
}

}  // namespace
}  // namespace cote::bench

int main(int argc, char** argv) {
  using namespace cote::bench;
  if (argc == 3 && std::string_view(argv[1]) == "--small-site")
    return serve_small_site(static_cast<std::size_t>(std::atoi(argv[2])) * 1024 * 1024);
  try {
    return run(argc > 1 ? argv[1] : "");
  } catch (const std::exception& e) {
    fmt::print(stderr, "bench_page: {}\n", e.what());
    return 1;
  }
}
