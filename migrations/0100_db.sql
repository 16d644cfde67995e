-- Settings and counters.
--
-- The conventions of all files. One text for SQLite and PostgreSQL:
--   times are Unix milliseconds in bigint; a flag is a bigint of 0 or 1;
--   an absent value is '' or 0, not null (the databases sort nulls differently);
--   ids are made in Rust; a number that people see comes from `counter`.
-- Tables reference one another by a foreign key only where no batch insert pays for the check; a
-- comment names the table otherwise.

-- Settings and facts that outlive a run: the bot's username, whether the last run ended cleanly, what
-- moderators switched.
create table key_value (
    name  text primary key,
    value text not null
);

-- The last number given out, by sequence. The transaction that uses a number raises it, so that a
-- rollback leaves no gap and the row lock puts concurrent transactions in order.
create table counter (
    name  text   primary key,
    value bigint not null check (value >= 0)
);
insert into counter (name, value) values
    ('question', 0), ('registration', 0), ('moderation_log', 0), ('organiser_question', 0),
    ('announcement', 0);
