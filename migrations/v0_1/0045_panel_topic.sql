-- The topic of its group in which a panel stands; 0 where the group has no topics.
alter table panel add column topic bigint not null default 0;
