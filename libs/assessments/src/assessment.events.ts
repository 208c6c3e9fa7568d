import { eventType, type EventsOf, type Foldable } from '@tracker/event-store';
import {
  Described,
  IsCode,
  IsOccurred,
  IsReferenceList,
  IsText,
  kindOf,
  MayBeOmitted,
  MustHold,
  SUBJECT_KINDS,
  type Occurred,
  type SubjectRef,
  type Text,
} from '@tracker/vocabulary';
import { ASSESSMENT_KINDS, DIRECTIONS, type AssessmentKind, type Direction } from './assessment.codes';

@Described("What a source makes of a topic; the citation's source is the one who assesses.")
@MustHold(
  'horizon_of_an_outlook',
  'horizon of an outlook only: kind outlook, or no horizon',
  ({ kind, horizon }) => horizon === undefined || kind === 'outlook',
)
export class AssessmentRecorded {
  @IsText('What it is about, in a few words; the same words for the same topic.')
  readonly topic!: Text;

  @IsCode(ASSESSMENT_KINDS, 'Analysis, background told as a fact, how someone took it, or what is expected.')
  readonly kind!: AssessmentKind;

  @IsText('The assessment, in the words of who records it.')
  readonly text!: Text;

  @MayBeOmitted()
  @IsReferenceList(SUBJECT_KINDS, 'Whom or what it is about.')
  readonly about?: readonly SubjectRef[];

  @MayBeOmitted()
  @IsCode(DIRECTIONS, 'Where it is seen to go.')
  readonly direction?: Direction;

  @MayBeOmitted()
  @IsOccurred('The time that an outlook speaks of.')
  readonly horizon?: Occurred;
}

export const assessmentTypes = {
  AssessmentRecorded: eventType({
    schemaVersion: 1,
    payload: AssessmentRecorded,
    summary: 'A source assesses something; kept apart from reported facts.',
    line: ({ topic, kind, text }) => `${KINDS_SAID[kind]} on ${topic}: ${text}`,
    places: ({ about = [] }) => about.filter((subject) => kindOf(subject) === 'place'),
    example: {
      stream: 'assessment-front-line',
      occurred: '/2025-02-19',
      data: {
        topic: 'front line',
        kind: 'analysis',
        text: 'Ukraine is losing ground slowly to more numerous troops.',
        about: ['actor-ukraine', 'actor-russia'],
        direction: 'worsening',
      },
    },
  }),
};

const KINDS_SAID: Readonly<Record<AssessmentKind, string>> = {
  analysis: 'Analysis',
  background: 'Background',
  reaction: 'Reaction',
  outlook: 'Outlook',
};

export type AssessmentEvent = EventsOf<typeof assessmentTypes>;
export type AssessmentFact = Foldable<AssessmentEvent>;
