import type { AdoptionRule } from '@tracker/reading';
import type { Citation, Modality } from '@tracker/vocabulary';
import type { AttackKind, LinkRelation, ObjectKind, WeaponKind } from './attack.codes';
import type { AccountRow, AttackRow, LinkRow } from './attack.tables';
import type { ArguedFact, FactAnswer } from './claims.answer';
import type { LeftOut } from './left-out';
import type { Totals, TotalAnswer } from './totals.answer';

/** An attack as lists show it. Lists are empty where nobody tells. */
export interface AttackItem {
  readonly attack: string;
  readonly kinds: readonly AttackKind[];
  readonly weapons: readonly WeaponKind[];
  readonly attackers: readonly string[];
  readonly sides: readonly string[];
  readonly targets: readonly string[];
  readonly targetKinds: readonly ObjectKind[];
  readonly places: readonly string[];
  readonly origins: readonly string[];
  readonly toward: readonly string[];
  readonly alarmed: readonly string[];
  readonly partOf: readonly string[];
  readonly modality: Modality;
  readonly occurred: string | null;
  readonly countedDay: string | null;
  readonly countedPeriod: string | null;
  /** On whose word. */
  readonly sources: readonly string[];
  /** Numbers adopted for this attack itself, without those of its parts. */
  readonly facts: readonly FactAnswer[];
  /** Claims that stand behind them. */
  readonly claims: number;
}

/** What one event tells of an attack, as recorded. */
export interface AccountAnswer {
  readonly event: string;
  readonly type: string;
  readonly position: number;
  readonly modality: Modality;
  readonly occurred: string | null;
  readonly data: object;
  readonly citation: Citation | null;
}

export interface LinkAnswer {
  readonly other: string;
  readonly relation: LinkRelation;
  readonly modality: Modality;
  readonly citation: Citation | null;
  readonly event: string;
  readonly position: number;
}

/** One attack with everything that is claimed of it. */
export interface AttackStory extends Omit<AttackItem, 'facts'> {
  readonly rule: AdoptionRule;
  readonly facts: readonly ArguedFact[];
  /** Its own numbers, and where it states none those of its parts together. */
  readonly totals: Totals<TotalAnswer>;
  /** If it was asked why: what does not count in the totals. */
  readonly leftOut?: LeftOut;
  /** Attacks that are told to be part of it, newest first, and how many there are. */
  readonly incidents: readonly AttackItem[];
  readonly incidentsCount: number;
  readonly links: readonly LinkAnswer[];
  /** The latest accounts, latest first. The whole history is the stream itself. */
  readonly accounts: readonly AccountAnswer[];
}

export function attackItem(row: AttackRow, facts: readonly FactAnswer[]): AttackItem {
  return {
    attack: row.stream,
    kinds: row.kinds,
    weapons: row.weapons,
    attackers: row.attackers,
    sides: row.sides,
    targets: row.targets,
    targetKinds: row.targetKinds,
    places: row.places,
    origins: row.origins,
    toward: row.toward,
    alarmed: row.alarmed,
    partOf: row.partOf,
    modality: row.modality,
    occurred: row.occurred,
    countedDay: row.countedDay,
    countedPeriod: row.countedPeriod,
    sources: row.sources,
    facts,
    claims: facts.reduce((sum, { sources }) => sum + sources, 0),
  };
}

export function accountAnswer({ key, type, position, modality, occurred, data, citation }: AccountRow): AccountAnswer {
  return { event: key, type, position, modality, occurred, data, citation };
}

export function linkAnswer({ key, other, relation, modality, citation, position }: LinkRow): LinkAnswer {
  return { other, relation, modality, citation, event: key, position };
}
