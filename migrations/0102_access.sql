-- Roles and invitations.

-- A role a person holds.
create table role (
    person     bigint not null,
    role       text   not null check (role in ('organiser', 'moderator', 'mediator', 'listener')),
    granted_at bigint not null,
    primary key (person, role)
);
create index role_by_name on role (role);

-- One-time invitations. Only the hash is stored: reading the database does not let anyone use them.
create table invite (
    hash       text   primary key,
    role       text   not null check (role in ('organiser', 'moderator', 'mediator', 'listener')),
    expires_at bigint not null, -- real time
    used_by    bigint not null, -- person.id, 0 while unused
    age        bigint not null default 0 -- days of running time
);

-- The first name under which a moderator appears in the moderation log.
create table moderator_name (
    person bigint primary key,
    name   text   not null
);
