-- Retention: the countdown to the erasure of what people gave. A clock that is wrong for a moment
-- erases nothing: running time since the end of the event counts, added up over restarts. One row.
create table retention (
    name            text   primary key, -- 'event'
    elapsed         bigint not null, -- milliseconds of running time for which retention has been over
    announced_after bigint not null, -- `elapsed` when the organisers were told; -1: not yet
    erased          bigint not null check (erased in (0, 1)),
    backup_path     text   not null, -- the copy made before, '' for none
    backup_elapsed  bigint not null  -- milliseconds of running time since
);
insert into retention (name, elapsed, announced_after, erased, backup_path, backup_elapsed)
values ('event', 0, -1, 0, '', 0);
