-- How much somebody has sent on to the organisers and to those who listen, in an hour of real time.
create table sent_on (
    person bigint primary key,
    since  bigint not null,
    many   bigint not null
);
