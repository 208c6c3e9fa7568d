import { eventOf, given } from '@tracker/spec-kit';
import { sourceStream } from '../../../test/setup/talks';
import { Independence } from './independence';
import { TieRow, tiesModel } from './tie.tables';

describe('independence', () => {
  const sources = new Independence([
    { one: 'source-outlet', other: 'source-agency' },
    { one: 'source-blog', other: 'source-outlet' },
    { one: 'source-agency', other: 'source-outlet' },
  ]);

  it('counts what is tied once, through others as well and in either direction', () => {
    expect(sources.count(['source-outlet', 'source-agency', 'source-blog', 'source-air-force'])).toBe(2);
    expect(sources.count(['source-blog', 'source-agency'])).toBe(1);
  });

  it('counts what stands alone by itself', () => {
    expect(sources.count(['source-air-force', 'source-ministry'])).toBe(2);
    expect(sources.count([])).toBe(0);
  });
});

describe('a tie', () => {
  const tying = {
    ...sourceStream,
    types: { SourceRegistered: { ...sourceStream.types['SourceRegistered']!, ties: () => ['source-agency'] } },
  };
  const told = (modality: 'realised' | 'negated') =>
    eventOf('SourceRegistered', { name: 'Outlet' }, { stream: 'source-outlet', modality });

  it('holds until the same source denies it', () => {
    expect(given(tiesModel([tying]), told('realised')).thenRows(TieRow)).toMatchObject([{ other: 'source-agency' }]);
    expect(given(tiesModel([tying]), told('realised'), told('negated')).thenRows(TieRow)).toEqual([]);
  });
});
