import { Catalogue } from '@tracker/event-store';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { streams } from '../../apps/features';
import {
  readGolden,
  readingFiles,
  readManifest,
  recordedFile,
  rowOf,
  sha256,
  shapeSha256,
  typeVersions,
} from './event-files';

/*
 * Events as they were recorded under every schema version that there ever was, and how each reads in every later one. After a
 * change of an event's shape raise its schemaVersion, keep the former one in `past`, and run `npm run docs`, which adds the files
 * that are missing and changes none: docs/adr/0016-schema-versions-and-upcasters.md tells how.
 */
const catalogue = new Catalogue(streams);
const versions = typeVersions(catalogue);
const there = readdirSync(join(__dirname, 'events')).filter((file) => file !== 'manifest.json');
const manifest = readManifest();
const json = (file: string): unknown => JSON.parse(readGolden(file).toString('utf8'));

it('every schema version of every event type has its golden files', () => {
  const wanted = versions.flatMap((version) => [recordedFile(version), ...readingFiles(version)]);
  const unknown = versions.filter(({ name }) => manifest.shapes[name] === undefined).map(({ name }) => name);
  const missing = [...wanted.filter((file) => !there.includes(file)), ...unknown].map(
    (name) => `${name}: npm run docs adds it`,
  );
  const gone = Object.keys(manifest.files)
    .filter((file) => !wanted.includes(file))
    .map((file) => `${file}: of a schema version that is declared no more; logs have it for ever, so declare it again`);
  expect([...missing, ...gone]).toEqual([]);
});

it('a golden file is never changed', () => {
  const changed = there
    .filter((file) => manifest.files[file] !== sha256(readGolden(file)))
    .map((file) => `${file}: not the file of the manifest; put back what was there, and add a schema version instead`);
  const lost = Object.keys(manifest.files)
    .filter((file) => !existsSync(join(__dirname, 'events', file)))
    .map((file) => `${file}: in the manifest and not there; put it back`);
  expect([...changed, ...lost]).toEqual([]);
});

it('the shape of a schema version is never changed', () => {
  const changed = versions
    .filter((version) => ![undefined, shapeSha256(version)].includes(manifest.shapes[version.name]))
    .map(({ name }) => `${name}: not the shape of the manifest; raise schemaVersion and keep the former one in past`);
  expect(changed).toEqual([]);
});

describe.each(versions.map((version) => [version.name, version] as const))('%s', (_name, version) => {
  const later = readingFiles(version);

  it('is recorded under its version still, unless this release only reads it', () => {
    const { definition, versions: of } = version.entry;
    const check = () => catalogue.check(json(recordedFile(version)));
    if (definition.accepts === false || version.schemaVersion > of.accepted) {
      expect(check).toThrow('is read by this release and recorded from the next one on');
      return;
    }
    const checked = check();
    expect([checked.entry.type, checked.schemaVersion]).toEqual([version.entry.type, version.schemaVersion]);
  });

  it('reads in every later version as it did', () => {
    const event = json(recordedFile(version)) as { readonly data: unknown };
    later.forEach((file, index) => {
      const to = version.schemaVersion + index + 1;
      const data = version.entry.versions.upcast(event, version.schemaVersion, to);
      expect(data).toEqual(json(file));
      if (to <= version.entry.versions.accepted) catalogue.check({ ...event, schemaVersion: to, data });
    });
  });

  it('reaches rules and views in the newest version', () => {
    const { data, schemaVersion } = catalogue.read(rowOf(readGolden(recordedFile(version)), version));
    const newest = later.at(-1);
    const expected = newest === undefined ? (json(recordedFile(version)) as { data: unknown }).data : json(newest);
    expect([schemaVersion, data]).toEqual([version.schemaVersion, expected]);
  });
});
