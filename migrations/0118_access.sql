-- Invitations for the door, and what organisers see of those that are open: a short name, who made it, when.

alter table invite rename to invite_before;
create table invite (
    hash       text   primary key,
    role       text   not null check (role in ('organiser', 'moderator', 'mediator', 'listener', 'door')),
    expires_at bigint not null, -- real time
    used_by    bigint not null, -- person.id, 0 while unused, -2 once it was withdrawn
    age        bigint not null default 0, -- days of running time
    created_by bigint not null default 0, -- person.id, 0: by the command line
    created_at bigint not null default 0  -- the event's time
);
insert into invite (hash, role, expires_at, used_by, age)
select hash, role, expires_at, used_by, age from invite_before;
drop table invite_before;
