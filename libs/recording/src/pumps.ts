import type { Catalogue, EventLog } from '@tracker/event-store';
import { LRUCache } from 'lru-cache';
import { Pump } from './pump';
import type { Precondition, Recorded, SubmittedEvent } from './submission';

/** Conflicts whose pumps are kept; one that is dropped and made again only has more to load. */
const PUMPS_MAX = 1_000;

/** One pump a conflict, made when first needed. */
export class Pumps {
  private readonly pumps = new LRUCache<string, Pump>({ max: PUMPS_MAX });
  private readonly listeners: ((conflict: string) => void)[] = [];

  constructor(
    private readonly log: EventLog,
    private readonly catalogue: Catalogue,
  ) {}

  submit(conflict: string, events: readonly SubmittedEvent[], precondition?: Precondition): Promise<Recorded> {
    return this.pump(conflict).submit(events, precondition);
  }

  /** Resolves when so many more events may wait in a conflict's queue. */
  room(conflict: string, events: number): Promise<void> {
    return this.pump(conflict).room(events);
  }

  /** Calls back after each commit: a hint to look, never the only way to learn of an event. */
  onAppended(listener: (conflict: string) => void): void {
    this.listeners.push(listener);
  }

  /** Resolves when everything that was accepted is recorded. */
  async idle(): Promise<void> {
    await Promise.all([...this.pumps.values()].map((pump) => pump.idle()));
  }

  private pump(conflict: string): Pump {
    let pump = this.pumps.get(conflict);
    if (!pump) {
      pump = new Pump(conflict, this.log, this.catalogue, (appended) =>
        this.listeners.forEach((listener) => listener(appended)),
      );
      this.pumps.set(conflict, pump);
    }
    return pump;
  }
}
