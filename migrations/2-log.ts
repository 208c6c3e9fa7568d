import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendFunctionSql, positionAtFunctionSql } from './2-log.functions';

/**
 * The log. `conflict` leads every key, so that it can become the distribution column of a cluster; nothing derived
 * from the body is a column. Append-only by rights first (only the append function inserts, and nobody else may),
 * by triggers second.
 */
export class Log1764000000002 implements MigrationInterface {
  readonly name = 'Log1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    const statements = [
      `create schema log authorization tracker_owner`,
      `set local role tracker_owner`,
      `create table log.events (
         conflict text collate "C" not null,
         position bigint not null,
         stream text collate "C" not null,
         version integer not null,
         event_id uuid not null,
         type text collate "C" not null,
         schema_version smallint not null,
         recorded_at timestamptz(3) not null,
         recorded_by text not null,
         body bytea,
         salt bytea,
         commitment bytea not null,
         constraint events_pk primary key (conflict, position),
         constraint events_stream_version unique (conflict, stream, version),
         constraint events_id unique (conflict, event_id),
         constraint events_position check (position > 0),
         constraint events_version check (version between 1 and 10000),
         constraint events_conflict_id check (octet_length(conflict) <= 64),
         constraint events_stream_id check (octet_length(stream) <= 120),
         constraint events_body check (octet_length(body) <= 262144),
         constraint events_salt check (octet_length(salt) = 32),
         constraint events_commitment check (octet_length(commitment) = 32)
       )`,
      `create function log.refuse_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
       begin
         raise exception 'The log is append-only: % on log.% is refused. Record a correction or a retraction instead.', tg_op, tg_table_name
           using errcode = 'insufficient_privilege';
       end $$`,
      `create trigger events_never_change before update or delete on log.events
         for each row execute function log.refuse_change()`,
      `create trigger events_never_truncated before truncate on log.events
         for each statement execute function log.refuse_change()`,
      appendFunctionSql,
      positionAtFunctionSql,
      `revoke all on all functions in schema log from public`,
      `grant usage on schema log to tracker_app, tracker_projector`,
      `grant select on log.events to tracker_app, tracker_projector`,
      `grant execute on all functions in schema log to tracker_app`,
      `grant execute on function log.position_at to tracker_projector`,
      `reset role`,
    ];
    for (const statement of statements) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations run forward only: restore a backup to go back.'));
  }
}
