-- Invitations to a role.

-- One-time invitations. Only the hash is stored: reading the database does not let anyone use them.
create table invite (
    hash       text   primary key,
    role       text   not null check (role in ('organiser', 'moderator', 'mediator', 'listener')),
    expires_at bigint not null, -- real time
    used_by    bigint not null, -- person.id, 0 while unused
    age        bigint not null default 0 -- days of running time
);
