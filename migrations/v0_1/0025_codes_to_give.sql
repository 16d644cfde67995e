-- At each start, whoever has no code yet is given one: found by index, not among everybody.
create index registration_without_code on registration (number) where code = '';
