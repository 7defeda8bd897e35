/** Options of a server that is set wrongly for DMS in all that a restart would mend. */
export const WRONG_OPTIONS = [
  'wal_level=replica', 'max_replication_slots=1', 'max_wal_senders=0', 'max_worker_processes=2', 'max_slot_wal_keep_size=1GB', 'wal_sender_timeout=5s',
];

/** Beside the traps of `TRAPS`: what only findings look at. The type is PostGIS' by its name alone. */
export const MORE_TRAPS = `
create table app."Orders" (id int primary key);
create table app.tags_without_key (tags text[]);
create table app.of_extension (id int primary key); alter extension hstore add table app.of_extension;
create table app.long_key (k varchar(2000) primary key);
create type public.geometry;
create function public.geometry_in(cstring) returns public.geometry language internal immutable strict as 'textin';
create function public.geometry_out(public.geometry) returns cstring language internal immutable strict as 'textout';
create type public.geometry (input = public.geometry_in, output = public.geometry_out, like = text);
create table app.places (id int primary key, shape public.geometry);
create table app.bodies (id int primary key, note text, huge text, picture bytea not null);
insert into app.bodies select i, repeat('x', case when i = 1 then 100000 else 40 end), case when i = 1 then repeat('x', 53000000) end,
  decode(repeat('ab', case when i = 1 then 2000000 else 10 end), 'hex') from generate_series(1, 1000) i;
create table app.twins (a int not null); insert into app.twins values (1), (1);
analyze;

create role dms login password 'only for this test';
grant usage on schema app, parts to dms; grant select on all tables in schema app, parts to dms;
alter role dms set statement_timeout = '1h'; alter role dms set transaction_timeout = '2h'; alter role dms set idle_session_timeout = '10min';
alter role dms set idle_in_transaction_session_timeout = '5min'; alter role dms set default_transaction_read_only = on;
alter role dms set wal_sender_timeout = '10min';
`;

/** Leaves an index that does not hold behind: it fails, and only by itself, outside of a transaction. */
export const UNFINISHED_INDEX = 'create unique index concurrently twins_by_a on app.twins (a)';
