-- Registrations: own ones, and those made for people without a phone.

create table registration (
    number               bigint primary key,
    person               bigint not null, -- the account that gets its messages; 0 once that was erased
    own                  bigint not null check (own in (0, 1)), -- 1: of the account's owner
    registered_by        bigint not null, -- the account that entered it; 0 once that was erased
    -- offered: the seat is reserved until `offered_until`
    seat_status          text   not null check (seat_status in ('seat', 'waiting', 'offered')),
    offered_until        bigint not null,
    waitlisted_at        bigint not null, -- orders the waiting list; rejoining sets it anew
    waitlist_inactive_at bigint not null, -- told that no seat came, or let an offer expire; 0: active
    code                 text   not null, -- of the ticket; '' until the next start gives one
    name                 text   not null,
    category             text   not null, -- registration::Category
    organisation         text   not null, -- '' for residents
    phone                text   not null, -- E.164, '' if not given
    email                text   not null,
    area                 text   not null, -- commune or quartier
    access_needs         text   not null, -- health data: in no export unless asked for by name
    consent_how          text   not null check (consent_how in ('self', 'aloud', 'paper')),
    consent_version      text   not null,
    consent_at           bigint not null,
    registered_at        bigint not null,
    -- the calendar file given out last: how many so far, a digest of its content, when, its UID
    calendar_issues      bigint not null,
    calendar_fingerprint text   not null,
    calendar_at          bigint not null,
    calendar_uid         text   not null default ''
);
create unique index registration_own on registration (person) where own = 1 and person <> 0;
create unique index registration_by_code on registration (code) where code <> '';
create index registration_by_person on registration (person);
create index registration_taken on registration (category) where seat_status in ('seat', 'offered');
create index registration_in_order on registration (seat_status, waitlisted_at, number);
create index registration_waitlist on registration (category, waitlisted_at, number)
    where seat_status = 'waiting' and waitlist_inactive_at = 0;
create index registration_offered on registration (offered_until) where seat_status = 'offered';
create index registration_without_code on registration (number) where code = '';

-- What other modules may read of a registration: reminders and announcements join it to find recipients.
create view attendee as
select
    number, person, own, name, category, registered_at,
    cast(case when seat_status = 'seat' then 1 else 0 end as bigint) as has_seat
from registration;

-- People who were reminded once to finish their registration.
create table completion_reminded (
    person bigint primary key,
    at     bigint not null
);

-- Wrong ticket codes a person tried.
create table wrong_code (
    person   bigint primary key,
    tries    bigint not null,
    first_at bigint not null -- event time of the first of these tries
);
