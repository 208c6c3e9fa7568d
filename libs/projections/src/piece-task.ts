import type { RebuiltPiece, RebuildTask } from './rebuild-piece';
import type { ReplayAnswer, ReplayTask } from './replay-piece';
import type { VerifyAnswer, VerifyTask } from './verify-piece';

/** Something to do with one piece of a log; plain data, so that it can be sent to a thread. */
export type PieceTask = RebuildTask | VerifyTask | ReplayTask;

/** What came of a task. */
export type PieceAnswer<Task extends PieceTask> = Task extends RebuildTask
  ? RebuiltPiece
  : Task extends VerifyTask
    ? VerifyAnswer
    : ReplayAnswer;

/** Does tasks somewhere: in this process, or in threads. MUST resolve when all are done, and reject as soon as one fails. */
export type RunTasks<Task extends PieceTask> = (
  tasks: readonly Task[],
  onAnswer: (answer: PieceAnswer<Task>, task: Task) => void,
) => Promise<void>;

/** How far tasks are, told after each piece. */
export interface PieceProgress {
  readonly pieces: number;
  readonly piecesDone: number;
  /** Of the log, folded so far. */
  readonly events: number;
}
