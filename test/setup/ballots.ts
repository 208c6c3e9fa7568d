import { defineStream, eventType, pastVersion, type StreamKind } from '@tracker/event-store';
import { IsCode, IsOccurred, IsText, IsWholeNumber, MayBeOmitted, type Occurred } from '@tracker/vocabulary';

/*
 * One event type in three schema versions, as three releases declare it: one number of one side, then a field for each side, then
 * the day of the ballot beside them, which the envelope tells of older ones.
 */

class BallotCountedV1 {
  @IsText('On what')
  readonly motion!: string;
  @IsCode(['for', 'against'], 'Whose votes')
  readonly side!: 'for' | 'against';
  @IsWholeNumber('How many')
  readonly votes!: number;
}

class BallotCountedV2 {
  @IsText('On what')
  readonly motion!: string;
  @MayBeOmitted()
  @IsWholeNumber('Votes in favour')
  readonly inFavour?: number;
  @MayBeOmitted()
  @IsWholeNumber('Votes against')
  readonly against?: number;
}

class BallotCountedV3 extends BallotCountedV2 {
  @MayBeOmitted()
  @IsOccurred('When it was held')
  readonly heldOn?: Occurred;
}

const EXAMPLE = { stream: 'ballot-truce', data: { motion: 'truce', side: 'for' as const, votes: 12 } };
const DECLARED = { summary: 'A ballot was counted.', line: ({ motion }: { readonly motion: string }) => motion };

const version1 = pastVersion({
  schemaVersion: 1,
  payload: BallotCountedV1,
  change: 'Version 2 tells both sides.',
  upcast: ({ motion, side, votes }: BallotCountedV1) =>
    side === 'for' ? { motion, inFavour: votes } : { motion, against: votes },
  example: EXAMPLE,
});

const version2 = pastVersion({
  schemaVersion: 2,
  payload: BallotCountedV2,
  change: 'Version 3 tells when.',
  upcast: ({ motion, ...votes }: BallotCountedV2, { occurred }) =>
    occurred === undefined ? { motion, ...votes } : { motion, ...votes, heldOn: occurred },
  example: { stream: 'ballot-truce', data: { motion: 'truce', inFavour: 12 } },
});

const ofRelease = {
  1: eventType({ ...DECLARED, schemaVersion: 1, payload: BallotCountedV1, example: EXAMPLE }),
  2: eventType({
    ...DECLARED,
    schemaVersion: 2,
    payload: BallotCountedV2,
    past: [version1],
    example: { stream: 'ballot-truce', data: { motion: 'truce', inFavour: 12 } },
  }),
  3: eventType({
    ...DECLARED,
    schemaVersion: 3,
    payload: BallotCountedV3,
    past: [version1, version2],
    example: { stream: 'ballot-truce', data: { motion: 'truce', inFavour: 12, heldOn: '2025-02-18' } },
  }),
};

/** Streams `ballot-` as a release declares them: its state is the data of every ballot in force, as the rules see it. */
export function ballotStream(release: 1 | 2 | 3, { acceptsUpTo }: { readonly acceptsUpTo?: number } = {}): StreamKind {
  return defineStream({
    kind: 'ballot',
    types: { BallotCounted: { ...ofRelease[release], acceptsUpTo } },
    initial: [] as readonly object[],
    evolve: { BallotCounted: (counted: readonly object[], { data }: { readonly data: object }) => [...counted, data] },
    accept: {},
  } as never) as StreamKind;
}
