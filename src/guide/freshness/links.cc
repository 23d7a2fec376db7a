// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/freshness/links.h"

#include <algorithm>
#include <array>
#include <map>
#include <thread>

#include <boost/url.hpp>

#include "guide/freshness/door.h"

namespace cote::guide::freshness {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::array<std::string_view, 10> kFindings = {"fine",    "gone",      "refused",     "server",
                                                        "no_host", "no_answer", "certificate", "loop",
                                                        "private", "malformed"};
constexpr std::array<std::string_view, 3> kStates = {"fine", "doubtful", "broken"};

LinkState state_of(std::string_view text) {
  auto const found = std::ranges::find(kStates, text);
  return found == kStates.end() ? LinkState::fine : static_cast<LinkState>(found - kStates.begin());
}

constexpr char kEveryLink[] = R"sql(
  select url from service where url <> '' union select url from organisation where url <> ''
  union select url from contact where url <> '')sql";

struct Known {
  std::string url{};
  LinkMemory memory{};
};

/// Those looked at longest ago first, the new ones before all.
std::vector<Known> to_look_at(db::Session& session, Date today, std::size_t most) {
  std::vector<Known> out;
  for (auto const& [url, state, since] : session.all<std::string, std::string, std::string>(
           std::string("select w.url, coalesce(l.state, 'fine'), coalesce(l.failing_since, '') from (") +
               kEveryLink +
               ") w left join link_check l on l.url = w.url where coalesce(l.checked, '') < :today "
               "order by coalesce(l.checked, ''), w.url limit :most",
           {{"today", iso(today)}, {"most", most}}))
    out.push_back({url, {.state = state_of(state), .failing_since = parse_date(since)}});
  return out;
}

void keep(db::Db& db, const std::string& url, const LinkMemory& memory, Finding finding, int status,
          Date today) {
  db.write([&](db::Tx& tx) {
    return tx.run(
        R"sql(
        insert into link_check (url, checked, state, finding, status, failing_since)
        values (:url, :today, :state, :finding, :status, :since)
        on conflict (url) do update set checked = excluded.checked, state = excluded.state,
          finding = excluded.finding, status = excluded.status, failing_since = excluded.failing_since)sql",
        {{"url", url},
         {"today", iso(today)},
         {"state", kStates[static_cast<std::size_t>(memory.state)]},
         {"finding", word(finding)},
         {"status", status},
         {"since", memory.failing_since ? std::optional(iso(*memory.failing_since)) : std::nullopt}});
  });
}

std::string host_of(const std::string& url) {
  auto const parsed = boost::urls::parse_uri(url);
  return parsed.has_value() ? std::string(parsed->encoded_host()) : std::string();
}

}  // namespace

std::string_view word(Finding finding) { return kFindings[static_cast<std::size_t>(finding)]; }

Finding judge(const Fetched& fetched) {
  using enum Fetched::Trouble;
  switch (fetched.trouble) {
    case malformed:
      return Finding::malformed;
    case private_network:
      return Finding::private_;
    case no_host:
      return Finding::no_host;
    case no_answer:
      return Finding::no_answer;
    case tls:
      return Finding::certificate;
    case loop:
      return Finding::loop;
    case none:
      break;
  }
  auto const status = fetched.status;
  if (status >= 200 && status < 400) return Finding::fine;
  if (status == 404 || status == 410) return Finding::gone;
  if (status == 401 || status == 403 || status == 405 || status == 429) return Finding::refused;
  return Finding::server;
}

LinkMemory remember(const LinkMemory& before, Finding finding, Date today) {
  if (finding == Finding::fine) return {};
  auto const since = before.failing_since.value_or(today);
  bool const another_day = std::chrono::sys_days(since) < std::chrono::sys_days(today);
  bool const surely = another_day && finding != Finding::refused;
  return {.state = surely ? LinkState::broken : LinkState::doubtful, .failing_since = since};
}

LinksDone check_links(db::Db& db, Time now, const LinkSettings& settings,
                      const std::function<bool()>& stopping) {
  LinksDone done;
  if (!settings.allowed) return done;
  auto const today = today_of(now);
  db.write([&](db::Tx& tx) {
    return tx.run(std::string("delete from link_check where url not in (") + kEveryLink + ")");
  });
  std::map<std::string, Clock::time_point> last;
  for (auto const& link : db.read([&](db::Session& s) { return to_look_at(s, today, settings.most); })) {
    if (stopping()) break;
    auto const host = host_of(link.url);
    auto const before = last.find(host);
    if (before != last.end()) std::this_thread::sleep_until(before->second + settings.between);
    Fetched fetched{.trouble = Fetched::Trouble::malformed};
    if (!host.empty())
      fetched =
          look_at(link.url, {.timeout = settings.timeout, .private_networks = settings.private_networks});
    last[host] = Clock::now();
    auto const finding = judge(fetched);
    auto const memory = remember(link.memory, finding, today);
    keep(db, link.url, memory, finding, fetched.status, today);
    ++done.looked;
    done.broken += memory.state == LinkState::broken;
  }
  return done;
}

std::vector<BadLink> bad_links(db::Session& session) {
  std::vector<BadLink> out;
  using Text = std::string;
  for (auto const& [url, state, finding, status, since, service, name] :
       session.all<Text, Text, Text, std::int64_t, Text, Text, Text>(R"sql(
           select l.url, l.state, l.finding, l.status, coalesce(l.failing_since, ''), coalesce(s.id, ''),
                  coalesce(n.text, m.text, s.slug, o.slug, '')
             from link_check l
             left join service s on s.id =
               (select min(x.id) from service x left join contact c on c.service_id = x.id
                 where x.url = l.url or c.url = l.url)
             left join organisation o on o.id = (select min(y.id) from organisation y where y.url = l.url)
             left join guide_text n on n.entity = 'service' and n.entity_id = s.id and n.part = ''
                                   and n.field = 'name' and n.lang = s.source_lang
             left join guide_text m on m.entity = 'organisation' and m.entity_id = o.id and m.part = ''
                                   and m.field = 'name' and m.origin = 'source'
            where l.state <> 'fine' order by l.state, l.failing_since, l.url limit 200)sql"))
    out.push_back({.url = url,
                   .state = state_of(state),
                   .finding = finding,
                   .status = status,
                   .since = parse_date(since),
                   .service = service,
                   .name = name});
  return out;
}

}  // namespace cote::guide::freshness
