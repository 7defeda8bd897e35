/** A database that has whatever a migration stumbles over, with rows that are made by the server. */
export const TRAPS = `
create schema app; create schema "Odd ""Näme"""; create schema nothing; create schema parts; create schema hidden;
create extension hstore schema public; create extension citext schema public; create extension file_fdw;

create type app.mood as enum ('sad', 'ok');
create type app.pair as (a int, b text);
create domain app.email as text check (value ~ '@');
create domain app.work_email as app.email;
create domain app.price as numeric(12, 2);

create table app.users (
  id bigint generated always as identity primary key,
  mail app.work_email, price app.price, mood app.mood, note text, photo bytea,
  doc json, extra jsonb not null default '{}', tags text[], parts app.pair, attributes public.hstore, nick public.citext unique,
  amount numeric, small numeric(10, 2), huge numeric(60, 5), anything varchar, limited varchar(40), period tsrange, old oid, x xml,
  search tsvector generated always as (to_tsvector('simple', coalesce(note, ''))) stored,
  total numeric(10, 2) generated always as (small * 2) stored,
  place point, area polygon, flag boolean default true, born date, seen timestamptz default now(), gap interval, cash money, bits bit(8), addr inet);
insert into app.users (mail, note, photo, doc, tags, nick, amount, small, anything)
  select 'u' || i || '@example.com', repeat('word ', i % 50), case when i % 4 = 0 then decode(repeat('ab', i % 300), 'hex') end,
    json_build_object('n', i), array['a', 'b'], 'nick' || i, i, i, 'x' from generate_series(1, 2000) i;

create table app.no_key (a int, b text);
insert into app.no_key select i, 'b' from generate_series(1, 300) i;
create table app.full_identity (a int, b text); alter table app.full_identity replica identity full;
create table app.no_identity (a int primary key); alter table app.no_identity replica identity nothing;
create table app.index_identity (a int not null, b int); create unique index by_a on app.index_identity (a);
alter table app.index_identity replica identity using index by_a;
create table app.lob_key (k text primary key, v bytea);
insert into app.lob_key select 'k' || i, decode(md5(i::text), 'hex') from generate_series(1, 100) i;
create table app.large_values (id int primary key, body bytea);
alter table app.large_values alter body set storage external;
insert into app.large_values select i, decode(repeat(md5(i::text), 500), 'hex') from generate_series(1, 200) i;
create unlogged table app.scratch (id int primary key);
create table app.odd_indexes (id int primary key, a text, b int, c int);
create unique index odd_partial on app.odd_indexes (b) where c > 0;
create unique index odd_expression on app.odd_indexes (b, lower(a));
create unique index odd_include on app.odd_indexes (c) include (a);
create index plain_one on app.odd_indexes (c); create index plain_two on app.odd_indexes (b, c);

create table app.orders (id int primary key, user_id bigint references app.users on delete cascade on update set null,
  parent int constraint orders_parent references app.orders on delete set default);
create function app.touch() returns trigger language plpgsql as 'begin return new; end';
create procedure app.work() language sql as 'select 1';
create aggregate app.total(int) (sfunc = int4pl, stype = int, initcond = '0');
create trigger touch before update on app.orders for each row execute function app.touch();
create trigger asleep before insert on app.orders for each row execute function app.touch(); alter table app.orders disable trigger asleep;
create rule nothing_deleted as on delete to app.orders do instead nothing;
create function app.on_ddl() returns event_trigger language plpgsql as 'begin end';
create event trigger watch on ddl_command_end execute function app.on_ddl();

create table parts.events (id bigint, at date not null, region text not null, body text, primary key (id, at)) partition by range (at);
create table parts.events_2024 partition of parts.events for values from ('2024-01-01') to ('2025-01-01');
create table parts.events_2025 partition of parts.events for values from ('2025-01-01') to ('2026-01-01');
insert into parts.events select i, date '2024-06-01' + (i % 400), 'r', repeat('x', 100) from generate_series(1, 1000) i;
create table parts.deep (id int, region text, at date, primary key (id, region, at)) partition by list (region);
create table parts.deep_eu partition of parts.deep for values in ('eu') partition by range (at);
create table parts.deep_eu_24 partition of parts.deep_eu for values from ('2024-01-01') to ('2025-01-01');
create table parts.deep_eu_25 partition of parts.deep_eu for values from ('2025-01-01') to ('2026-01-01');
create table parts.deep_us partition of parts.deep for values in ('us');
insert into parts.deep select i, case when i % 2 = 0 then 'eu' else 'us' end, date '2024-03-01' + (i % 500) from generate_series(1, 500) i;
create table parts.hashed (id int primary key) partition by hash (id);
create table parts.hashed_0 partition of parts.hashed for values with (modulus 1, remainder 0);
create table parts.base (id int primary key, a text); create table parts.child (b text) inherits (parts.base);
create table parts.ranged (id int primary key, v text);
insert into parts.ranged select i, 'v' from generate_series(1, 5000) i;

create table "Odd ""Näme""".":?* 'täble'" ("Ünï ""code""" text primary key, "select" int);
create view app.seen as select id from app.users; create materialized view app.counted as select count(*) as n from app.users;
create sequence app.numbers;
create server files foreign data wrapper file_fdw;
create foreign table app.outside (line text) server files options (filename '/etc/hostname');
create publication everything for all tables;
select lo_create(0), lo_create(0), lo_create(0);
create table app.secured (id int primary key, v text); alter table app.secured enable row level security;
create table hidden.locked_away (id int primary key, v text);
create table app.dropped_column (a int primary key, b text, c text); alter table app.dropped_column drop column b;
create table app.empty_table (id int primary key);
create role reader login password 'only for this test';
grant usage on schema app, parts, "Odd ""Näme""" to reader;
grant select on all tables in schema app, parts, "Odd ""Näme""" to reader;
analyze;
`;

/** Not possible in a transaction that has written, as the statements above are. */
export const LEFTOVER_SLOT = "select pg_create_logical_replication_slot('leftover', 'test_decoding')";
