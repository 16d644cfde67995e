-- A registration stands by itself: one account may register several people, and one that somebody
-- else registered may later take their registration over.
create table registration_next (
    number         bigint primary key,
    -- the account that gets its messages; 0 once that account was erased
    person         bigint not null,
    own            bigint not null, -- 1: of the account's owner; 0: of somebody without a phone
    registered_by  bigint not null, -- the account that typed it in; 0 once that was erased
    -- seat; waiting: on the list; offered: a seat is kept for them until `offered_until`
    standing       text   not null,
    offered_until  bigint not null,
    line_at        bigint not null, -- since when they stand in line: the list is ordered by it
    last_chance_at bigint not null, -- when they were told that no seat came; 0: not
    code           text   not null, -- of the ticket; '' until the next start gives one
    name           text   not null,
    category       text   not null,
    structure      text   not null, -- '' for residents
    phone          text   not null, -- E.164, '' when they would rather not say
    email          text   not null,
    area           text   not null, -- commune or quartier
    access_needs   text   not null, -- health data: in no export unless asked for by name
    consent_how    text   not null, -- self, aloud, paper
    consent_version text  not null,
    consent_at     bigint not null,
    registered_at  bigint not null,
    -- what the calendar file said that was given out last, and how often that changed
    calendar_sequence bigint not null,
    calendar_facts    text   not null,
    calendar_at       bigint not null
);
insert into registration_next
select number, person, 1, person, 'seat', 0, registered_at, 0, '',
       name, category, structure, phone, '', '', '',
       'self', consent_version, consent_at, registered_at, 0, '', 0
from registration;
drop table registration;
alter table registration_next rename to registration;
create unique index registration_own on registration (person) where own = 1 and person <> 0;
create unique index registration_by_code on registration (code) where code <> '';
create index registration_by_person on registration (person);
create index registration_in_line on registration (standing, line_at, number);

-- Reminded is a registration, no longer a person.
create table reminder_sent_next (
    reminder     text   not null,
    registration bigint not null, -- its number
    outcome      text   not null, -- sent, missed
    at           bigint not null,
    primary key (reminder, registration)
);
insert into reminder_sent_next
select reminder_sent.reminder, registration.number, reminder_sent.outcome, reminder_sent.at
from reminder_sent join registration on registration.person = reminder_sent.person;
drop table reminder_sent;
alter table reminder_sent_next rename to reminder_sent;
