-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Is a record still true, who made sure, what was asked of the service, and what its translations were
-- made from.

-- How many days a kind of fact stays good; an operator may change them.
create table freshness_period (
  kind text primary key
    check (kind = 'contact' or kind = 'hours' or kind = 'place' or kind = 'description'),
  days bigint not null check (days > 0),
  source text not null
);
insert into freshness_period (kind, days, source) values ('contact', 180, 'house rule');
insert into freshness_period (kind, days, source) values ('hours', 180, 'house rule');
insert into freshness_period (kind, days, source) values ('place', 365, 'house rule');
insert into freshness_period (kind, days, source) values ('description', 365, 'house rule');

-- How letters are sent. Days of patience are in the operator's configuration.
create table freshness_rule (
  name text primary key,
  value bigint not null check (value > 0),
  source text not null
);
insert into freshness_rule (name, value, source) values ('letters_a_day', 25, 'house rule');
insert into freshness_rule (name, value, source) values ('reminders', 3, 'house rule');
insert into freshness_rule (name, value, source) values ('link_days', 45, 'house rule');

-- Where a service stands between "all is well" and "taken out of the lists". No row: all is well.
create table freshness_state (
  service_id text primary key references service (id) on delete cascade,
  step text not null
    check (step = 'quiet' or step = 'call' or step = 'asked' or step = 'warned' or step = 'withdrawn'),
  since text not null,
  letters bigint not null,
  last_letter text,
  letter_id bigint,
  refused text not null
);
create index freshness_state_by_step on freshness_state (step);

-- The last time somebody made sure of a kind of fact.
create table fact_check (
  service_id text not null references service (id) on delete cascade,
  kind text not null
    check (kind = 'contact' or kind = 'hours' or kind = 'place' or kind = 'description'),
  verified_on text not null,
  verified_how text not null
    check (verified_how = 'unknown' or verified_how = 'visit' or verified_how = 'phone' or
      verified_how = 'email' or verified_how = 'service_itself' or verified_how = 'web'),
  next_review text not null,
  primary key (service_id, kind)
);

-- Every verification there was; rows are only added. `kinds` are separated by blanks.
create table verification (
  id bigint primary key,
  service_id text not null references service (id) on delete cascade,
  kinds text not null,
  verified_on text not null,
  verified_how text not null,
  verified_by text not null,
  account_id text not null,
  at text not null
);
create index verification_by_service on verification (service_id, id);

-- One-time links sent to services. The token itself is in the letter only.
create table freshness_link (
  hash text primary key,
  service_id text not null references service (id) on delete cascade,
  created text not null,
  expires text not null,
  used text
);
create index freshness_link_by_service on freshness_link (service_id);

-- What a service wrote in answer: changes of fields, waiting for an editor.
create table freshness_answer (
  id bigint primary key,
  service_id text not null references service (id) on delete cascade,
  changes text not null,
  note text not null,
  at text not null,
  state text not null check (state = 'open' or state = 'taken' or state = 'refused'),
  decided text,
  decided_by text
);
create index freshness_answer_by_state on freshness_answer (state, id);

-- Addresses of the web that records name, and whether they answered.
create table link_check (
  url text primary key,
  checked text not null,
  state text not null check (state = 'fine' or state = 'doubtful' or state = 'broken'),
  finding text not null,
  status bigint not null,
  failing_since text
);
create index link_check_by_state on link_check (state);

-- Old source texts, by rules::source_hash, so that a translator sees what changed.
create table translation_source (
  hash text primary key,
  text text not null
);
