-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Messages on their way out, and the work the house does by the clock.

-- A body is personal text: it goes when the message has gone. `token` names the message to the outside
-- (Message-ID, address for bounces); `claim` is the process that sends it now, until next_attempt.
create table outbox (
  id bigint primary key,
  kind text not null,
  recipient text not null,
  lang text not null,
  subject text not null,
  body text not null,
  once text unique,
  about text not null,
  about_id text not null,
  state text not null
    check (state = 'queued' or state = 'sending' or state = 'sent' or state = 'failed' or state = 'bounced'),
  attempts bigint not null,
  created text not null,
  next_attempt text not null,
  token text not null,
  claim text not null,
  sent text,
  error text
);
create index outbox_by_state on outbox (state, next_attempt);
create index outbox_by_about on outbox (about, about_id);

-- One row a job, made when the job is first seen. `holder` is the process that does it now.
create table job_run (
  name text primary key,
  since text not null,
  holder text not null,
  held_until text not null,
  started text,
  finished text,
  outcome text not null check (outcome = '' or outcome = 'done' or outcome = 'failed' or outcome = 'stopped'),
  result text not null,
  runs bigint not null,
  failures bigint not null
);
