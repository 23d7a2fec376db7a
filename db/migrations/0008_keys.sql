-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The keys that seal fields, each wrapped by a root key that is kept outside the database; and how much
-- personal data was erased when its time had come.

create table data_key (
  id text primary key,
  purpose text not null,
  generation bigint not null,
  wrapped text not null,
  root text not null,
  created text not null,
  unique (purpose, generation)
);

-- What is left of what was erased: a number per kind and month.
create table erased (
  kind text not null,
  month text not null,
  number bigint not null,
  primary key (kind, month)
);
