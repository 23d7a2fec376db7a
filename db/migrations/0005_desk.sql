-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The desk: what is being changed, what was published, and the rows that lists are made of.

-- A record somebody is changing. `base` is the record as it was when the change began ('' for a new one);
-- `saves` counts, so that two windows do not overwrite each other.
create table guide_draft (
  id text primary key check (length(id) = 36),
  service_id text not null,
  organisation_id text not null,
  author_id text not null,
  author text not null,
  author_role text not null,
  state text not null check (state = 'draft' or state = 'in_review' or state = 'returned'),
  name text not null,
  base_version bigint not null,
  base text not null,
  record text not null,
  note text not null,
  answer text not null,
  answered_by text not null,
  started text not null,
  saved text not null,
  saves bigint not null,
  unique (service_id, author_id)
);
create index guide_draft_by_state on guide_draft (state, saved);
create index guide_draft_by_author on guide_draft (author_id);

-- What was before the public, from when on, by whom. Rows are only ever added.
create table guide_version (
  service_id text not null,
  number bigint not null,
  at text not null,
  what text not null,
  author_id text not null,
  author text not null,
  approved_by text not null,
  note text not null,
  record text not null,
  primary key (service_id, number)
);

-- A row of the desk's list for each record, public, archived or not yet there; made from the tables of the
-- Guide, and made again for what change_log names after `desk_seen`.
create table desk_row (
  service_id text primary key,
  slug text not null,
  name text not null,
  organisation_id text not null,
  organisation text not null,
  locality text not null,
  state text not null check (state = 'live' or state = 'archived' or state = 'proposed'),
  status text not null,
  known_on text not null,
  next_review text not null,
  updated text not null
);
create index desk_row_by_organisation on desk_row (organisation_id, slug);
create index desk_row_by_state on desk_row (state, slug);
-- A filter that few rows pass is decided from this alone.
create unique index desk_row_by_slug on desk_row (slug, state, status, known_on, organisation_id);

-- What a record is found by: 'c' commune, 'r' rubric, 't' topic, 'w' a word, each with its value after a
-- colon. In the order of the list, so that a page of it is read and no more.
create table desk_key (
  word text not null,
  slug text not null,
  service_id text not null,
  primary key (word, slug)
);
create index desk_key_by_service on desk_key (service_id, word);

create table desk_seen (
  id bigint primary key check (id = 1),
  seq bigint not null
);
insert into desk_seen (id, seq) values (1, 0);

-- A file somebody sent, waiting for "apply".
create table desk_import (
  id text primary key check (length(id) = 36),
  author_id text not null,
  author text not null,
  name text not null,
  at text not null,
  body text not null
);
