-- One row a person, written only when they confirm; answers in the making live in person.step.
create table registration (
    person          bigint primary key,
    number          bigint not null unique,
    name            text   not null,
    category        text   not null,
    structure       text   not null, -- '' for residents
    phone           text   not null, -- E.164, '' when they would rather not say
    consent_version text   not null,
    consent_at      bigint not null,
    registered_at   bigint not null
);
