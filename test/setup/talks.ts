import { defineStream, eventType, isReview, type EventsOf } from '@tracker/event-store';
import { TrackerError } from '@tracker/problems';
import { modelOfStream, row, TemporalRow } from '@tracker/projections';
import { IsReferenceList, IsText, IsTextList, IsWholeNumber, MayBeOmitted } from '@tracker/vocabulary';
import { Column, Entity } from 'typeorm';

/*
 * A small domain for specs of the kernel: a conflict, sources, and talks at which parties sit down, leave and vote.
 * Its read model has one held table of one row, one of many, and a touched one, so that every path of the engine is walked.
 */

class ConflictOpened {
  @IsText('Name of the conflict')
  readonly name!: string;
}

export const conflictStream = defineStream({
  kind: 'conflict',
  types: {
    ConflictOpened: eventType<ConflictOpened>({
      schemaVersion: 1,
      payload: ConflictOpened,
      registration: true,
      summary: 'The conflict is opened.',
      line: ({ name }) => `${name} opened`,
      example: { stream: 'conflict', data: { name: 'Talks' } },
    }),
  },
  initial: { opened: 0 },
  evolve: { ConflictOpened: ({ opened }) => ({ opened: opened + 1 }) },
  accept: {},
});

class SourceRegistered {
  @IsText('Name of the source')
  readonly name!: string;
}

export const sourceStream = defineStream({
  kind: 'source',
  types: {
    SourceRegistered: eventType<SourceRegistered>({
      schemaVersion: 1,
      payload: SourceRegistered,
      registration: true,
      summary: 'A source is registered.',
      line: ({ name }) => `${name} registered`,
      label: ({ name }) => name,
      example: { stream: 'source-a', data: { name: 'A' } },
    }),
  },
  initial: null,
  evolve: { SourceRegistered: (state) => state },
  accept: {},
});

class TalksPlanned {
  @IsText('What the talks are about')
  readonly subject!: string;
  @MayBeOmitted()
  @IsReferenceList('source', 'Whose plan it is', { max: 5 })
  readonly plannedBy?: readonly string[];
}

class TalksHeld {
  @IsTextList('Who sat at the table', { min: 0, max: 20 })
  readonly present!: readonly string[];
}

class PartyLeft {
  @IsText('Who left')
  readonly party!: string;
}

class VoteTaken {
  @IsText('On what')
  readonly motion!: string;
  @MayBeOmitted()
  @IsWholeNumber('Votes in favour; left out: the vote is void', { min: 0, max: 1_000_000 })
  readonly votes?: number;
}

export class TalksAlreadyHeldError extends TrackerError {
  readonly code = 'talks.already_held';

  constructor(stream: string, source: string) {
    super(`${source} has told already that ${stream} was held. Correct that event instead.`, { stream });
  }
}

const talksTypes = {
  TalksPlanned: eventType<TalksPlanned>({
    schemaVersion: 1,
    payload: TalksPlanned,
    summary: 'Talks are planned.',
    line: ({ subject }) => `Talks planned on ${subject}`,
    example: { stream: 'talks-riyadh', data: { subject: 'peace' } },
  }),
  TalksHeld: eventType<TalksHeld>({
    schemaVersion: 1,
    payload: TalksHeld,
    summary: 'Talks were held.',
    line: ({ present }) => `Talks held by ${present.join(', ')}`,
    example: { stream: 'talks-riyadh', data: { present: ['Rubio'] } },
  }),
  PartyLeft: eventType<PartyLeft>({
    schemaVersion: 1,
    payload: PartyLeft,
    summary: 'A party left the talks.',
    line: ({ party }) => `${party} left`,
    example: { stream: 'talks-riyadh', data: { party: 'Rubio' } },
  }),
  VoteTaken: eventType<VoteTaken>({
    schemaVersion: 1,
    payload: VoteTaken,
    summary: 'A vote was taken at the talks.',
    line: ({ motion }) => `Vote on ${motion}`,
    example: { stream: 'talks-riyadh', data: { motion: 'peace' } },
  }),
};

interface Talks {
  readonly subject: string | null;
  readonly heldOnWordOf: readonly string[];
  readonly present: readonly string[];
  readonly lastVotes: number | null;
}

export const talksStream = defineStream<typeof talksTypes, Talks>({
  kind: 'talks',
  types: talksTypes,
  initial: { subject: null, heldOnWordOf: [], present: [], lastVotes: null },
  evolve: {
    TalksPlanned: (state, { data }) => ({ ...state, subject: data.subject }),
    TalksHeld: (state, { data, citation }) => ({
      ...state,
      heldOnWordOf: [...state.heldOnWordOf, citation!.source],
      present: [...new Set([...state.present, ...data.present])],
    }),
    PartyLeft: (state, { data }) => ({ ...state, present: state.present.filter((party) => party !== data.party) }),
    VoteTaken: (state, { data }) => ({ ...state, lastVotes: data.votes ?? state.lastVotes }),
  },
  accept: {
    TalksHeld: (state, { stream, citation }) => {
      if (state.heldOnWordOf.includes(citation!.source)) throw new TalksAlreadyHeldError(stream, citation!.source);
    },
    VoteTaken: ({ lastVotes }, { data }) =>
      lastVotes !== null && (data.votes ?? 0) < lastVotes
        ? [{ code: 'talks.fewer_votes', detail: `Before it were ${lastVotes}.` }]
        : [],
  },
});

@Entity({ schema: 'talks_v1', name: 'talks' })
export class TalksRow extends TemporalRow {
  @Column('text', { nullable: true }) readonly subject!: string | null;
  @Column('integer', { name: 'told_by' }) readonly toldBy!: number;
}

@Entity({ schema: 'talks_v1', name: 'presence' })
export class PresenceRow extends TemporalRow {
  @Column('text') readonly party!: string;
}

@Entity({ schema: 'talks_v1', name: 'vote' })
export class VoteRow extends TemporalRow {
  @Column('bigint') readonly votes!: number;
  @Column('bigint', { nullable: true }) readonly before!: number | null;
  @Column('text', { array: true }) readonly words!: readonly string[];
  @Column('jsonb') readonly told!: object;
}

/** How often a stream was reviewed, and by what last. */
@Entity({ schema: 'talks_v1', name: 'reviewed' })
export class ReviewsRow extends TemporalRow {
  @Column('integer') readonly reviews!: number;
  @Column('text') readonly last!: string;
}

type TalksEvent = EventsOf<typeof talksTypes>;

export const talksModel = modelOfStream(talksStream, {
  name: 'talks',
  version: 1,
  held: {
    tables: [TalksRow, PresenceRow],
    rows: (_stream, state) => [
      ...(state.subject === null && state.heldOnWordOf.length === 0
        ? []
        : [row(TalksRow, '', { subject: state.subject, toldBy: state.heldOnWordOf.length })]),
      ...state.present.map((party) => row(PresenceRow, party, { party })),
    ],
  },
  touched: {
    tables: [VoteRow],
    rows: (before, recorded) => {
      const event = recorded as TalksEvent;
      if (event.type !== 'VoteTaken') return [];
      const { motion, votes } = event.data;
      if (votes === undefined) return [row(VoteRow, motion, null)];
      const told = { votes, note: 'tab\tquote"back\\slash\nline' };
      return [row(VoteRow, motion, { votes, before: before.lastVotes, words: [motion, 'a "b"', '{,}'], told })];
    },
  },
  reviewed: {
    tables: [ReviewsRow],
    rows: (history) => {
      const reviews = history.filter(({ type }) => isReview(type));
      return [row(ReviewsRow, '', { reviews: reviews.length, last: reviews.at(-1)!.type })];
    },
  },
});

export const talksStreams = [conflictStream, sourceStream, talksStream];
