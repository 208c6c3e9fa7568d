import { once } from 'node:events';
import type { Surroundings } from './surroundings';

/** What a command has to tell: to people in lines, to machines in one JSON document. */
export interface Answer {
  readonly document: object;
  readonly lines: readonly string[];
}

/** Where a command's answer goes: stdout. What it tells on the way goes to stderr. */
export class Output {
  /** Whether anything was written: with --json there is then no other document. */
  hasBegun = false;

  constructor(
    readonly isJson: boolean,
    private readonly surroundings: Pick<Surroundings, 'stdout' | 'stderr' | 'signal'>,
  ) {}

  answer({ document, lines }: Answer): Promise<void> {
    const text = this.isJson ? JSON.stringify(document) : lines.join('\n');
    return text === '' ? Promise.resolve() : this.write(`${text}\n`);
  }

  /** Resolves when more may be written, so that a slow reader holds nothing up in memory. */
  async write(text: string): Promise<void> {
    const { stdout, signal } = this.surroundings;
    this.hasBegun = true;
    if (!stdout.write(text)) await once(stdout, 'drain', { signal });
  }

  /** One sentence for people, whatever is on stdout. */
  say(message: string): void {
    this.surroundings.stderr.write(`${message}\n`);
  }
}
