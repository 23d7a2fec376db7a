-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Messages on their way out. A body is personal text: it goes when the message is gone.

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
    check (state = 'queued' or state = 'sent' or state = 'failed' or state = 'bounced'),
  attempts bigint not null,
  created text not null,
  next_attempt text not null,
  sent text,
  error text
);
create index outbox_by_state on outbox (state, next_attempt);
create index outbox_by_about on outbox (about, about_id);
