-- The leader's lease.

-- The instance that sends, ticks and polls. `epoch` rises whenever the owner changes; a claim or result
-- that carries an older epoch changes nothing. `until_at` is real time.
create table lease (
    name     text   primary key,
    owner    text   not null,
    epoch    bigint not null,
    until_at bigint not null
);
insert into lease (name, owner, epoch, until_at) values ('sender', '', 0, 0);
