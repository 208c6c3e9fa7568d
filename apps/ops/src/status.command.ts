import { EventLog } from '@tracker/event-store';
import { ServedReadModels, StandingsOfReadModelsHandler, type ReadModelStanding } from '@tracker/reading';
import { readModels } from '../../features';
import { viewsNamed } from './asked';
import type { CommandSetting, CommonOptions } from './command-setting';
import { counted } from './progress';
import { textTable } from './text-table';

/** `status`: what /v1/read-models says, on the terminal. */
export function statusCommand({ command, run }: CommandSetting): void {
  command({
    name: 'status',
    summary: 'Tells where read models stand in every conflict, what is parked, and how far builds are.',
    examples: ['status', 'status attacks entries --json'],
    json: 'what GET /v1/read-models answers: {"readModels": [{name, version, building, conflicts: [{conflict, position, head, lag, parked}]}]}',
  })
    .argument('[view...]', 'which ones; left out: all')
    .action((names: readonly string[], options: CommonOptions) =>
      run(options, () => {
        const wanted = new Set(viewsNamed(names).map(({ name }) => name));
        return async ({ database }) => {
          const handler = new StandingsOfReadModelsHandler(
            database.questions,
            new EventLog(database.log),
            new ServedReadModels(readModels),
          );
          const standings = (await handler.execute()).filter(({ name }) => wanted.has(name));
          return { document: { readModels: standings }, lines: linesOf(standings) };
        };
      }),
    );
}

function linesOf(standings: readonly ReadModelStanding[]): readonly string[] {
  const rows = standings.flatMap(({ name, version, conflicts }) =>
    conflicts.map(({ conflict, position, head, lag, parked }) => {
      const state = parked ? 'parked' : lag > 0 ? 'behind' : 'up to date';
      return [`${name} ${version}`, conflict, counted(position), counted(head), counted(lag), state];
    }),
  );
  if (rows.length === 0) return ['No conflict is open: there is nothing to read.', ...standings.flatMap(buildNotes)];
  const table = textTable([['VIEW', 'CONFLICT', 'POSITION', 'HEAD', 'LAG', 'STATE'], ...rows], [2, 3, 4]);
  const notes = [...standings.flatMap(parkedNotes), ...standings.flatMap(buildNotes)];
  return notes.length > 0 ? [...table, '', ...notes] : table;
}

function parkedNotes({ name, version, conflicts }: ReadModelStanding): readonly string[] {
  return conflicts.flatMap(({ conflict, parked }) =>
    parked
      ? `${name} ${version} is parked in ${conflict} at position ${parked.position} (${parked.type}): ${parked.message}`
      : [],
  );
}

function buildNotes({ name, version, building }: ReadModelStanding): readonly string[] {
  if (!building) return [];
  const { events, of, startedAt, failed } = building;
  const share = Math.floor((100 * events) / Math.max(1, of));
  const built = `${name} ${version} is being built since ${startedAt}: ${counted(events)} of ${counted(of)} events, ${share}%.`;
  if (!failed) return [built];
  const why = `position ${failed.position} (${failed.type}) of ${failed.conflict}: ${failed.message}`;
  return [built, `  It cannot fold ${why}. What serves now goes on serving.`];
}
