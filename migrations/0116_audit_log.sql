-- Who of the staff looked at or changed the data of attendees, and attempts that were refused.

create table audit_log (
    id           bigint primary key, -- the moment, the order in it, random bits: no entry waits for another
    at           bigint not null,    -- the event's time
    actor        bigint not null,    -- person.id; 0: the command line or the bot itself, -1: erased
    action       text   not null,    -- audit_log::Action
    registration bigint not null,    -- whose data, 0 for several or none
    detail       text   not null,    -- a format, a role, a command; never a name or another personal value
    age          bigint not null default 0 -- days of running time
);
create index audit_log_in_order on audit_log (at, id);
create index audit_log_by_actor on audit_log (actor, action, at);
