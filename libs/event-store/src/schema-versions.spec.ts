import { ballotStream } from '../../../test/setup/ballots';
import { conflictStream } from '../../../test/setup/talks';
import { Catalogue } from './catalogue';
import { InvalidEventError } from './event-store.errors';
import type { StreamKind } from './event-type';
import type { LogRow } from './log-row';

const catalogue = new Catalogue([conflictStream, ballotStream(3)]);
const reading = new Catalogue([conflictStream, ballotStream(3, { acceptsUpTo: 2 })]);
const citation = { source: 'source-unnamed-outlet' };
const VERSION_1 = { motion: 'truce', side: 'for', votes: 12 };
const VERSION_2 = { motion: 'truce', inFavour: 12 };
const VERSION_3 = { motion: 'truce', inFavour: 12, heldOn: '2025-02-18' };

function ballot(data: object, more: object = {}) {
  return { type: 'BallotCounted', stream: 'ballot-truce', occurred: '2025-02-18', citation, data, ...more };
}

function rowOf(envelope: { readonly type: string }, schemaVersion: number): LogRow {
  return {
    conflict: 'russia-ukraine',
    position: 7,
    stream: 'ballot-truce',
    version: 1,
    event_id: '01951a2b-0000-7000-8000-000000000007',
    type: envelope.type,
    schema_version: schemaVersion,
    recorded_at: new Date('2025-02-19T08:00:00Z'),
    recorded_by: 'local',
    body: Buffer.from(JSON.stringify(envelope)),
    salt: Buffer.alloc(0),
    commitment: Buffer.alloc(0),
  };
}

function refusal(value: unknown, of: Catalogue = catalogue, recordedUnder?: number) {
  try {
    of.check(value, recordedUnder);
  } catch (error) {
    return error as InvalidEventError;
  }
  throw new Error('It was accepted.');
}

describe('an event on its way in', () => {
  it('is of the newest schema version unless it states another', () => {
    expect(catalogue.check(ballot(VERSION_3)).schemaVersion).toBe(3);
    expect(catalogue.check(ballot(VERSION_2, { schemaVersion: 2 })).schemaVersion).toBe(2);
    expect(catalogue.check(ballot(VERSION_1, { schemaVersion: 1 })).schemaVersion).toBe(1);
  });

  it('is held to the schema of the version that it states', () => {
    const { code, faults } = refusal(ballot(VERSION_3, { schemaVersion: 2 }));
    expect([code, faults.map(({ pointer }) => pointer)]).toEqual(['event.invalid', ['/data/heldOn']]);
  });

  it.each([0, 4, 1.5, '1'])('is refused in schema version %p, and told which there are', (schemaVersion) => {
    const error = refusal(ballot(VERSION_3, { schemaVersion }));
    expect(error).toMatchObject({ code: 'event.unknown_schema_version', facts: { schemaVersions: [1, 2, 3] } });
    expect(error.message).toContain('Expected one of: 1, 2, 3; left out, it is 3');
    expect(error.faults).toMatchObject([{ pointer: '/schemaVersion' }]);
  });

  it('of a former version that does not say so is told which to state', () => {
    const error = refusal(ballot(VERSION_1));
    expect(error).toMatchObject({ code: 'event.invalid', fits: 1, facts: { fitsSchemaVersion: 1 } });
    expect(error.message).toContain('state "schemaVersion": 1');
    expect(refusal(ballot({ motion: 'truce', side: 'for' })).fits).toBeUndefined();
  });

  it('that was recorded elsewhere is of the version it was recorded under there', () => {
    expect(catalogue.check(ballot(VERSION_1), 1).schemaVersion).toBe(1);
    const { faults } = refusal(ballot(VERSION_1, { schemaVersion: 1 }), catalogue, 2);
    expect(faults).toMatchObject([{ pointer: '/schemaVersion', detail: expect.stringContaining('expected 2') }]);
    expect(refusal(ballot(VERSION_1), catalogue, 9).code).toBe('event.unknown_schema_version');
  });
});

describe('a release that only reads a version', () => {
  it('records the one before, and refuses the newest until the next release', () => {
    expect(reading.check(ballot(VERSION_2)).schemaVersion).toBe(2);
    expect(reading.check(ballot(VERSION_1, { schemaVersion: 1 })).schemaVersion).toBe(1);
    const error = refusal(ballot(VERSION_3, { schemaVersion: 3 }), reading);
    expect(error).toMatchObject({ code: 'event.schema_version_not_accepted', facts: { accepted: 2 } });
  });

  it('reads what the next release records', () => {
    expect(reading.read(rowOf(ballot(VERSION_3), 3)).data).toEqual(VERSION_3);
  });

  it('shows the shape that it records', () => {
    const { schema, schemas } = reading.entry('BallotCounted');
    expect([schema, schemas.length]).toEqual([schemas[1], 3]);
  });
});

describe('a recorded event', () => {
  it('is read in the newest version, through every one between, by its data and its envelope', () => {
    const { data, schemaVersion } = catalogue.read(rowOf(ballot(VERSION_1), 1));
    expect([schemaVersion, data]).toEqual([1, VERSION_3]);
    expect(catalogue.read(rowOf(ballot(VERSION_1, { occurred: undefined }), 1)).data).toEqual(VERSION_2);
    expect(catalogue.read(rowOf(ballot({ ...VERSION_1, side: 'against' }), 1)).data).toMatchObject({ against: 12 });
  });

  it('of a type without former versions is what was recorded and nothing besides', () => {
    const opened = { type: 'ConflictOpened', data: { name: 'Russia and Ukraine' } };
    expect(catalogue.read(rowOf(opened, 1)).written).toBeUndefined();
  });

  it('of a version that this release does not know stops the reading', () => {
    expect(() => catalogue.read(rowOf(ballot(VERSION_3), 4))).toThrow(
      'Event 7 of conflict russia-ukraine cannot be read by this release: its schema version is 4, the newest known of BallotCounted is 3',
    );
  });
});

describe('the schema versions of a type', () => {
  const altered = (change: object): StreamKind => {
    const stream = ballotStream(3);
    return { ...stream, types: { BallotCounted: { ...stream.types['BallotCounted']!, ...change } } };
  };
  const [version1, version2] = ballotStream(3).types['BallotCounted']!.past!;

  it.each([
    ['the first', { past: [version2!] }, 'declares schema versions 2, 3; expected 1, 2'],
    ['one between', { past: [version1!] }, 'declares schema versions 1, 3; expected 1, 2'],
    ['all before', { past: undefined }, 'declares schema versions 3; expected 1'],
    ['their order', { past: [version2!, version1!] }, 'declares schema versions 2, 1, 3'],
  ])('are all there, or nothing starts: without %s', (_missing, change, message) => {
    expect(() => new Catalogue([altered(change)])).toThrow(`Event type BallotCounted ${message}`);
  });

  it.each([0, 4])('are recorded up to one that there is, or nothing starts: not up to %d', (acceptsUpTo) => {
    expect(() => new Catalogue([altered({ acceptsUpTo })])).toThrow('has 1 to 3');
  });

  it('each have a schema, which wants the version stated where another is meant without', () => {
    const { schemas } = catalogue.entry('BallotCounted');
    const wanted = schemas.map(({ required, properties }) => [
      (required as readonly string[]).includes('schemaVersion'),
      (properties as { readonly schemaVersion: { readonly const: number } }).schemaVersion.const,
    ]);
    expect(wanted).toEqual([
      [true, 1],
      [true, 2],
      [false, 3],
    ]);
  });
});
