-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Letters are written in any language of the interface, so the column no longer lists two of them. A check cannot be
-- changed in the SQL that both databases share: a new column takes the old one's place and name.

alter table account add column letters text not null default 'fr' check (length(letters) > 1);
update account set letters = lang;
alter table account drop column lang;
alter table account rename column letters to lang;
