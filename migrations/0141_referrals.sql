-- How often the link on a poster or of a partner was opened. Nothing is stored of who opened it, nor when: a time
-- beside a person's first message would tell who it was.
create table referral (
    source  text   primary key, -- the word in the link; '' for words of no link that was made
    opened  bigint not null
);
