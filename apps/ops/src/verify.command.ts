import { isClean, verify, type DifferingRowVersion, type VerifiedModel } from '@tracker/projections';
import { viewsNamed, wholeNumber, workersOf } from './asked';
import type { CommandSetting, CommonOptions } from './command-setting';
import { EXIT } from './exit-codes';
import { counted } from './progress';
import type { Session } from './session';
import { taskThreads } from './task-threads';

interface VerifyOptions extends CommonOptions {
  readonly workers: string;
  readonly limit: string;
}

const LIMIT_MAX = 1_000;
/** Characters of a row that are shown to people. */
const SHOWN_MAX = 400;

/** `verify`: proof that what is served is what the log says. */
export function verifyCommand({ command, run }: CommandSetting): void {
  command({
    name: 'verify',
    summary: 'Recomputes read models from the log and compares them with what is served.',
    details:
      ' Row version by row version, up to where each model stands when it begins; recording may go on meanwhile. What differs is named with view, key and the first position at which it does, and makes it exit 2.',
    examples: ['verify', 'verify attacks entries --workers 4 --json'],
    json: '{clean, readModels: [{name, version, clean, rowVersions, differing, conflicts: [{conflict, position, head, parked}], differences: [{conflict, table, stream, key, position, served, log, columns, versions}], unfoldable: [{conflict, position, type, message}]}]}',
  })
    .argument('[view...]', 'which ones; left out: all')
    .option('--workers <n>', 'threads that fold', '2')
    .option('--limit <n>', 'differing rows of a view that are told', '20')
    .action((names: readonly string[], options: VerifyOptions) =>
      run(options, () => {
        const views = viewsNamed(names);
        const workers = workersOf(options.workers);
        const limit = wholeNumber('--limit', options.limit, 1, LIMIT_MAX);
        return async (session) => {
          const verified = await verifiedBy(session, views, workers, limit);
          const clean = verified.every(isClean);
          const document = { clean, readModels: verified.map(documentOf) };
          return { document, lines: linesOf(verified), exitCode: clean ? EXIT.done : EXIT.differs };
        };
      }),
    );
}

function verifiedBy(
  session: Session,
  views: ReturnType<typeof viewsNamed>,
  workers: number,
  limit: number,
): Promise<readonly VerifiedModel[]> {
  return verify(session.database.projections, views, {
    limit,
    runTasks: taskThreads(session, workers),
    onProgress: ({ pieces, piecesDone, events }) =>
      session.progress.tell({ step: 'Verifying', done: piecesDone, all: pieces, events }),
  });
}

function documentOf(model: VerifiedModel): object {
  const { name, version, standings, versions, found, first, failed } = model;
  return {
    name,
    version,
    clean: isClean(model),
    rowVersions: versions,
    differing: found,
    conflicts: standings,
    differences: first,
    unfoldable: failed,
  };
}

function linesOf(verified: readonly VerifiedModel[]): readonly string[] {
  const versions = verified.reduce((sum, model) => sum + model.versions, 0);
  const differing = verified.filter((model) => !isClean(model)).map(({ name }) => name);
  const total = `${counted(verified.length)} ${verified.length === 1 ? 'view' : 'views'}, ${counted(versions)} row versions`;
  const verdict =
    differing.length === 0
      ? `${total}: served as the log has them, up to where each stands.`
      : `${total}: not served as the log has it: ${differing.join(', ')}. Made anew by: npm run ops -- rebuild ${differing.join(' ')}`;
  return [...verified.flatMap(differencesOf), ...verified.flatMap(shortOfHead), verdict];
}

function differencesOf({ name, version, found, first, failed }: VerifiedModel): readonly string[] {
  const untold = found - first.length;
  return [
    ...(found > 0 ? [`${name} ${version}: ${counted(found)} ${found === 1 ? 'row differs' : 'rows differ'}`] : []),
    ...first.flatMap(rowLines),
    ...(untold > 0 ? [`  ... and ${counted(untold)} more`] : []),
    ...failed.map(
      ({ conflict, position, type, message }) =>
        `${name} ${version}: cannot fold position ${position} (${type}) of ${conflict}: ${message}`,
    ),
  ];
}

function rowLines(row: DifferingRowVersion): readonly string[] {
  const { conflict, table, stream, key, position, served, log, columns, versions } = row;
  const what = !served ? 'is missing' : !log ? 'is not of the log' : `differs in ${columns.join(', ')}`;
  const more = versions > 1 ? `, ${versions} versions in all` : '';
  const shown = served && log ? columns : undefined;
  return [
    `  ${conflict} at position ${position}: table ${table}, stream ${stream}, key ${JSON.stringify(key)} ${what}${more}`,
    `    served: ${versionText(served, shown)}`,
    `    log:    ${versionText(log, shown)}`,
  ];
}

/** Of its columns these; left out: all. */
function versionText(version: DifferingRowVersion['served'], shown: readonly string[] | undefined): string {
  if (!version) return 'nothing';
  const columns = Object.entries(version.columns).filter(([name]) => shown?.includes(name) ?? true);
  const text = JSON.stringify({ ...version, columns: Object.fromEntries(columns) });
  return text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}...` : text;
}

/** Where a model does not stand at the head: so far it was compared, and no further. */
function shortOfHead({ name, version, standings }: VerifiedModel): readonly string[] {
  return standings
    .filter(({ position, head, parked }) => position < head || parked)
    .map(({ conflict, position, head, parked }) => {
      const why = parked ? `parked at ${parked.position} (${parked.type}): ${parked.message}` : 'behind';
      return `${name} ${version} was verified up to position ${position} of ${head} of ${conflict}, where it stands: ${why}`;
    });
}
