-- SPDX-License-Identifier: AGPL-3.0-or-later
-- People who sign in. Nothing that opens a door stands here as it is: of cookies, links and codes only
-- hashes are kept. E-mail addresses are in lower case.

create table account (
  id text primary key check (length(id) = 36),
  email text not null unique,
  name text not null,
  lang text not null check (lang = 'fr' or lang = 'en'),
  team text not null,
  state text not null check (state = 'invited' or state = 'active' or state = 'disabled'),
  password text not null,
  second_key text not null,
  second_used bigint not null,
  demo bigint not null check (demo = 0 or demo = 1),
  created text not null,
  last_sign_in text
);

create table account_role (
  account_id text not null references account (id) on delete cascade,
  role text not null,
  primary key (account_id, role)
);

create table account_organisation (
  account_id text not null references account (id) on delete cascade,
  organisation_id text not null,
  primary key (account_id, organisation_id)
);
create index account_organisation_by_organisation on account_organisation (organisation_id);

-- Who this person is at an identity provider.
create table account_identity (
  issuer text not null,
  subject text not null,
  account_id text not null references account (id) on delete cascade,
  linked text not null,
  primary key (issuer, subject)
);
create index account_identity_by_account on account_identity (account_id);

create table recovery_code (
  account_id text not null references account (id) on delete cascade,
  hash text not null,
  primary key (account_id, hash)
);

-- A browser where somebody is signed in, or half so: `second` becomes 1 with the second factor.
create table session (
  id text primary key check (length(id) = 36),
  account_id text not null references account (id) on delete cascade,
  hash text not null unique,
  form_token text not null,
  second bigint not null check (second = 0 or second = 1),
  browser text not null,
  created text not null,
  seen text not null
);
create index session_by_account on session (account_id);

-- A link sent by mail: an invitation, a forgotten password, a new address. Kept when used, so that its
-- page can say so; removed a month later.
create table one_time_link (
  hash text primary key,
  kind text not null check (kind = 'invitation' or kind = 'reset' or kind = 'email'),
  account_id text not null references account (id) on delete cascade,
  email text not null,
  created text not null,
  expires text not null,
  used text
);
create index one_time_link_by_account on one_time_link (account_id);

-- A browser that signed in before: it keeps an allowance of its own when somebody else guesses.
create table known_device (
  hash text not null,
  account_id text not null references account (id) on delete cascade,
  seen text not null,
  primary key (hash, account_id)
);
create index known_device_by_account on known_device (account_id);

-- Mistakes at the door, by what they are counted for (a hash); gone after a day without any.
create table sign_in_brake (
  key text primary key,
  failures bigint not null,
  last text not null,
  until text not null
);
create index sign_in_brake_by_last on sign_in_brake (last);

-- Somebody on the way to an identity provider and back, with the words of a form that met the end of a
-- session; a few minutes at most.
create table provider_visit (
  hash text primary key,
  nonce text not null,
  verifier text not null,
  path text not null,
  kept text not null,
  created text not null
);

-- "I forgot my password", as it was asked: looked at a moment later, so that the answer takes the same time
-- whether the address is somebody's or nobody's.
create table wanted_link (
  email text primary key,
  origin text not null,
  asked text not null
);
