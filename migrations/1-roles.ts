import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Roles of the cluster: `tracker_owner` owns the log and is nobody's login, `tracker_app` records and reads,
 * `tracker_projector` derives. They are shared by all databases of a cluster, so another database may just be creating them.
 */
export class Roles1764000000001 implements MigrationInterface {
  readonly name = 'Roles1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const [role, login] of [
      ['tracker_owner', 'nologin'],
      ['tracker_app', 'login'],
      ['tracker_projector', 'login'],
    ]) {
      await runner.query(`
        do $$ begin
          create role ${role} ${login} nosuperuser nocreatedb nocreaterole;
        exception when duplicate_object or unique_violation then null;
        end $$`);
      await runner.query(`
        do $$ begin
          if not (select rolsuper from pg_roles where rolname = current_user) and current_user <> '${role}' then
            execute format('grant ${role} to %I', current_user);
          end if;
        end $$`);
    }
    await runner.query(`
      do $$ begin
        execute format('grant create on database %I to tracker_owner, tracker_projector', current_database());
        execute format('revoke create, temporary on database %I from public', current_database());
      end $$`);
    await runner.query(`revoke all on schema public from public`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations run forward only: restore a backup to go back.'));
  }
}
