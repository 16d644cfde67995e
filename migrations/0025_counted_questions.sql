-- How many questions are in each state is counted beside their numbers.
insert into counter (name, value)
select 'question:' || known.state, coalesce((select n from tally where tally.state = known.state), 0)
from (
    select 'pending' as state union all select 'waiting' union all select 'taken' union all select 'later'
    union all select 'answered' union all select 'aside' union all select 'personal' union all select 'merged'
    union all select 'withdrawn'
) as known;
drop table tally;
