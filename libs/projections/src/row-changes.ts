import type { Cells } from './cell';

/** A row version to be written; `until` null while it holds. */
export interface RowVersion {
  readonly stream: string;
  readonly key: string;
  readonly since: number;
  until: number | null;
  readonly cells: Cells;
  /** Of the RowChanges that opened it. */
  readonly batch: number;
}

/** A row version written by an earlier batch that ends in this one. */
export interface RowEnd {
  readonly stream: string;
  readonly key: string;
  readonly until: number;
}

let batches = 0;

/** Collects the row versions that one batch opens and closes. One opened and closed in the batch is born closed. */
export class RowChanges {
  readonly opened: readonly RowVersion[][];
  readonly ended: readonly RowEnd[][];
  private batch = (batches += 1);

  constructor(tables: number) {
    this.opened = Array.from({ length: tables }, () => []);
    this.ended = Array.from({ length: tables }, () => []);
  }

  begin(table: number, stream: string, key: string, since: number, cells: Cells): RowVersion {
    const version: RowVersion = { stream, key, since, until: null, cells, batch: this.batch };
    this.opened[table]!.push(version);
    return version;
  }

  end(table: number, version: RowVersion, until: number): void {
    if (version.batch === this.batch) version.until = until;
    else this.ended[table]!.push({ stream: version.stream, key: version.key, until });
  }

  /** Begins another batch; what was collected is gone. */
  clear(): void {
    for (const table of this.opened) table.length = 0;
    for (const table of this.ended) table.length = 0;
    this.batch = batches += 1;
  }
}
