-- Photos that were sent as one album come as one message each: how many of it came so far, for two days.
create table album (
    chat    bigint not null,
    id      text   not null,
    items   bigint not null,
    seen_at bigint not null, -- real time
    primary key (chat, id)
);
