import { Catalogue, type CatalogueEntry, type LogRow } from '@tracker/event-store';
import { jsonSchemaOf } from '@tracker/vocabulary';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, 'events');
const MANIFEST = join(FOLDER, 'manifest.json');

/** SHA-256 by name, of what never changes once it is released. */
export interface Manifest {
  /** Of each golden file, byte for byte. */
  readonly files: Readonly<Record<string, string>>;
  /** Of the shape that each schema version gives its data; descriptions are no part of it. */
  readonly shapes: Readonly<Record<string, string>>;
}

/** An event type in one of its schema versions. */
export interface TypeVersion {
  readonly entry: CatalogueEntry;
  readonly schemaVersion: number;
  /** `MeasureImposed.v1` */
  readonly name: string;
}

/** Every schema version of every event type. */
export function typeVersions(catalogue: Catalogue): readonly TypeVersion[] {
  return catalogue.types().flatMap((entry) =>
    entry.versions.all.map(({ schemaVersion }) => ({
      entry,
      schemaVersion,
      name: `${entry.type}.v${schemaVersion}`,
    })),
  );
}

/** The golden file of an event recorded under a version: its exact bytes. */
export function recordedFile({ name }: TypeVersion): string {
  return `${name}.json`;
}

/** Those of how its data reads in each later version, the next one first. */
export function readingFiles({ entry, name, schemaVersion }: TypeVersion): readonly string[] {
  return entry.versions.all.slice(schemaVersion).map((later) => `${name}.as-v${later.schemaVersion}.json`);
}

export function readGolden(file: string): Buffer {
  return readFileSync(join(FOLDER, file));
}

export function readManifest(): Manifest {
  return JSON.parse(readFileSync(MANIFEST, 'utf8')) as Manifest;
}

/** A row of the log with an event's bytes. */
export function rowOf(body: Buffer, { entry, schemaVersion }: TypeVersion): LogRow {
  const nothing = Buffer.alloc(0);
  return {
    conflict: 'russia-ukraine',
    position: 1,
    stream: 'conflict',
    version: 1,
    event_id: '01951a2b-0000-7000-8000-000000000001',
    type: entry.type,
    schema_version: schemaVersion,
    recorded_at: new Date('2025-02-19T08:00:00Z'),
    recorded_by: 'local',
    body,
    salt: nothing,
    commitment: nothing,
  };
}

/** SHA-256 of the shape that a schema version gives its data. */
export function shapeSha256({ entry, schemaVersion }: TypeVersion): string {
  return sha256(JSON.stringify(shapeIn(jsonSchemaOf(entry.versions.all[schemaVersion - 1]!.payload))));
}

export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Adds the golden files that are missing, and their lines of the manifest. What is there stays as it is. Gives what it added. */
export function addGoldenFiles(catalogue: Catalogue): readonly string[] {
  mkdirSync(FOLDER, { recursive: true });
  const before: Manifest = existsSync(MANIFEST) ? readManifest() : { files: {}, shapes: {} };
  const files: Record<string, string> = { ...before.files };
  const shapes: Record<string, string> = { ...before.shapes };
  const added: string[] = [];
  const add = (file: string, content: () => unknown): void => {
    if (existsSync(join(FOLDER, file))) return;
    const text = `${JSON.stringify(content(), null, 2)}\n`;
    writeFileSync(join(FOLDER, file), text);
    files[file] ??= sha256(text);
    added.push(file);
  };
  for (const version of typeVersions(catalogue)) {
    add(recordedFile(version), () => exampleOf(version));
    readingFiles(version).forEach((file, index) =>
      add(file, () => readingOf(version, version.schemaVersion + index + 1)),
    );
    shapes[version.name] ??= shapeSha256(version);
  }
  const now = `${JSON.stringify({ files: sorted(files), shapes: sorted(shapes) }, null, 2)}\n`;
  if (!existsSync(MANIFEST) || readFileSync(MANIFEST, 'utf8') !== now) writeFileSync(MANIFEST, now);
  return added;
}

function exampleOf({ entry, schemaVersion }: TypeVersion): object {
  const [{ type, ...rest }] = entry.schemas[schemaVersion - 1]!['examples'] as readonly [{ readonly type: string }];
  return { type, schemaVersion, ...rest };
}

function readingOf(version: TypeVersion, to: number): unknown {
  const event = JSON.parse(readGolden(recordedFile(version)).toString('utf8')) as { readonly data: unknown };
  return version.entry.versions.upcast(event, version.schemaVersion, to);
}

function sorted(lines: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(lines).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Keywords of a schema that say what it means, not what it lets through. */
const WORDS: ReadonlySet<string> = new Set(['title', 'description', 'examples', 'x-expected']);

/** A schema without its words; `properties` are named by recorders, so a name there is never a keyword. */
function shapeIn(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(shapeIn);
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(([keyword]) => !WORDS.has(keyword));
  return Object.fromEntries(
    kept.map(([keyword, value]) => [keyword, keyword === 'properties' ? shapesByName(value) : shapeIn(value)]),
  );
}

function shapesByName(properties: object): object {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, shapeIn(schema)]));
}
