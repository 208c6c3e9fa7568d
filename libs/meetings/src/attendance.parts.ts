import {
  Described,
  IsCode,
  IsPart,
  IsPartList,
  IsQuantity,
  IsReference,
  IsText,
  MayBeOmitted,
  Reason,
  type ActorRef,
  type OfficeRef,
  type PlaceRef,
  type Quantity,
  type Text,
} from '@tracker/vocabulary';

/** What meetings are, by how they came about. */
export const MEETING_FORMATS = ['talks', 'summit', 'emergency', 'sideline', 'call', 'visit'] as const;
export type MeetingFormat = (typeof MEETING_FORMATS)[number];

/** Why somebody was not there, as far as the source says. */
export const ABSENCES = ['not_invited', 'declined', 'prevented', 'not_stated'] as const;
export type Absence = (typeof ABSENCES)[number];

@Described('One person or body at the table.')
export class NamedAttendee {
  @IsReference('actor', 'Who was there.')
  readonly actor!: ActorRef;

  @MayBeOmitted()
  @IsReference('actor', 'The party represented. Left out: the actor is a party of its own.')
  readonly delegation?: ActorRef;

  @MayBeOmitted()
  @IsReference('office', 'The office in which the actor was there.')
  readonly office?: OfficeRef;
}

@Described('People at the table whom the source does not name.')
export class UnnamedAttendees {
  @IsText('What the source calls them: "other senior US officials".')
  readonly unnamed!: Text;

  @IsReference('actor', 'The party they represent.')
  readonly delegation!: ActorRef;

  @MayBeOmitted()
  @IsQuantity('How many they are.', { unit: 'people' })
  readonly count?: Quantity;
}

/** One person or body at the table, or people the source does not name. */
export type Attendee = NamedAttendee | UnnamedAttendees;

@Described('Somebody who was not there, where that is worth telling.')
export class Absentee {
  @IsReference('actor', 'Who was absent.')
  readonly actor!: ActorRef;

  @IsCode(ABSENCES, 'Why, in a word.')
  readonly why!: Absence;

  @MayBeOmitted()
  @IsPart(() => Reason, 'Why, in plain words.')
  readonly reason?: Reason;
}

/** What may be told about a meeting beside who was there, by whoever tells it. */
export class MeetingFacts {
  @MayBeOmitted()
  @IsPartList(() => Absentee, 'Who was not there, each actor once. An empty list: the source says nobody was missing.')
  readonly absent?: readonly Absentee[];

  @MayBeOmitted()
  @IsReference('place', 'Where it took place.')
  readonly venue?: PlaceRef;

  @MayBeOmitted()
  @IsText('What it was held beside or for: "G-20 meeting".')
  readonly occasion?: Text;

  @MayBeOmitted()
  @IsText('What it was to bring about.')
  readonly purpose?: Text;

  @MayBeOmitted()
  @IsReference('actor', 'Who was the host.')
  readonly hostedBy?: ActorRef;

  @MayBeOmitted()
  @IsReference('actor', 'Who called it together, or at whose direction it was held.')
  readonly convenedBy?: ActorRef;

  @MayBeOmitted()
  @IsReference('actor', 'Who mediated.')
  readonly mediatedBy?: ActorRef;

  @MayBeOmitted()
  @IsReference(
    'actor',
    'Who made a call in which only the caller and each other one are known to have spoken: no contact among the others.',
  )
  readonly caller?: ActorRef;

  @MayBeOmitted()
  @IsQuantity('How many meetings or calls, if not one.', { unit: 'sessions' })
  readonly sessions?: Quantity;
}

/** All that may be told about a meeting; `present` is a must where it is told that it was held. */
export type MeetingDetails = MeetingFacts & { readonly present?: readonly Attendee[] };
