-- Groups and channels that refuse the bot's messages, until whoever posts there has taken note of it.
create table unreachable_group (
    chat bigint primary key
);
