-- What decides about a seat is found without looking at everybody: who is first in each line, how many seats
-- of a capacity are taken, which offer runs out first.
create index registration_hoping on registration (category, line_at, number)
    where standing = 'waiting' and last_chance_at = 0;
create index registration_taken on registration (category) where standing in ('seat', 'offered');
create index registration_offered on registration (offered_until) where standing = 'offered';
