-- The role of the staff at the door. A CHECK cannot be altered on SQLite, so the table is written anew.

alter table role rename to role_before;
create table role (
    person     bigint not null,
    role       text   not null check (role in ('organiser', 'moderator', 'mediator', 'listener', 'door')),
    granted_at bigint not null,
    primary key (person, role)
);
insert into role (person, role, granted_at) select person, role, granted_at from role_before;
drop table role_before;
create index role_by_name on role (role);
