-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What the public tells and takes along. No row here says who: a reporter is known by the hash of a code
-- that only the reporter has.

create table correction (
  id text primary key,
  code_hash text unique,
  service_id text not null,
  path text not null,
  before text not null,
  proposed text not null,
  lang text not null,
  slow bigint not null check (slow = 0 or slow = 1),
  state text not null
    check (state = 'waiting' or state = 'asked' or state = 'accepted' or state = 'refused'),
  created text not null,
  decided text,
  decided_by text not null,
  erased text
);
create index correction_by_state on correction (state, slow, created);
create index correction_by_service on correction (service_id);

-- What reporter and desk said to each other about one, in order. `ready` is the key of a sentence that
-- every language has.
create table correction_message (
  correction_id text not null references correction (id) on delete cascade,
  position bigint not null,
  by_desk bigint not null check (by_desk = 0 or by_desk = 1),
  lang text not null,
  ready text not null,
  body text not null,
  at text not null,
  primary key (correction_id, position)
);

-- Places chosen together, so that one short address leads to them. `services` are ids, separated by blanks.
create table selection (
  code text primary key,
  services text not null,
  last_used text not null
);
create index selection_by_last_used on selection (last_used);

-- Words that found nothing, once enough different people had asked them in a month ("2026-11"). The empty
-- words count every search of that month that found nothing.
create table missed_search (
  words text not null,
  month text not null,
  times bigint not null,
  primary key (month, words)
);
