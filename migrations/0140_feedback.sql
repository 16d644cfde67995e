-- What people thought of the event, asked of those who were there.

-- Who was asked: the primary key prevents a second question. The answers stand under a random key, so that whoever
-- reads them reads no account; this row alone leads from a person to them.
create table feedback_request (
    person   bigint primary key,
    key      bigint not null unique, -- random
    asked_at bigint not null
);

-- The answers of one person. `key` is feedback_request.key.
create table feedback_answer (
    key          bigint primary key,
    usefulness   bigint not null check (usefulness between 0 and 4),   -- 4 is best, 0 not answered
    organisation bigint not null check (organisation between 0 and 4), -- as above
    line         text   not null, -- what they added, '' for nothing
    voice        text   not null, -- Telegram's file id, '' for none
    line_at      bigint not null  -- of the line or voice message, 0 for none
);

-- The arrivals for which everybody was asked. One row once that is so.
create table feedback_round (
    name     text   primary key, -- 'event'
    arrivals bigint not null     -- a digest: arrivals that come in later are asked, too
);
