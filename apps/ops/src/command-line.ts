import { Command, CommanderError } from 'commander';
import type { CommandSetting } from './command-setting';
import { dropOldCommand } from './drop-old.command';
import { EXIT, EXIT_CODES_TOLD, type ExitCode } from './exit-codes';
import { migrateCommand } from './migrate.command';
import { Output } from './output';
import { rebuildCommand } from './rebuild.command';
import { replayCommand } from './replay.command';
import { errorAnswer, inSession } from './session';
import { statusCommand } from './status.command';
import type { Surroundings } from './surroundings';
import { unparkCommand } from './unpark.command';
import { verifyCommand } from './verify.command';

const COMMANDS: readonly ((setting: CommandSetting) => void)[] = [
  migrateCommand,
  statusCommand,
  verifyCommand,
  replayCommand,
  rebuildCommand,
  unparkCommand,
  dropOldCommand,
];

const PREFIX = 'npm run ops --';

/** Does what a command line says, and gives the exit code. */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.done;
  const program = programFor(surroundings);
  const setting: CommandSetting = {
    command: ({ name, summary, details = '', examples, json }) =>
      program
        .command(name)
        .summary(summary)
        .description(`${summary}${details}`)
        .option('--json', 'one JSON document on stdout, also of an error, and no progress')
        .addHelpText('after', `\n--json: ${json}\n  npm writes to stdout too: npm run --silent ops -- ${name} --json`)
        .addHelpText('after', afterHelp(examples.map((example) => `${PREFIX} ${example}`)))
        .showHelpAfterError(`See ${PREFIX} ${name} --help.`),
    run: async ({ json = false }, plan) => {
      exitCode = await inSession({ isJson: json, help: `${PREFIX} ${args[0]} --help` }, surroundings, plan);
    },
  };
  for (const add of COMMANDS) add(setting);
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return EXIT.done; // Asked for help.
    const message = error.message.replace(/^error: /, '');
    if (args.includes('--json')) await new Output(true, surroundings).answer(errorAnswer('usage', message));
    return EXIT.usage;
  }
}

function programFor({ stdout, stderr }: Surroundings): Command {
  return new Command(PREFIX)
    .description(
      'Operates a Conflict Tracker. The database is that of DATABASE_URL, or the embedded one in DATA_DIR while no service runs on it. Each command first brings it up to this release, as a start does.',
    )
    .helpCommand(false)
    .addHelpText('after', afterHelp([`${PREFIX} status`, `${PREFIX} verify --help`]))
    .showHelpAfterError(`See ${PREFIX} --help.`)
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text) })
    .exitOverride();
}

function afterHelp(examples: readonly string[]): string {
  return `\nExamples:\n${examples.map((example) => `  ${example}`).join('\n')}\n\n${EXIT_CODES_TOLD}`;
}
