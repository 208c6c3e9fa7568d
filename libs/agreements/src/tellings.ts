import { sourceOf, type Citation, type Modality } from '@tracker/vocabulary';

/** An event as rules and folds see it, whatever its type. */
export interface Telling {
  readonly stream: string;
  readonly version: number;
  readonly id: string;
  readonly type: string;
  readonly occurred?: string;
  readonly modality?: Modality;
  readonly citation?: Citation;
  readonly preferred?: true;
  readonly data: object;
}

/** What stands of what the sources tell, one event for each source and fact: of one source the later replaces the earlier. */
export type Tellings<Event extends Telling = Telling> = Readonly<Record<string, Event>>;

/** Takes an event in. `fact` names what it tells of: events of one name are rival claims. */
export function told<Event extends Telling>(tellings: Tellings<Event>, event: Event, fact: string): Tellings<Event> {
  return { ...tellings, [tellingKey(event, fact)]: event };
}

/** What the same source tells of the same fact. */
export function toldBefore<Event extends Telling>(
  tellings: Tellings<Event>,
  event: Event,
  fact: string,
): Event | undefined {
  return tellings[tellingKey(event, fact)];
}

/** Names what a source tells of a fact. A plan or a supposition is no rival of what is said to have happened, or not to have. */
export function tellingKey(event: Pick<Telling, 'modality' | 'citation'>, fact: string): string {
  const { modality = 'realised' } = event;
  const supposed = modality === 'realised' || modality === 'negated' ? '' : `${modality} `;
  return `${sourceOf(event)} ${supposed}${fact}`;
}

/** All that stands of one type. */
export function ofType<Event extends Telling, Type extends Event['type']>(
  tellings: Tellings<Event>,
  type: Type,
): readonly Extract<Event, { readonly type: Type }>[] {
  return Object.values(tellings).filter((event) => event.type === type) as Extract<Event, { readonly type: Type }>[];
}

/** What of one type is said to have happened: all that counts. */
export function realisedOf<Event extends Telling, Type extends Event['type']>(
  tellings: Tellings<Event>,
  type: Type,
): readonly Extract<Event, { readonly type: Type }>[] {
  return ofType(tellings, type).filter(isRealised);
}

/** Whether the event says that it is so. What is denied, planned or supposed is a claim that stands beside, and no more. */
export function isRealised({ modality = 'realised' }: Pick<Telling, 'modality'>): boolean {
  return modality === 'realised';
}
