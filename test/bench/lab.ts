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
import { connect } from '../../apps/database';
import { BenchService } from './bench-service';
import { Child } from './child';
import type { RebuildJob, RebuildReport } from './rebuild.process';

/** Threads that make read models. */
const WORKERS = 2;
/** The database that others are copies of. */
const TEMPLATE = 'tracker_template';

/** A database of the lab's server. */
export interface LabDatabase {
  readonly source: ConnectionSource;
  /** As its superuser; can be sent to another process. */
  readonly connection: EmbeddedConnection;
}

/** A temporary server as `npm start` would run it, fsync on, and what the sections make in it. All of it goes in the end. */
export class Lab {
  private readonly undo: (() => Promise<unknown>)[] = [];
  private template: Promise<void> | undefined;
  private closing: Promise<void> | undefined;
  private rebuilder: Promise<Child<RebuildJob, RebuildReport>> | undefined;

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
  emptyDatabase(name: string): Promise<LabDatabase> {
    return this.createDatabase(name, 'template1');
  }

  /** A database with the tables of the log and of read models, in which nothing is recorded. */
  async trackerDatabase(name: string): Promise<LabDatabase> {
    await (this.template ??= this.makeTemplate());
    const database = await this.createDatabase(name, TEMPLATE);
    await this.copyRights(name);
    return database;
  }

  async dropDatabase({ connection }: LabDatabase): Promise<void> {
    await this.query(`drop database ${connection.database} with (force)`);
  }

  /** Makes read models of a database anew, in threads of a process that the section keeps. */
  async rebuild({ connection }: LabDatabase, models: RebuildJob['models']): Promise<RebuildReport> {
    if (!this.rebuilder) {
      const starting = Child.start<RebuildJob, RebuildReport>('rebuild');
      this.rebuilder = starting;
      this.atEnd(async () => {
        this.rebuilder = undefined;
        await (await starting).stop();
      });
    }
    return (await this.rebuilder).run({ connection, models, workers: WORKERS });
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

  /** Once, however often it is asked for: an interrupted run fails as well. */
  close(): Promise<void> {
    return (this.closing ??= this.end());
  }

  private async end(): Promise<void> {
    try {
      await this.tidy();
    } finally {
      await this.postgres.stop();
      rmSync(this.folder, { recursive: true, force: true });
    }
  }

  private async createDatabase(name: string, template: string): Promise<LabDatabase> {
    await this.query(`create database ${name} template ${template}`);
    return { source: this.source.inDatabase(name), connection: { ...this.postgres.connection, database: name } };
  }

  private async makeTemplate(): Promise<void> {
    const { source } = await this.emptyDatabase(TEMPLATE);
    await migrate(source, migrations);
    const onMessage = (message: string): void => void process.stderr.write(`${message}\n`);
    await (await connect(source, undefined, { onMessage, onIdleError: ({ message }) => onMessage(message) })).close();
  }

  /** Rights on a database itself belong to no table, so they are not in the copy. */
  private async copyRights(name: string): Promise<void> {
    const statements = await this.query<{ statement: string }>(
      `select format('grant %s on database %I to %I', privilege_type, '${name}', pg_get_userbyid(grantee)) as statement
       from pg_database, aclexplode(datacl) where datname = '${TEMPLATE}' and grantee <> 0`,
    );
    for (const { statement } of statements) await this.query(statement);
  }

  private async query<Row extends object>(statement: string): Promise<readonly Row[]> {
    const client = new Client(this.source.poolOptions('admin'));
    await client.connect();
    try {
      return (await client.query<Row>(statement)).rows;
    } finally {
      await client.end();
    }
  }
}
