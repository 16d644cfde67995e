-- How far the end of the time for which data are kept has been counted down. One reading of one clock
-- erases nothing: what counts is real running time since then, added up over restarts.
create table retention (
    name     text   primary key, -- 'event'
    -- for how long, in milliseconds of running time, it has lain behind without a break
    over_for bigint not null,
    -- how much of it had run when the organisers were told; -1: they were not
    told_at  bigint not null,
    -- 1 once what people gave was erased
    erased   bigint not null,
    -- the file that was copied before; '' for none
    backup   text   not null,
    -- for how long, in running time, that has been there
    backup_for bigint not null
);
insert into retention (name, over_for, told_at, erased, backup, backup_for) values ('event', 0, -1, 0, '', 0);
