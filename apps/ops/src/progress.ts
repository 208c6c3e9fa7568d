import { Presets, SingleBar } from 'cli-progress';
import type { Surroundings } from './surroundings';

/** How far a step of some work is: pieces, tables, whatever is counted. */
export interface StepProgress {
  readonly step: string;
  readonly done: number;
  readonly all: number;
  /** Events of the log taken in, if that is what takes the time. */
  readonly events?: number;
}

/** Where nobody looks on, a line is enough so often. */
const LINE_INTERVAL_MS = 5_000;
const BAR_WIDTH = 30;

/** Tells how far work is, how fast it goes and how long it still takes: a bar on a terminal, else a line now and then. */
export class ProgressReport {
  private step: string | undefined;
  private startedAt = 0;
  private first: StepProgress = { step: '', done: 0, all: 0 };
  private bar: SingleBar | undefined;
  private saidAt = 0;

  /** Without an output it is silent. `now` gives milliseconds. */
  constructor(
    private readonly output: Surroundings['stderr'] | undefined,
    private readonly now: () => number = () => performance.now(),
  ) {}

  readonly tell = (progress: StepProgress): void => {
    if (!this.output) return;
    if (progress.step !== this.step) this.begin(progress, this.output);
    const { step, done, all } = progress;
    const told = { step, speed: this.speed(progress), left: this.left(progress) };
    if (this.bar) {
      this.bar.setTotal(all);
      this.bar.update(done, told);
    } else if (done < all && this.now() - this.saidAt >= LINE_INTERVAL_MS) {
      this.saidAt = this.now();
      this.output.write(`${step}: ${Math.floor((100 * done) / all)}%${told.speed}${told.left}\n`);
    }
  };

  /** Takes the bar away; the next step begins another. */
  stop(): void {
    this.bar?.stop();
    this.bar = undefined;
    this.step = undefined;
  }

  private begin(progress: StepProgress, stream: NonNullable<typeof this.output>): void {
    this.stop();
    this.step = progress.step;
    this.first = progress;
    this.startedAt = this.saidAt = this.now();
    if (!stream.isTTY) return;
    this.bar = new SingleBar(
      {
        format: '{step} [{bar}] {percentage}%{speed}{left}',
        barsize: BAR_WIDTH,
        clearOnComplete: true,
        stream,
      },
      Presets.shades_classic,
    );
    this.bar.start(progress.all, progress.done, { step: progress.step, speed: '', left: '' });
  }

  private speed({ events }: StepProgress): string {
    const seconds = this.seconds();
    if (events === undefined || seconds < 1) return '';
    return `, ${counted((events - (this.first.events ?? 0)) / seconds)} events/s`;
  }

  /** As long as what is done took, for what is not. */
  private left({ done, all }: StepProgress): string {
    const share = (done - this.first.done) / Math.max(1, all - this.first.done);
    if (share <= 0 || this.seconds() < 1) return '';
    return `, ${lasting(Math.ceil((this.seconds() * (1 - share)) / share))} left`;
  }

  private seconds(): number {
    return (this.now() - this.startedAt) / 1_000;
  }
}

/** 12,345 */
export function counted(number: number): string {
  return Math.round(number).toLocaleString('en-US');
}

/** 1 h 2 min, 3 min 4 s, 5 s */
function lasting(seconds: number): string {
  if (seconds >= 3_600) return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`;
  return seconds >= 60 ? `${Math.floor(seconds / 60)} min ${seconds % 60} s` : `${seconds} s`;
}
