import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a rebuild of read models has to do and has done, so that one that was killed goes on where it stood. */
export class Builds1764000000004 implements MigrationInterface {
  readonly name = 'Builds1764000000004';

  async up(runner: QueryRunner): Promise<void> {
    const statements = [
      `do $$ begin
         execute format('grant temporary on database %I to tracker_projector', current_database());
       end $$`,
      `set local role tracker_projector`,
      `create table projections.builds (
         build uuid not null,
         started_at timestamptz(3) not null default clock_timestamp(),
         constraint builds_pk primary key (build)
       )`,
      `create table projections.build_models (
         model text collate "C" not null,
         version integer not null,
         build uuid not null,
         tables_sha256 text not null,
         error jsonb,
         constraint build_models_pk primary key (model, version),
         constraint build_models_build foreign key (build) references projections.builds (build) on delete cascade
       )`,
      `create table projections.build_pieces (
         build uuid not null,
         number integer not null,
         conflict text collate "C" not null,
         up_to bigint not null,
         after text collate "C",
         through text collate "C",
         events integer,
         constraint build_pieces_pk primary key (build, number),
         constraint build_pieces_build foreign key (build) references projections.builds (build) on delete cascade,
         constraint build_pieces_up_to check (up_to > 0),
         constraint build_pieces_events check (events >= 0)
       )`,
      `grant select on projections.builds, projections.build_models, projections.build_pieces to tracker_app`,
      `reset role`,
    ];
    for (const statement of statements) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations run forward only: restore a backup to go back.'));
  }
}
