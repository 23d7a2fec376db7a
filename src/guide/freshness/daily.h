// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include "db/db.h"
#include "guide/freshness/policy.h"
#include "kernel/time.h"

/// The job of every day: asks the services whose review is due, and draws the consequences of silence.
namespace cote::guide::freshness {

struct DailySettings {
  std::string origin{};  // "https://guide.example.org", for the links in letters; empty: nobody is written to
  int reminder_days = Policy{}.reminder_days;
  int warn_days = Policy{}.warn_days;
  int withdraw_days = Policy{}.withdraw_days;
};

struct Done {
  int asked = 0;
  int reminded = 0;
  int to_call = 0;
  int warned = 0;
  int withdrawn = 0;
  int settled = 0;
  int put_off = 0;  // due as well, but today's letters are used up, or three went to that address
};

/// One step a service at most, each in a transaction of its own with its letter and its entry in the
/// ledger, so that a job killed half-way goes on tomorrow where it stopped. Run twice in a day it does
/// nothing the second time. Without an origin services wait: they are neither asked nor put on the list of
/// calls.
/// `stopping` is asked between two services.
Done daily(
    db::Db& db, Time now, const DailySettings& settings,
    const std::function<bool()>& stopping = [] { return false; });
/// What was done, in a few English words for the page of jobs.
std::string said(const Done& done);

}  // namespace cote::guide::freshness
