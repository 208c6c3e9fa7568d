import { Catalogue } from '@tracker/event-store';
import type { MeasureImposed, MeasureKind } from './measure.events';
import { measureStream } from './measure.stream';

const { versions } = new Catalogue([measureStream]).entry('MeasureImposed');
const IMPOSED = { by: ['actor-united-states'], target: ['actor-russia'] };

function read(data: object): MeasureImposed {
  return versions.upcast({ data }, 1) as MeasureImposed;
}

describe('the count of schema version 1', () => {
  it.each<MeasureKind>(['expulsion', 'visa_ban', 'asset_freeze'])('of a measure of kind %s is whom it hits', (kind) => {
    expect(read({ kind, ...IMPOSED, count: 60 })).toEqual({ kind, ...IMPOSED, affected: 60 });
  });

  it.each<MeasureKind>(['sanction', 'embargo', 'restriction', 'other'])(
    'of a measure of kind %s is how many measures it is',
    (kind) => {
      const slew = { qualifier: 'some', words: 'a slew' };
      expect(read({ kind, ...IMPOSED, count: slew })).toEqual({ kind, ...IMPOSED, measures: slew });
    },
  );

  it('that is left out says neither', () => {
    expect(read({ kind: 'expulsion', ...IMPOSED })).toEqual({ kind: 'expulsion', ...IMPOSED });
  });

  it('that is 0 stays 0, which is something else than not said', () => {
    expect(read({ kind: 'expulsion', ...IMPOSED, count: 0 }).affected).toBe(0);
  });
});
