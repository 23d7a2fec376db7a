-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Courses, trainings and events; who takes part; how long they were there. An activity is what is offered
-- (schema.org Course, Event), an edition one time it is held (CourseInstance, with the capacity and the
-- price), a session a dated stretch of local time (iCalendar VEVENT: uid is the id, sequence, status).
-- Local times are "2026-11-23T09:00" with their zone; levels are codes of the scale ('A1.1', 'B2', 'alpha1',
-- '' unknown or not asked).

create table activity (
  id text primary key check (length(id) = 36),
  kind text not null
    check (kind = 'fle' or kind = 'literacy' or kind = 'basic_skills' or kind = 'conversation_table' or
      kind = 'citizenship_workshop' or kind = 'citizenship_course' or kind = 'training' or
      kind = 'coaching' or kind = 'study_day' or kind = 'talk' or kind = 'discovery_day' or
      kind = 'festival' or kind = 'certified_training'),
  slug text not null unique,
  organisation_id text not null,
  service_id text not null,
  series text not null,
  source_lang text not null,
  state text not null check (state = 'draft' or state = 'live' or state = 'archived'),
  source text not null,
  updated text not null
);
create index activity_by_kind on activity (kind, slug);
create index activity_by_service on activity (service_id);
create index activity_by_series on activity (series, slug);

-- Every wording of an activity, an edition or a session, as guide_text holds those of the Guide.
create table activity_text (
  entity text not null check (entity = 'activity' or entity = 'edition' or entity = 'session'),
  entity_id text not null,
  field text not null,
  lang text not null,
  position bigint not null,
  text text not null,
  origin text not null check (origin = 'source' or origin = 'human' or origin = 'machine'),
  source_hash text not null,
  updated text not null,
  primary key (entity, entity_id, field, lang)
);

-- `taken` counts persons confirmed, offered or completed; the database itself refuses one too many. `steps`
-- numbers all that happens to enrolments of this edition. first_starts and last_ends are instants, made from
-- its sessions; minutes is what the sessions add up to.
create table activity_edition (
  id text primary key check (length(id) = 36),
  activity_id text not null references activity (id),
  slug text not null unique,
  state text not null
    check (state = 'draft' or state = 'open' or state = 'closed' or state = 'cancelled' or state = 'over'),
  capacity bigint not null check (capacity >= 0),
  taken bigint not null check (taken >= 0 and taken <= capacity),
  steps bigint not null,
  enrol_from text,
  enrol_until text,
  offer_hours bigint not null check (offer_hours > 0),
  expiry text not null check (expiry = 'out' or expiry = 'back'),
  approval text not null check (approval = 'none' or approval = 'evidence' or approval = 'always'),
  level_in_listening text not null,
  level_in_speaking text not null,
  level_in_reading text not null,
  level_in_writing text not null,
  level_out_listening text not null,
  level_out_speaking text not null,
  level_out_reading text not null,
  level_out_writing text not null,
  cost text not null check (cost = 'unknown' or cost = 'free' or cost = 'paid' or cost = 'mixed'),
  price_cents bigint check (price_cents >= 0),
  childcare text not null check (childcare = 'unknown' or childcare = 'yes' or childcare = 'no'),
  accepts_undocumented text not null
    check (accepts_undocumented = 'unknown' or accepts_undocumented = 'yes' or
      accepts_undocumented = 'no'),
  zone text not null,
  place_id text not null,
  room text not null,
  link text not null,
  nis text not null,
  half_days text not null,
  recurrence text not null,
  minutes bigint not null,
  threshold_percent bigint not null check (threshold_percent >= 0 and threshold_percent <= 100),
  first_starts text,
  last_ends text,
  source text not null,
  updated text not null
);
create index activity_edition_by_activity on activity_edition (activity_id);
create index activity_edition_by_time on activity_edition (state, first_starts);

create table activity_language (
  edition_id text not null references activity_edition (id) on delete cascade,
  position bigint not null,
  lang text not null,
  how text not null check (how = 'staff' or how = 'interpreter_by_phone' or how = 'on_request'),
  primary key (edition_id, position)
);

-- Only a prerequisite that somebody can check: an activity completed before.
create table activity_prerequisite (
  activity_id text not null references activity (id) on delete cascade,
  position bigint not null,
  before_id text not null references activity (id),
  primary key (activity_id, position)
);

-- `starts` and `ends` are local in `zone`; starts_at and ends_at the same as instants. `minutes` is what
-- counts: the stretch less its breaks.
create table activity_session (
  id text primary key check (length(id) = 36),
  edition_id text not null references activity_edition (id) on delete cascade,
  starts text not null,
  ends text not null,
  zone text not null,
  starts_at text not null,
  ends_at text not null,
  minutes bigint not null check (minutes >= 0),
  place_id text not null,
  room text not null,
  link text not null,
  status text not null check (status = 'tentative' or status = 'confirmed' or status = 'cancelled'),
  sequence bigint not null,
  module text not null,
  updated text not null
);
create index activity_session_by_edition on activity_session (edition_id, starts_at);
create index activity_session_by_room on activity_session (place_id, room, starts_at);
create index activity_session_by_time on activity_session (starts_at);

create table activity_trainer (
  session_id text not null references activity_session (id) on delete cascade,
  position bigint not null,
  account_id text not null,
  name text not null,
  minutes bigint not null,
  primary key (session_id, position)
);
create index activity_trainer_by_account on activity_trainer (account_id);

-- A person who takes part, with or without an account. `status` is sealed when it is known, '' when it is
-- not. `seen` is the last time the person had to do with us: the term of what we hold runs from there. An
-- erased person stays as a row without words.
create table activity_participant (
  id text primary key check (length(id) = 36),
  name text not null,
  email text not null,
  phone text not null,
  birth_year bigint,
  sex text not null check (sex = 'unknown' or sex = 'female' or sex = 'male' or sex = 'other'),
  status text not null,
  nis text not null,
  lang text not null,
  made_by text not null,
  created text not null,
  seen text not null,
  erased bigint not null check (erased = 0 or erased = 1)
);
create index activity_participant_by_email on activity_participant (email);
create index activity_participant_by_seen on activity_participant (erased, seen);
create index activity_participant_by_commune on activity_participant (nis);

-- Persons who enrol together and are never split: one alone, a family, a group.
create table activity_unit (
  id text primary key check (length(id) = 36),
  kind text not null check (kind = 'person' or kind = 'family' or kind = 'group'),
  contact_id text not null references activity_participant (id),
  created text not null
);
create index activity_unit_by_contact on activity_unit (contact_id);

create table activity_unit_member (
  unit_id text not null references activity_unit (id) on delete cascade,
  participant_id text not null references activity_participant (id),
  primary key (unit_id, participant_id)
);
create index activity_unit_member_by_participant on activity_unit_member (participant_id);

-- One unit in one edition. Those who wait are served by (priority, requested, number), the smallest first.
-- `joined` is when the place became theirs, `gone` when they gave it up. `code_hash` is made from the code
-- the person has.
create table activity_enrolment (
  id text primary key check (length(id) = 36),
  edition_id text not null references activity_edition (id),
  unit_id text not null references activity_unit (id),
  size bigint not null check (size > 0),
  state text not null
    check (state = 'requested' or state = 'waiting' or state = 'offered' or state = 'confirmed' or
      state = 'completed' or state = 'dropped' or state = 'cancelled' or state = 'declined' or
      state = 'expired' or state = 'refused'),
  priority bigint not null,
  requested text not null,
  number bigint not null,
  eligibility text not null
    check (eligibility = 'unknown' or eligibility = 'declared' or eligibility = 'tested' or
      eligibility = 'certificate' or eligibility = 'overridden'),
  level text not null,
  channel text not null check (channel = 'self' or channel = 'worker' or channel = 'partner'),
  made_by text not null,
  code_hash text not null unique,
  offer_expires text,
  joined text,
  gone text,
  reason text not null,
  note text not null,
  updated text not null,
  unique (edition_id, unit_id)
);
create index activity_enrolment_by_state on activity_enrolment (edition_id, state, priority, requested, number);
create index activity_enrolment_by_unit on activity_enrolment (unit_id);
create index activity_enrolment_by_expiry on activity_enrolment (state, offer_expires);

-- Everything that happened to an enrolment, numbered by its edition; `free` is how many places were free
-- just before. Rows are only added: from them each entry is told why it waits.
create table activity_step (
  edition_id text not null,
  number bigint not null,
  enrolment_id text not null references activity_enrolment (id) on delete cascade,
  event text not null,
  state text not null,
  at text not null,
  account_id text not null,
  free bigint not null,
  reason text not null,
  primary key (edition_id, number)
);
create index activity_step_by_enrolment on activity_step (enrolment_id, number);

-- An offer of a place: made, answered or over.
create table activity_offer (
  enrolment_id text not null references activity_enrolment (id) on delete cascade,
  position bigint not null,
  made text not null,
  expires text not null,
  outcome text not null
    check (outcome = 'open' or outcome = 'accepted' or outcome = 'declined' or outcome = 'expired' or
      outcome = 'withdrawn'),
  answered text,
  primary key (enrolment_id, position)
);

-- How long somebody was there, session by session, in whole minutes. No row: nobody has noted it yet.
-- `starts_at` is the session's, repeated so that lists over years are read in its order.
create table activity_attendance (
  session_id text not null references activity_session (id) on delete cascade,
  participant_id text not null references activity_participant (id),
  edition_id text not null,
  starts_at text not null,
  state text not null check (state = 'present' or state = 'late' or state = 'excused' or state = 'absent'),
  minutes bigint not null check (minutes >= 0),
  at text not null,
  account_id text not null,
  primary key (session_id, participant_id),
  check (minutes = 0 or state = 'present' or state = 'late')
);
create index activity_attendance_by_participant on activity_attendance (participant_id, edition_id);
create index activity_attendance_by_edition on activity_attendance (edition_id, participant_id);
create index activity_attendance_by_time on activity_attendance (starts_at, session_id, participant_id);
create index activity_attendance_by_state on activity_attendance (state, starts_at, session_id, participant_id);

-- What was noted before it was corrected. Rows are only added.
create table activity_attendance_before (
  session_id text not null,
  participant_id text not null,
  version bigint not null,
  state text not null,
  minutes bigint not null,
  at text not null,
  account_id text not null,
  primary key (session_id, participant_id, version)
);

-- A paper as it was given: what it says is kept as it was said. `code` is printed on it.
create table activity_certificate (
  id text primary key check (length(id) = 36),
  year bigint not null,
  number bigint not null,
  code text not null unique,
  participant_id text not null references activity_participant (id),
  edition_id text not null references activity_edition (id),
  name text not null,
  title text not null,
  lang text not null,
  minutes bigint not null check (minutes >= 0),
  expected bigint not null check (expected >= 0),
  first_day text not null,
  last_day text not null,
  level_out text not null,
  state text not null check (state = 'valid' or state = 'corrected' or state = 'withdrawn'),
  replaces_id text not null,
  issued text not null,
  unique (year, number)
);
create index activity_certificate_by_participant on activity_certificate (participant_id, edition_id);

-- What became of a paper: issued, duplicated, corrected, withdrawn. Rows are only added.
create table activity_certificate_step (
  certificate_id text not null references activity_certificate (id) on delete cascade,
  position bigint not null,
  what text not null
    check (what = 'issued' or what = 'duplicated' or what = 'corrected' or what = 'withdrawn'),
  at text not null,
  account_id text not null,
  reason text not null,
  primary key (certificate_id, position)
);
