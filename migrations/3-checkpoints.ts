import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where each read model stands in each conflict, and the event that parked it if one did. */
export class Checkpoints1764000000003 implements MigrationInterface {
  readonly name = 'Checkpoints1764000000003';

  async up(runner: QueryRunner): Promise<void> {
    const statements = [
      `create schema projections authorization tracker_projector`,
      `set local role tracker_projector`,
      `create table projections.checkpoints (
         conflict text collate "C" not null,
         model text collate "C" not null,
         version integer not null,
         generation text collate "C" not null default 'live',
         position bigint not null default 0,
         error jsonb,
         constraint checkpoints_pk primary key (conflict, model, version, generation),
         constraint checkpoints_position check (position >= 0),
         constraint checkpoints_generation check (generation in ('live', 'next'))
       )`,
      `create table projections.models (
         model text collate "C" not null,
         version integer not null,
         generation text collate "C" not null default 'live',
         tables_sha256 text not null,
         constraint models_pk primary key (model, version, generation)
       )`,
      `grant usage on schema projections to tracker_app`,
      `grant select on projections.checkpoints, projections.models to tracker_app`,
      `reset role`,
    ];
    for (const statement of statements) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations run forward only: restore a backup to go back.'));
  }
}
