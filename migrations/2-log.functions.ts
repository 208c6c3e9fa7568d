/**
 * Appends a batch to one conflict's log: called alone, as `select * from log.append(...)` in autocommit, from one place.
 *
 * The caller gives every event the version it was accepted at and the number of its group. Groups stand or fall together:
 * one of whose streams has moved since, or one of whose ids is taken, is left out whole, the others are appended. What is
 * returned are the appended events, so an event without a row was left out. Positions are given under a lock of the conflict's
 * name (a new conflict has no row to lock) and become visible with the commit that releases it: gapless and in commit order.
 *
 * Arrays have one element an event, in order; bodies, salts (32 bytes) and commitments (32 bytes) come as one string of bytes
 * each, which crosses the wire in binary.
 *
 * The planner is pinned: plans made while the log is empty are slow later, because then every index that begins with the conflict
 * looks as good. Without sorts only the index in the order asked for is left; that is why the lookups are ordered, and why the
 * one by id is a range of one value.
 */
export const appendFunctionSql = /* sql */ `
create function log.append(
  p_conflict text, p_group integer[], p_stream text[], p_version integer[], p_event_id uuid[], p_type text[],
  p_schema_version smallint[], p_recorded_by text[], p_body_bytes integer[], p_bodies bytea, p_salts bytea, p_commitments bytea)
returns table (event_number integer, event_position bigint, event_recorded_at timestamptz)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set jit = off set enable_seqscan = off set enable_sort = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  v_last bigint;
  v_recorded_at timestamptz;
begin
  perform pg_advisory_xact_lock(hashtextextended(p_conflict, 7306));
  select e.position, e.recorded_at into v_last, v_recorded_at
    from log.events e where e.conflict = p_conflict order by e.position desc limit 1;
  v_last := coalesce(v_last, 0);
  v_recorded_at := greatest(v_recorded_at, date_trunc('milliseconds', clock_timestamp()));
  return query
  with given as materialized (
    select u.*, (sum(u.bytes) over (order by u.number rows unbounded preceding) - u.bytes)::integer as skipped
    from unnest(p_group, p_stream, p_version, p_event_id, p_type, p_schema_version, p_recorded_by, p_body_bytes)
      with ordinality as u(grp, stream, version, event_id, type, schema_version, recorded_by, bytes, number)
  ), left_out as materialized (
    select s.grp
      from (select g.stream, min(g.version) as first, min(g.grp) as grp from given g group by g.stream) s
      where s.first <> 1 + coalesce(
        (select e.version from log.events e where e.conflict = p_conflict and e.stream = s.stream order by e.version desc limit 1), 0)
    union
    select g.grp from given g
      where (select e.position from log.events e where e.conflict = p_conflict and e.event_id >= g.event_id and e.event_id <= g.event_id
        order by e.event_id limit 1) is not null
  ), standing as materialized (
    select g.*, v_last + row_number() over (order by g.number) as position
      from given g where g.grp not in (select l.grp from left_out l)
  ), appended as (
    insert into log.events (conflict, position, stream, version, event_id, type, schema_version, recorded_at, recorded_by, body, salt, commitment)
    select p_conflict, s.position, s.stream, s.version, s.event_id, s.type, s.schema_version, v_recorded_at, s.recorded_by,
      substring(p_bodies from 1 + s.skipped for s.bytes),
      substring(p_salts from (s.number - 1)::integer * 32 + 1 for 32),
      substring(p_commitments from (s.number - 1)::integer * 32 + 1 for 32)
    from standing s order by s.number
  )
  select s.number::integer, s.position, v_recorded_at from standing s order by s.number;
end $$`;

/** The last position recorded at or before an instant, 0 if none: positions and instants of record rise together. */
export const positionAtFunctionSql = /* sql */ `
create function log.position_at(p_conflict text, p_instant timestamptz) returns bigint
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  v_low bigint := 0;
  v_high bigint := coalesce((select max(e.position) from log.events e where e.conflict = p_conflict), 0);
  v_middle bigint;
begin
  while v_low < v_high loop
    v_middle := (v_low + v_high + 1) / 2;
    if (select e.recorded_at from log.events e where e.conflict = p_conflict and e.position = v_middle) <= p_instant
      then v_low := v_middle;
      else v_high := v_middle - 1;
    end if;
  end loop;
  return v_low;
end $$`;
