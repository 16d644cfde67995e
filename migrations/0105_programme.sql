-- The live schedule. Texts stay in the event file; here is what can change during the event.

create table session (
    id             text   primary key, -- as in the event file
    position       bigint not null,
    -- as the event file said when it was last read: tells an edited file from a live change
    file_starts_at bigint not null,
    file_ends_at   bigint not null, -- 0: until the next session starts
    starts_at      bigint not null,
    ends_at        bigint not null,
    cancelled      bigint not null default 0 check (cancelled in (0, 1)),
    room           text   not null default '' -- '': the event file's
);

-- Changes an organiser made, numbered without a gap. `before` is what undo restores. The number tells
-- the second of two organisers who change at once that the first was faster.
create table schedule_change (
    version    bigint primary key,
    changed_by bigint not null, -- person.id
    changed_at bigint not null,
    before     text   not null -- JSON
);
