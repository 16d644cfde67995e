-- What somebody typed, may send to the organisers and has not sent: the last only, and for two hours only.
create table offer (
    person   bigint primary key,
    number   bigint not null, -- of the row it becomes when it is sent
    language text   not null,
    text     text   not null,
    voice    text   not null, -- the messenger's id of the file; '' for a text
    message  bigint not null, -- their own message
    age      bigint not null
);
delete from asked_organisers where state = 'offered';

-- Rows of these tables age by one an hour or a day, counted by the bot itself while it runs: no clock that is
-- wrong for a moment makes them old.
alter table in_hand add column age bigint not null default 0;
alter table person add column step_age bigint not null default 0;
alter table slot add column age bigint not null default 0;
alter table attachment add column age bigint not null default 0;
alter table desk_log add column age bigint not null default 0;
alter table asked_organisers add column age bigint not null default 0;
alter table invite add column age bigint not null default 0;
alter table announcement add column age bigint not null default 0;

-- left by an earlier way of deleting
update vote set at = 0 where at <> 0 and voter not in (select key from voter);

-- The calendar entry's own name: a ticket's code opens the registration, and an agenda may be shared. Entries
-- that were given out keep the name they have, so that they can still be changed and cancelled.
alter table registration add column calendar_uid text not null default '';
update registration set calendar_uid = lower(code) where calendar_sequence > 0;
