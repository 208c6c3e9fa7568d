import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { openDatabase, type OpenDatabase } from '../../database';
import { readModels } from '../../features';
import { readOpsConfig } from './ops.config';
import { rebuildModels } from './rebuild';

const USAGE = `Usage: npm run ops -- <command> [options]

Commands
  migrate                  bring the database up to this release
  rebuild <view> [...]     build read models anew beside the ones that serve, then swap; "all" for every one
      --workers <n>        threads that fold (default 2)

The database is that of DATABASE_URL, or the embedded one in DATA_DIR while no service runs on it.
Exit codes: 0 done, 1 failed, 64 wrong usage.

Examples
  npm run ops -- migrate
  npm run ops -- rebuild attacks --workers 4
`;

/** The command line does not say what to do. */
class UsageError extends Error {}

const COMMANDS: Readonly<
  Record<string, (database: OpenDatabase, names: readonly string[], workers: number) => Promise<void>>
> = {
  // Opening the database has migrated it.
  migrate: async () => undefined,
  rebuild: async (database, asked, workers) => {
    const wanted = asked.includes('all') ? readModels : asked.map(modelNamed);
    if (wanted.length === 0)
      throw new UsageError(`Name the views to rebuild: ${readModels.map(({ name }) => name).join(', ')}, or all.`);
    const { models, events, seconds } = await rebuildModels(database, wanted, workers);
    const { fold, index, swap } = seconds;
    const names = models.map(({ name, version }) => `${name} version ${version}`).join(', ');
    process.stdout.write(
      `${names}: ${events} events in ${(fold + index + swap).toFixed(1)} s (folded in ${fold.toFixed(1)} s, ${Math.round(events / fold)} events/s)\n`,
    );
  },
};

function modelNamed(name: string): (typeof readModels)[number] {
  const model = readModels.find((candidate) => candidate.name === name);
  if (!model)
    throw new UsageError(
      `There is no view ${JSON.stringify(name)}. Expected one of: ${readModels.map((candidate) => candidate.name).join(', ')}.`,
    );
  return model;
}

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { workers: { type: 'string', default: '2' }, help: { type: 'boolean', short: 'h', default: false } },
  });
  const [name, ...names] = positionals;
  const command = name === undefined ? undefined : COMMANDS[name];
  if (values.help) return void process.stdout.write(USAGE);
  if (!command)
    throw new UsageError(name === undefined ? 'A command is missing.' : `There is no command ${JSON.stringify(name)}.`);
  const workers = Number(values.workers);
  if (!Number.isInteger(workers) || workers < 1 || workers > 64)
    throw new UsageError(`--workers: found ${values.workers}, expected a whole number from 1 to 64.`);
  const say = (message: string): void => void process.stderr.write(`${message}\n`);
  const database = await openDatabase(readOpsConfig(process.env), {
    onMessage: say,
    onIdleError: (error) => say(error.message),
  });
  try {
    await command(database, names, workers);
  } finally {
    await database.close();
  }
}

run().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  const misused = error instanceof UsageError || (error as { code?: unknown }).code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION';
  process.stderr.write(misused ? `${message}\n\n${USAGE}` : `${message}\n`);
  process.exitCode = misused ? 64 : 1;
});
