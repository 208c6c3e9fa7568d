import type { CommandSetting, CommonOptions } from './command-setting';

/** `migrate`: opening the database does it. */
export function migrateCommand({ command, run }: CommandSetting): void {
  command({
    name: 'migrate',
    summary: 'Brings the database up to this release: its tables, and those of read models that are new.',
    examples: ['migrate', 'migrate --json'],
    json: '{"applied": [name of a migration, ...]}; none: it was up to date.',
  }).action((options: CommonOptions) =>
    run(options, () => ({ database: { applied } }) => {
      const line = applied.length > 0 ? `Applied: ${applied.join(', ')}.` : 'The database is up to date.';
      return Promise.resolve({ document: { applied }, lines: [line] });
    }),
  );
}
