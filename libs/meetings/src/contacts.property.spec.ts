import type { Moment } from '@tracker/reading';
import { eventOf, type EventDraft } from '@tracker/spec-kit';
import fc from 'fast-check';
import { testTables } from '../../../test/setup/test-tables';
import { contactTables } from './contacts.sql';
import { lastContacts } from './last-contacts';
import { meetingsModel } from './meeting.model';

const SEED = 20250218;
const RUNS = 80;

const tables = testTables(meetingsModel);
let made = 0;

const ACTORS = ['actor-lavrov', 'actor-rubio', 'actor-russia', 'actor-ukraine', 'actor-united-states'];
const actor = fc.constantFrom(...ACTORS);
const attendee = fc.oneof(
  { weight: 4, arbitrary: fc.record({ actor, delegation: fc.option(actor, { nil: undefined }) }) },
  { weight: 1, arbitrary: fc.record({ unnamed: fc.constant('officials'), delegation: actor }) },
);
/** Each actor is named once. */
const named = (one: { readonly actor: string } | { readonly unnamed: string; readonly delegation: string }): string =>
  'actor' in one ? one.actor : `unnamed ${one.delegation}`;
const attendance = fc.record({
  present: fc.uniqueArray(attendee, { maxLength: 4, selector: named }),
  absent: fc.array(
    actor.map((absentee) => ({ actor: absentee, why: 'prevented' })),
    { maxLength: 1 },
  ),
  caller: fc.option(actor, { nil: undefined, freq: 4 }),
});
const told = fc.record({
  type: fc.constantFrom('MeetingHeld', 'MeetingHeld', 'MeetingDetailReported', 'MeetingCancelled', 'EventRetracted'),
  meeting: fc.constantFrom('meeting-riyadh', 'meeting-jeddah'),
  attendance,
  source: fc.constantFrom('source-a', 'source-b', 'source-c'),
  grade: fc.constantFrom('B2', 'C3', undefined),
  happened: fc.nat(5).map((draw) => draw > 0),
  occurred: fc.constantFrom(
    '2025-02-17',
    '2025-02-18',
    '2025-02-18/..',
    '2025-02',
    '2025-02-19T01:00+03:00',
    undefined,
  ),
});
type Told = typeof told extends fc.Arbitrary<infer Value> ? Value : never;

function draftsOf(all: readonly Told[]): readonly EventDraft[] {
  const versions = new Map<string, number>();
  return all.flatMap(
    ({ type, meeting, attendance: data, source, grade, happened, occurred }): readonly EventDraft[] => {
      const version = versions.get(meeting) ?? 0;
      if (type === 'EventRetracted' && version === 0) return [];
      versions.set(meeting, version + 1);
      const parts = { stream: meeting, citation: { source, ...(grade ? { grade } : {}) } } as const;
      if (type === 'EventRetracted')
        return [eventOf(type, { event: version, reason: { text: 'It was wrong.' } }, parts)];
      const modality = happened ? 'realised' : 'negated';
      return [
        eventOf(type, { format: 'talks', ...JSON.parse(JSON.stringify(data)) }, { ...parts, modality, occurred }),
      ];
    },
  );
}

/** The same from all who sat at the tables. */
async function lastAtTables(moment: Moment): Promise<readonly object[]> {
  const { sql, parameters } = contactTables('party', moment, { until: moment.on });
  return tables.questions.query(
    `with ${sql}
select distinct on (one, other) one as party, other, stream as meeting from met order by one, other, sort_to desc, stream desc`,
    [...parameters],
  );
}

it('the last contacts are those of the seats at the tables, at every position and on every day', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(told, { minLength: 1, maxLength: 6 }), async (all) => {
      const conflict = `contacts-${(made += 1)}`;
      const drafts = draftsOf(all);
      await tables.project(conflict, drafts);
      for (const on of ['2025-02-17', '2025-02-28'])
        for (let position = 1; position <= drafts.length; position += 1) {
          const moment = { conflict, position, on };
          const contacts = await lastContacts(tables.questions, moment);
          expect(contacts.map(({ party, other, meeting }) => ({ party, other, meeting }))).toEqual(
            await lastAtTables(moment),
          );
        }
    }),
    { seed: SEED, numRuns: RUNS },
  );
});
