-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The Guide. Types are BIGINT, TEXT and DOUBLE PRECISION, so that one text serves SQLite and PostgreSQL.
-- Days are "2026-11-23", instants "2026-11-23T09:00:00Z"; ids are UUIDs; an empty text means unknown.
-- Choices are checked with "or": SQLite makes a table of an "in" list each time it looks at it.

create table commune (
  nis text primary key,
  name text not null,
  arrondissement text not null,
  lat double precision not null,
  lon double precision not null
);

create table postal_code (
  nis text not null references commune (nis) on delete cascade,
  position bigint not null,
  code text not null,
  primary key (nis, position)
);
create index postal_code_by_code on postal_code (code);

create table locality (
  nis text not null,
  name text not null,
  lat double precision not null,
  lon double precision not null,
  primary key (nis, name)
);

create table rubric (
  id text primary key,
  position bigint not null,
  icon text not null,
  emoji text not null
);

create table topic (
  id text primary key,
  rubric_id text not null references rubric (id),
  icon text not null,
  emoji text not null
);
create index topic_by_rubric on topic (rubric_id);

create table topic_synonym (
  topic_id text not null references topic (id) on delete cascade,
  position bigint not null,
  lang text not null,
  text text not null,
  origin text not null check (origin = 'source' or origin = 'human' or origin = 'machine'),
  source_hash text not null,
  primary key (topic_id, position)
);

create table organisation (
  id text primary key check (length(id) = 36),
  slug text not null unique,
  email text not null,
  url text not null,
  source text not null,
  source_url text not null,
  confidence text not null,
  as_of_year bigint,
  as_of text,
  verified_on text,
  verified_by text not null,
  verified_how text not null
    check (verified_how = 'unknown' or verified_how = 'visit' or verified_how = 'phone' or
      verified_how = 'email' or verified_how = 'service_itself' or verified_how = 'web'),
  next_review text,
  updated text not null
);

create table place (
  id text primary key check (length(id) = 36),
  address text not null,
  postal_code text not null,
  locality text not null,
  nis text not null,
  lat double precision,
  lon double precision,
  precision text not null
    check (precision = 'exact' or precision = 'street' or precision = 'commune' or precision =
      'unknown'),
  confidential bigint not null check (confidential = 0 or confidential = 1),
  wheelchair text not null check (wheelchair = 'unknown' or wheelchair = 'yes' or wheelchair = 'no'),
  source text not null,
  source_url text not null,
  confidence text not null,
  as_of_year bigint,
  as_of text,
  verified_on text,
  verified_by text not null,
  verified_how text not null
    check (verified_how = 'unknown' or verified_how = 'visit' or verified_how = 'phone' or
      verified_how = 'email' or verified_how = 'service_itself' or verified_how = 'web'),
  next_review text
);

create table service (
  id text primary key check (length(id) = 36),
  organisation_id text references organisation (id),
  slug text not null unique,
  source_lang text not null,
  email text not null,
  url text not null,
  status text not null
    check (status = 'active' or status = 'temporarily_closed' or status = 'moved' or status =
      'closed' or status = 'merged'),
  status_from text,
  status_until text,
  instead_id text not null,
  cost text not null check (cost = 'unknown' or cost = 'free' or cost = 'paid' or cost = 'mixed'),
  admission text not null
    check (admission = 'unknown' or admission = 'walk_in' or admission = 'appointment' or admission
      = 'both' or admission = 'phone_only'),
  accepts_undocumented text not null
    check (accepts_undocumented = 'unknown' or accepts_undocumented = 'yes' or accepts_undocumented
      = 'no'),
  capacity text not null
    check (capacity = 'unknown' or capacity = 'available' or capacity = 'waiting_list' or capacity =
      'full'),
  min_age bigint,
  max_age bigint,
  source text not null,
  source_url text not null,
  confidence text not null,
  as_of_year bigint,
  as_of text,
  verified_on text,
  verified_by text not null,
  verified_how text not null
    check (verified_how = 'unknown' or verified_how = 'visit' or verified_how = 'phone' or
      verified_how = 'email' or verified_how = 'service_itself' or verified_how = 'web'),
  next_review text,
  updated text not null
);
create index service_by_organisation on service (organisation_id);

create table service_old_slug (
  service_id text not null references service (id) on delete cascade,
  position bigint not null,
  slug text not null,
  primary key (service_id, position)
);
create index service_old_slug_by_slug on service_old_slug (slug);

create table service_topic (
  service_id text not null references service (id) on delete cascade,
  position bigint not null,
  topic_id text not null references topic (id),
  primary key (service_id, position)
);
create index service_topic_by_topic on service_topic (topic_id);

create table service_audience (
  service_id text not null references service (id) on delete cascade,
  position bigint not null,
  audience text not null,
  primary key (service_id, position)
);

create table service_territory (
  service_id text not null references service (id) on delete cascade,
  position bigint not null,
  territory text not null,
  primary key (service_id, position)
);

create table spoken_language (
  service_id text not null references service (id) on delete cascade,
  position bigint not null,
  lang text not null,
  how text not null check (how = 'staff' or how = 'interpreter_by_phone' or how = 'on_request'),
  primary key (service_id, position)
);

create table contact (
  service_id text not null references service (id) on delete cascade,
  position bigint not null,
  id text not null,
  name text not null,
  email text not null,
  url text not null,
  primary key (service_id, position)
);

create table service_at_place (
  service_id text not null references service (id) on delete cascade,
  position bigint not null,
  id text not null,
  place_id text not null references place (id),
  hours text not null,
  primary key (service_id, position)
);
create index service_at_place_by_place on service_at_place (place_id);

-- A line of an organisation, of a service (part ''), of one of its contacts ('contacts/0') or of the
-- service at one of its places ('places/0').
create table phone (
  organisation_id text references organisation (id) on delete cascade,
  service_id text references service (id) on delete cascade,
  part text not null,
  position bigint not null,
  id text not null,
  number text not null,
  channel text not null
    check (channel = 'voice' or channel = 'mobile' or channel = 'fax' or channel = 'text' or channel
      = 'video'),
  hours text not null,
  languages text not null,
  check ((organisation_id is null) <> (service_id is null)),
  unique (organisation_id, part, position),
  unique (service_id, part, position)
);

-- Every wording of every record. `part` says which piece of the record ('' for itself, 'documents/0',
-- 'contacts/0/phones/1'), `position` the order of the languages, the source first.
create table guide_text (
  entity text not null
    check (entity = 'organisation' or entity = 'place' or entity = 'service' or entity = 'topic' or
      entity = 'rubric'),
  entity_id text not null,
  part text not null,
  field text not null,
  lang text not null,
  position bigint not null,
  text text not null,
  origin text not null check (origin = 'source' or origin = 'human' or origin = 'machine'),
  source_hash text not null,
  updated text not null,
  primary key (entity, entity_id, part, field, lang)
);

create table tombstone (
  kind text not null,
  id text not null,
  removed text not null,
  primary key (kind, id)
);

-- One row a change, whoever made it: readers' snapshots are made again when the last `seq` moves.
create table change_log (
  seq bigint primary key,
  entity text not null,
  entity_id text not null,
  at text not null
);
