import { Catalogue } from '@tracker/event-store';
import { Follower, Projector } from '@tracker/projections';
import type { OpenDatabase } from './database';
import { readModels, streams } from './features';

/** Read models being kept up with the logs. */
export interface Following {
  /** Something was appended: look now. */
  hint(): void;
  /** Resolves when the pass under way is committed. */
  stop(): Promise<void>;
}

/** Told, in a sentence, of what cannot be followed and why. */
export type OnTrouble = (trouble: string) => void;

/** How a process follows. */
export type Follow = (database: OpenDatabase, onTrouble: OnTrouble) => Promise<Following>;

/** Follows in this thread. */
export async function followHere(
  { projections }: Pick<OpenDatabase, 'projections'>,
  onTrouble: OnTrouble,
): Promise<Following> {
  const projector = new Projector(projections, new Catalogue(streams), readModels);
  const follower = new Follower(projections, projector, {
    onError: (error, conflict) =>
      onTrouble(
        `${conflict ?? 'No log'} cannot be followed: ${error instanceof Error ? error.message : String(error)}`,
      ),
  });
  await follower.start();
  return follower;
}
