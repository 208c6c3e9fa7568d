import { TrackerError } from '@tracker/problems';
import { openDatabase, type MigratedDatabase } from '../../database';
import { EXIT, InterruptedError, UsageError, type ExitCode } from './exit-codes';
import { readOpsConfig } from './ops.config';
import { Output, type Answer } from './output';
import { ProgressReport } from './progress';
import type { Surroundings } from './surroundings';

/** What a command works with. */
export interface Session {
  readonly database: MigratedDatabase;
  /** Aborted by Ctrl-C: what is under way ends, and leaves nothing half done. */
  readonly signal: AbortSignal;
  readonly output: Output;
  /** Tells how far long work is. */
  readonly progress: ProgressReport;
  /** Work that does not give way to recording by itself, as a rebuild does, MUST ask for it before it starts threads. */
  readonly giveWay: () => void;
}

/** What came of it; without an exit code it is done. */
export interface Outcome extends Answer {
  readonly exitCode?: ExitCode;
}

/** What a command does; null when it has written its answer itself. */
export type Work = (session: Session) => Promise<Outcome | null>;

/** How a command was asked for, and where it is explained. */
export interface SessionSettings {
  readonly isJson: boolean;
  readonly help: string;
}

/**
 * Checks what was asked for, opens the database, does the work, prints its answer and closes the database; gives the exit code.
 * `plan` throws UsageError before there is a database to open.
 */
export async function inSession(
  { isJson, help }: SessionSettings,
  surroundings: Surroundings,
  plan: () => Work,
): Promise<ExitCode> {
  const { signal, giveWay } = surroundings;
  const output = new Output(isJson, surroundings);
  const progress = new ProgressReport(isJson ? undefined : surroundings.stderr);
  try {
    const work = plan();
    return await withDatabase(surroundings, output, async (database) => {
      signal.throwIfAborted();
      const outcome = await work({ database, signal, output, progress, giveWay });
      progress.stop();
      if (outcome) await output.answer(outcome);
      return outcome?.exitCode ?? EXIT.done;
    });
  } catch (error) {
    progress.stop();
    // What breaks off then breaks off because of it.
    const isCause = error instanceof InterruptedError || !signal.aborted;
    const cause = isCause ? error : new InterruptedError();
    if (isUnforeseen(cause) && DEBUG_LEVELS.has(surroundings.environment['LOG_LEVEL'] ?? '')) output.say(cause.stack!);
    return await tell(cause, output, help);
  }
}

async function withDatabase<T>(
  { environment }: Surroundings,
  output: Output,
  work: (database: MigratedDatabase) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(readOpsConfig(environment), {
    onMessage: (message) => output.say(message),
    onIdleError: (error) => output.say(error.message),
  });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** One sentence on stderr; with --json a document as well, unless one has begun. */
async function tell(error: unknown, output: Output, help: string): Promise<ExitCode> {
  const message = error instanceof Error ? error.message : String(error);
  output.say(error instanceof UsageError ? `${message}\nSee ${help}.` : message);
  if (output.isJson && !output.hasBegun) await output.answer(errorAnswer(codeOf(error), message));
  if (error instanceof InterruptedError) return EXIT.interrupted;
  return error instanceof UsageError ? EXIT.usage : EXIT.failed;
}

/** How --json tells of an error. */
export function errorAnswer(code: string, message: string): Answer {
  return { document: { error: { code, message } }, lines: [] };
}

/** Not one that says by itself what is wrong. */
function isUnforeseen(error: unknown): error is Error {
  return error instanceof Error && codeOf(error) === 'failed';
}

const DEBUG_LEVELS = new Set(['debug', 'verbose']);

function codeOf(error: unknown): string {
  if (error instanceof InterruptedError) return 'interrupted';
  if (error instanceof UsageError) return 'usage';
  return error instanceof TrackerError ? error.code : 'failed';
}
