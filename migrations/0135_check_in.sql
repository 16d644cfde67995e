-- The scanning page: one-time links that open it, the sessions of the phones, and the receipts of the scans that
-- changed an arrival, so that a batch that is sent again has one effect.

create table scan_link (
    hash       text   primary key, -- SHA-256 of the secret in the link
    person     bigint not null, -- person.id of the staff who asked for it
    expires_at bigint not null, -- real time
    used       bigint not null default 0 check (used in (0, 1)),
    age        bigint not null default 0 -- hours of running time
);

create table scan_session (
    hash       text   primary key, -- SHA-256 of the token in the cookie
    person     bigint not null, -- person.id of the staff
    expires_at bigint not null, -- real time
    age        bigint not null default 0 -- hours of running time
);

create table scan_receipt (
    person       bigint not null, -- person.id of the staff
    id           text   not null, -- chosen by the phone
    registration bigint not null, -- registration.number, 0: undone before the scan came
    day          bigint not null,
    arrived_at   bigint not null, -- the event's time
    outcome      text   not null check (outcome in ('recorded', 'already', 'undone')),
    age          bigint not null default 0, -- days of running time
    primary key (person, id)
);
