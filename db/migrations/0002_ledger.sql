-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What happened, in order; rows are only ever added, and the database refuses anything else. `hash` seals a
-- row to the one before it. `actor` names a job of the house; for a person it is empty, and account_id tells
-- who it was for as long as the account is there.

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
create index ledger_by_action on ledger (action, seq);
create index ledger_by_time on ledger (at, seq);
-- append-only: ledger (seq)

-- The last entry. One row: taking it is what makes writers wait for each other.
create table ledger_head (
  id bigint primary key check (id = 1),
  seq bigint not null,
  hash text not null
);
insert into ledger_head (id, seq, hash) values (1, 0, '');
