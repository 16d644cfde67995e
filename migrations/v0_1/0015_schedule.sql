-- What organisers change in the live schedule.
alter table session add column cancelled bigint not null default 0;
alter table session add column room text not null default ''; -- '': the event file's

-- Each change has the next number; it holds what stood before, so that it can be taken back, and the
-- number makes the second of two organisers who change at once see that the first was faster.
create table schedule_change (
    version    bigint primary key,
    changed_by bigint not null,
    changed_at bigint not null,
    before     text   not null
);
