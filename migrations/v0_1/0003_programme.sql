-- The live schedule. Texts stay in the event file; what can move during the morning is here.
create table session (
    id             text   primary key,
    position       bigint not null,
    -- as the event file had it when it was last read: tells an edited file from a live change
    file_starts_at bigint not null,
    file_ends_at   bigint not null, -- 0: lasts until the next one starts
    starts_at      bigint not null,
    ends_at        bigint not null
);
