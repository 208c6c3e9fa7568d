import { defineStream, explainOther, type Evolve, type Foldable } from '@tracker/event-store';
import { rankOf, sourceOf, type Modality } from '@tracker/vocabulary';
import { claimsIn, rivalGroup, type AttackFact, type StandingClaim } from './attack.claims';
import type { LinkRelation } from './attack.codes';
import { descriptionIn, saidSince } from './attack.description';
import { AlarmNotRaisedError, AttackLinkedToItselfError } from './attack.errors';
import { attackTypes, type AttackEvent } from './attack.events';
import { windowOf, type Telling } from './attack.telling';
import { warningsOf } from './attack.warnings';

/** A link that stands: the latest of its source to that attack in that relation. */
export interface StandingLink {
  readonly event: string;
  readonly source: string;
  readonly other: string;
  readonly relation: LinkRelation;
  readonly modality: Modality;
}

export interface AttackState {
  readonly tellings: readonly Telling[];
  readonly claims: readonly StandingClaim[];
  readonly links: readonly StandingLink[];
  /** Area -> source -> what that source told last of the alarm there. */
  readonly alarms: Readonly<Record<string, Readonly<Record<string, 'raised' | 'cleared'>>>>;
}

const initial: AttackState = { tellings: [], claims: [], links: [], alarms: {} };

function tell(state: AttackState, event: AttackFact): AttackState {
  const tellings = withTelling(state.tellings, event);
  return { ...state, tellings, claims: withClaims(state.claims, event, tellings) };
}

function withTelling(tellings: readonly Telling[], event: AttackFact): readonly Telling[] {
  const { occurred = null, modality = 'realised' } = event;
  const source = sourceOf(event);
  const description = descriptionIn(event);
  const { weapons, targetKinds } = description;
  const side = 'side' in event.data ? event.data.side : undefined;
  const group = rivalGroup(event, `${event.type} ${weapons?.join() ?? ''} ${targetKinds?.join() ?? ''} ${side ?? ''}`);
  const earlier = tellings.find((telling) => telling.source === source && telling.group === group);
  const telling: Telling = {
    source,
    group,
    describes: description.kinds !== undefined,
    modality,
    grade: rankOf(event),
    occurred: occurred ?? earlier?.occurred ?? null,
    description: earlier ? saidSince(earlier.description, description) : description,
  };
  return earlier ? [...tellings.filter((other) => other !== earlier), telling] : [...tellings, telling];
}

function withClaims(
  claims: readonly StandingClaim[],
  event: AttackFact,
  tellings: readonly Telling[],
): readonly StandingClaim[] {
  const told = claimsIn(event, () => windowOf(tellings));
  if (told.length === 0) return claims;
  const isReplaced = (claim: StandingClaim): boolean =>
    claim.source === told[0]!.source && told.some(({ rivals }) => rivals === claim.rivals);
  return claims.some(isReplaced) ? [...claims.filter((claim) => !isReplaced(claim)), ...told] : [...claims, ...told];
}

function alarm(told: 'raised' | 'cleared') {
  return (
    state: AttackState,
    event: Foldable<Extract<AttackEvent, { type: 'AlarmRaised' | 'AlarmCleared' }>>,
  ): AttackState => {
    const { area } = event.data;
    const after = tell(state, event);
    if ((event.modality ?? 'realised') !== 'realised') return after;
    return { ...after, alarms: { ...state.alarms, [area]: { ...state.alarms[area], [sourceOf(event)]: told } } };
  };
}

const evolve: Evolve<AttackEvent, AttackState> = {
  DroneBarrageReported: tell,
  MissileBarrageReported: tell,
  BarrageOutcomeReported: tell,
  StrikeReported: tell,
  ShellingReported: tell,
  ClashReported: tell,
  InvasionReported: tell,
  CasualtiesReported: tell,
  DamageReported: tell,
  EvacuationReported: tell,
  AlarmRaised: alarm('raised'),
  AlarmCleared: alarm('cleared'),
  AttacksLinked: (state, event) => {
    const { other, relation } = event.data;
    const source = sourceOf(event);
    const link: StandingLink = { event: event.id, source, other, relation, modality: event.modality ?? 'realised' };
    const kept = state.links.filter(
      (earlier) => earlier.source !== source || earlier.other !== other || earlier.relation !== relation,
    );
    return { ...state, links: [...kept, link] };
  },
};

/** One barrage or one incident: its event types, its fold and its rules. */
export const attackStream = defineStream({
  kind: 'attack',
  types: attackTypes,
  initial,
  evolve,
  accept: {
    DroneBarrageReported: (state, event) => warningsOf(tell(state, event), event),
    MissileBarrageReported: (state, event) => warningsOf(tell(state, event), event),
    BarrageOutcomeReported: (state, event) => warningsOf(tell(state, event), event),
    CasualtiesReported: (state, event) => warningsOf(tell(state, event), event),
    StrikeReported: (_, event) => {
      explainOther(event, 'weapon', event.data.weapon);
      explainOther(event, 'targetKind', event.data.targetKind);
    },
    ShellingReported: (_, event) => explainOther(event, 'weapon', event.data.weapon),
    DamageReported: (_, event) => explainOther(event, 'objectKind', event.data.objectKind),
    AlarmCleared: ({ alarms }, event) => {
      const { area } = event.data;
      const told = alarms[area] ?? {};
      const stands = told[sourceOf(event)] ?? (Object.keys(told).length > 0 ? 'raised' : 'cleared');
      if (stands === 'cleared') throw new AlarmNotRaisedError(event.stream, area, sourceOf(event));
    },
    AttacksLinked: (_, event) => {
      if (event.data.other === event.stream) throw new AttackLinkedToItselfError(event.stream);
    },
  },
});
