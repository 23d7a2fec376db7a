-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What happened, in order; rows are only ever added. `hash` seals a row to the one before it.

create table ledger (
  seq bigint primary key,
  at text not null,
  account_id text not null,
  actor text not null,
  action text not null,
  subject text not null,
  subject_id text not null,
  detail text not null,
  purpose text not null,
  hash text not null
);
create index ledger_by_subject on ledger (subject, subject_id, seq);
create index ledger_by_account on ledger (account_id, seq);

-- The last entry. One row: taking it is what makes writers wait for each other.
create table ledger_head (
  id bigint primary key check (id = 1),
  seq bigint not null,
  hash text not null
);
insert into ledger_head (id, seq, hash) values (1, 0, '');
