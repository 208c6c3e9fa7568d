import { migrations } from '@migrations';
import {
  embeddedSource,
  migrate,
  startEmbeddedPostgres,
  type ConnectionSource,
  type EmbeddedConnection,
  type EmbeddedPostgres,
} from '@tracker/database';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { BenchService } from './bench-service';

/** A database of the lab's server. */
export interface LabDatabase {
  readonly source: ConnectionSource;
  /** As its superuser; can be sent to another process. */
  readonly connection: EmbeddedConnection;
}

/** A temporary server as `npm start` would run it, fsync on, and what the sections make in it. All of it goes in the end. */
export class Lab {
  private readonly undo: (() => Promise<unknown>)[] = [];

  private constructor(
    private readonly postgres: EmbeddedPostgres,
    /** For files; goes with the lab. */
    readonly folder: string,
  ) {}

  static async open(): Promise<Lab> {
    const folder = mkdtempSync(join(tmpdir(), 'conflict tracker bench '));
    try {
      return new Lab(await startEmbeddedPostgres({ dataDir: join(folder, 'data') }), folder);
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** The server's own database. */
  get source(): ConnectionSource {
    return embeddedSource(this.postgres.connection);
  }

  /** An empty database. */
  async emptyDatabase(name: string): Promise<LabDatabase> {
    await this.query(`create database ${name}`);
    return { source: this.source.inDatabase(name), connection: { ...this.postgres.connection, database: name } };
  }

  /** A database with the log's tables, in which nothing is recorded. */
  async trackerDatabase(name: string): Promise<LabDatabase> {
    const database = await this.emptyDatabase(name);
    await migrate(database.source, migrations);
    return database;
  }

  async service({ source }: LabDatabase): Promise<BenchService> {
    const service = await BenchService.start(source);
    this.undo.push(() => service.stop());
    return service;
  }

  /** Done when the section is over, the last one first. */
  atEnd(step: () => Promise<unknown>): void {
    this.undo.push(step);
  }

  /** Ends what a section began; the next one starts with an idle machine. */
  async tidy(): Promise<void> {
    for (let step = this.undo.pop(); step; step = this.undo.pop()) await step();
    await this.query('checkpoint');
  }

  async close(): Promise<void> {
    try {
      await this.tidy();
    } finally {
      await this.postgres.stop();
      rmSync(this.folder, { recursive: true, force: true });
    }
  }

  private async query(statement: string): Promise<void> {
    const client = new Client(this.source.poolOptions('admin'));
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  }
}
