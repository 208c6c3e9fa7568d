import type { LogPart } from '@tracker/event-store';
import { TrackerError } from '@tracker/problems';
import type { Pool } from 'pg';
import { cutPieces } from './builds';
import type { Parked } from './checkpoints';
import type { FailedModel } from './piece';
import type { PieceProgress, RunTasks } from './piece-task';
import type { ReadModel } from './read-model';
import { standingsOf, tablesOf, type Standing } from './verify-standings';
import type { ComparedTable, DifferingVersion, VerifyAnswer, VerifyTask } from './verify-piece';

/** How a verification goes. */
export interface VerifySettings {
  readonly runTasks: RunTasks<VerifyTask>;
  readonly onProgress?: (progress: PieceProgress) => void;
  /** Differing rows that are told of, of each model. */
  readonly limit: number;
}

/** A read model, compared with what the log makes of it. */
export interface VerifiedModel {
  readonly name: string;
  readonly version: number;
  /** Up to where, in each conflict. */
  readonly standings: readonly Standing[];
  /** Row versions that the log makes. */
  readonly versions: number;
  /** Rows that are not served so. */
  readonly found: number;
  /** The first of them by position. */
  readonly first: readonly DifferingRowVersion[];
  /** Events up to there that this release cannot fold, one a conflict: what follows in their streams was not compared. */
  readonly failed: readonly (Parked & { readonly conflict: string })[];
}

/** A row that differs, and where it stands. */
export interface DifferingRowVersion extends DifferingVersion {
  readonly conflict: string;
  readonly table: string;
}

/** Read models were swapped again and again while they were compared. */
export class SwappedMeanwhileError extends TrackerError {
  readonly code = 'read_model.swapped_meanwhile';

  constructor(names: readonly string[]) {
    super(
      `Rebuilt while being verified, ${ATTEMPTS_MAX} times: ${names.join(', ')}. Verify again when the rebuilds are done.`,
      { names },
    );
  }
}

const ATTEMPTS_MAX = 3;

/**
 * Recomputes read models from the logs and compares them with what is served, row version by row version, up to where each
 * stands when it begins. Recording and projecting go on meanwhile. A model that is swapped meanwhile is compared anew.
 */
export async function verify(
  pool: Pool,
  models: readonly ReadModel[],
  settings: VerifySettings,
): Promise<readonly VerifiedModel[]> {
  const verified = new Map<string, VerifiedModel>();
  const progress = new Progress(settings.onProgress);
  let left = models;
  for (let attempt = 0; attempt < ATTEMPTS_MAX && left.length > 0; attempt += 1) {
    const before = await tablesOf(pool, left);
    for (const model of await verifyOnce(pool, left, settings, progress)) verified.set(model.name, model);
    const after = await tablesOf(pool, left);
    left = left.filter(({ name }) => before.get(name) !== after.get(name));
  }
  if (left.length > 0) throw new SwappedMeanwhileError(left.map(({ name }) => name));
  return models.map(({ name }) => verified.get(name)!);
}

/** Whether it is served as the log has it. */
export function isClean({ found, failed }: VerifiedModel): boolean {
  return found === 0 && failed.length === 0;
}

async function verifyOnce(
  pool: Pool,
  models: readonly ReadModel[],
  { runTasks, limit }: VerifySettings,
  progress: Progress,
): Promise<readonly VerifiedModel[]> {
  const standings = await standingsOf(pool, models);
  const tasks = await tasksOf(pool, standings, limit);
  const findings = new Map(models.map((model) => [model.name, new Findings(limit)]));
  progress.begin(tasks.length);
  await runTasks(tasks, (answer, { piece }) => {
    for (const table of answer.tables) findings.get(table.model)!.add(piece.conflict, table);
    for (const failed of answer.failed) findings.get(failed.model)!.fail(piece.conflict, failed);
    progress.add(answer);
  });
  return models.map(({ name, version }) => ({
    name,
    version,
    standings: standings.get(name)!,
    ...findings.get(name)!.all(),
  }));
}

/** The pieces of every log, each for the models that stand at one position together. */
async function tasksOf(
  pool: Pool,
  standings: ReadonlyMap<string, readonly Standing[]>,
  limit: number,
): Promise<readonly VerifyTask[]> {
  const together = new Map<string, { readonly standing: Standing; readonly models: string[] }>();
  for (const [name, all] of standings) {
    for (const standing of all) {
      const key = `${standing.conflict} ${standing.position}`;
      const group = together.get(key) ?? { standing, models: [] };
      together.set(key, group);
      group.models.push(name);
    }
  }
  const pieces = new Map<string, readonly LogPart[]>();
  for (const { standing } of together.values()) {
    const { conflict, head } = standing;
    if (!pieces.has(conflict)) pieces.set(conflict, await cutPieces(pool, conflict, head));
  }
  return [...together.values()].flatMap(({ standing: { conflict, position }, models }) =>
    pieces.get(conflict)!.map((piece) => ({ kind: 'verify', models, limit, piece: { ...piece, upTo: position } })),
  );
}

/** What was found of one model. */
class Findings {
  private versions = 0;
  private found = 0;
  private first: DifferingRowVersion[] = [];
  private readonly failed = new Map<string, Parked>();

  constructor(private readonly limit: number) {}

  add(conflict: string, { table, versions, found, first }: ComparedTable): void {
    this.versions += versions;
    this.found += found;
    if (found === 0) return;
    this.first = [...this.first, ...first.map((row) => ({ conflict, table, ...row }))]
      .sort(byPosition)
      .slice(0, this.limit);
  }

  fail(conflict: string, { position, type, message }: FailedModel): void {
    const before = this.failed.get(conflict);
    if (!before || position < before.position) this.failed.set(conflict, { position, type, message });
  }

  all(): Pick<VerifiedModel, 'versions' | 'found' | 'first' | 'failed'> {
    const failed = [...this.failed].map(([conflict, event]) => ({ conflict, ...event }));
    return { versions: this.versions, found: this.found, first: this.first, failed };
  }
}

function byPosition(one: DifferingRowVersion, other: DifferingRowVersion): number {
  const names = ({ conflict, table, stream, key }: DifferingRowVersion) => [conflict, table, stream, key].join('\n');
  return one.position - other.position || (names(one) < names(other) ? -1 : 1);
}

/** Adds up over all attempts. */
class Progress {
  private readonly sums = { pieces: 0, piecesDone: 0, events: 0 };

  constructor(private readonly onProgress: VerifySettings['onProgress']) {}

  begin(pieces: number): void {
    this.sums.pieces += pieces;
    this.onProgress?.({ ...this.sums });
  }

  add({ events }: Pick<VerifyAnswer, 'events'>): void {
    this.sums.piecesDone += 1;
    this.sums.events += events;
    this.onProgress?.({ ...this.sums });
  }
}
