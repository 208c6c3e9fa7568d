import { defineStream, explainOther, type Warning } from '@tracker/event-store';
import { parseOccurred, sourceOf, type Occurred } from '@tracker/vocabulary';
import { MeasureAlreadyImposedError, MeasureAlreadyLiftedError, MeasureNotImposedError } from './measure.errors';
import { measureTypes, type MeasureTelling, type MeasureTellingOf } from './measure.events';

/** What one source tells of one fact, under a name that its next telling of the same fact has too. */
export interface Told {
  readonly name: string;
  readonly event: MeasureTelling;
}

/** A measure as its events tell it: of one source the later telling of a fact takes the place of the earlier. */
export interface MeasureState {
  readonly told: readonly Told[];
}

/**
 * One measure: imposed, eased in this or that, lifted. A source tells once that it was imposed and once that it was lifted; what
 * another source tells is a rival claim. What became of it may be told by anybody once somebody told that it was imposed.
 */
export const measureStream = defineStream({
  kind: 'measure',
  types: measureTypes,
  initial: { told: [] } as MeasureState,
  evolve: { MeasureImposed: tell, MeasureEased: tell, MeasureLifted: tell },
  accept: {
    MeasureImposed: (state, event) => {
      const { stream, data } = event;
      explainOther(event, 'kind', data.kind);
      const before = toldBefore(state, event);
      if (before) throw new MeasureAlreadyImposedError(stream, sourceOf(event), before.version);
    },
    MeasureEased: (state, event) => {
      refuseUnlessImposed(state, event);
      const lifted = liftedBy(state, sourceOf(event));
      if (lifted && !isBefore(event.occurred, lifted.occurred))
        throw new MeasureAlreadyLiftedError(event.stream, event.type, sourceOf(event), lifted.version);
    },
    MeasureLifted: (state, event) => {
      refuseUnlessImposed(state, event);
      const before = toldBefore(state, event);
      if (before) throw new MeasureAlreadyLiftedError(event.stream, event.type, sourceOf(event), before.version);
      return liftedByOne(state, event);
    },
  },
});

/** The standing events of one type. */
export function told<Type extends MeasureTelling['type']>(
  state: MeasureState,
  type: Type,
): readonly MeasureTellingOf<Type>[] {
  return state.told.flatMap(({ event }) => (event.type === type ? [event as MeasureTellingOf<Type>] : []));
}

/** Whether the event says that it is so. What is denied, planned or supposed stands beside and changes nothing. */
export function isRealised({ modality = 'realised' }: Pick<MeasureTelling, 'modality'>): boolean {
  return modality === 'realised';
}

/** What the same source told of the same fact. */
export function toldBefore(state: MeasureState, event: MeasureTelling): MeasureTelling | undefined {
  const name = nameOf(event);
  return state.told.find((earlier) => earlier.name === name)?.event;
}

function tell(state: MeasureState, event: MeasureTelling): MeasureState {
  const name = nameOf(event);
  return { told: [...state.told.filter((earlier) => earlier.name !== name), { name, event }] };
}

/** A plan or a supposition is no rival of what is said to have happened, or not to have. */
function nameOf(event: MeasureTelling): string {
  const { type, modality = 'realised' } = event;
  const supposed = modality === 'realised' || modality === 'negated' ? '' : modality;
  return JSON.stringify([sourceOf(event), supposed, type, event.type === 'MeasureEased' ? event.data.object : '']);
}

function refuseUnlessImposed(state: MeasureState, { stream, type }: MeasureTelling): void {
  if (!told(state, 'MeasureImposed').some(isRealised)) throw new MeasureNotImposedError(stream, type);
}

function liftedBy(state: MeasureState, source: string): MeasureTellingOf<'MeasureLifted'> | undefined {
  return told(state, 'MeasureLifted').find((lifted) => isRealised(lifted) && sourceOf(lifted) === source);
}

/** Whether the one was certainly over when the other began. Without both times nothing is certain. */
function isBefore(one: Occurred | undefined, other: Occurred | undefined): boolean {
  const end = one === undefined ? null : parseOccurred(one)?.sortTo;
  const start = other === undefined ? null : parseOccurred(other)?.sortFrom;
  return Boolean(end && start && end < start);
}

function liftedByOne(state: MeasureState, { stream, data }: MeasureTellingOf<'MeasureLifted'>): readonly Warning[] {
  const { by } = data;
  const imposers = new Set(told(state, 'MeasureImposed').flatMap((imposed) => imposed.data.by));
  if (by === undefined || !imposers.has(by) || imposers.size === 1) return [];
  const others = [...imposers].filter((actor) => actor !== by);
  return [
    {
      code: 'measure.lifted_by_one_of_several',
      detail: `Measure ${stream}: ${by} imposed it together with ${others.join(', ')}, and the whole now counts as lifted. If only the part of ${by} ended, record MeasureEased instead.`,
    },
  ];
}
