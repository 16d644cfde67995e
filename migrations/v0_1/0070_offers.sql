-- What somebody typed and may send to the organisers: the last few, so that the button under each message works.
alter table offer rename to offer_before;
create table offer (
    number   bigint primary key, -- of the row it becomes when it is sent
    person   bigint not null,
    language text   not null,
    text     text   not null,
    voice    text   not null, -- the messenger's id of the file; '' for a text
    message  bigint not null, -- their own message
    age      bigint not null
);
insert into offer (number, person, language, text, voice, message, age)
select number, person, language, text, voice, message, age from offer_before;
drop table offer_before;
create index offer_of on offer (person);

-- 1: tells the team of something in the hall; 0: a question
alter table asked_organisers add column report bigint not null default 0;
