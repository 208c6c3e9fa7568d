import { defineStream } from '@tracker/event-store';
import { sourceOf } from '@tracker/vocabulary';
import { CeasefireAlreadyToldError, CeasefireNotDeclaredError, CeasefireNotInForceError } from './ceasefire.errors';
import { ceasefireTypes, type CeasefireTelling, type CeasefireTellingOf } from './ceasefire.events';
import { isRealised, realisedOf, tellingKey, told, toldBefore, type Tellings } from './tellings';
import { isBefore, wasOver } from './time-order';

/** What stands of one ceasefire but its violations, which may be many. */
export type CeasefireTerm = Exclude<CeasefireTelling, { readonly type: 'CeasefireViolated' }>;

/** A ceasefire as its events tell it. */
export interface CeasefireState {
  /** The declaration and the end once for each source, proposals by who made them. */
  readonly terms: Tellings<CeasefireTerm>;
  /** `tellingKey` of a violation -> id of the event that stands for it. */
  readonly violations: Readonly<Record<string, string>>;
}

/** What an event tells of: the declaration, the end, one party's proposal, or one violation, by its attack or else by who and when. */
export function factOf(event: CeasefireTelling): string {
  switch (event.type) {
    case 'CeasefireDeclared':
    case 'CeasefireEnded':
      return event.type;
    case 'CeasefireProposed':
      return `${event.type} ${event.data.by}`;
    case 'CeasefireViolated': {
      const { by, attack } = event.data;
      return `${event.type} ${attack ?? [by ?? 'nobody', event.occurred ?? 'undated'].join(' ')}`;
    }
  }
}

const tell = (state: CeasefireState, event: CeasefireTerm): CeasefireState => ({
  ...state,
  terms: told(state.terms, event, factOf(event)),
});

/**
 * One ceasefire: proposed, declared, violated, ended. Declaration and end are told once by a source, what another source tells is
 * a rival claim; it is violated while somebody has it in force, and ended once somebody told that it was declared.
 */
export const ceasefireStream = defineStream({
  kind: 'ceasefire',
  types: ceasefireTypes,
  initial: { terms: {}, violations: {} } as CeasefireState,
  evolve: {
    CeasefireProposed: tell,
    CeasefireDeclared: tell,
    CeasefireViolated: (state, event) => ({
      ...state,
      violations: { ...state.violations, [tellingKey(event, factOf(event))]: event.id },
    }),
    CeasefireEnded: tell,
  },
  accept: {
    CeasefireDeclared: ({ terms }, event) => refuseAgain(terms, event),
    CeasefireViolated: ({ terms }, event) => refuseOutOfForce(terms, event),
    CeasefireEnded: ({ terms }, event) => {
      declarationsIn(terms, event);
      refuseAgain(terms, event);
    },
  },
});

type Terms = CeasefireState['terms'];
type Declared = CeasefireTellingOf<'CeasefireDeclared'>;
type Ended = CeasefireTellingOf<'CeasefireEnded'>;

/** What was only planned, supposed or denied may be told again: then it replaces what the source told before. */
function refuseAgain(terms: Terms, event: Declared | Ended): void {
  const before = toldBefore<CeasefireTerm>(terms, event, factOf(event));
  if (before && isRealised(before))
    throw new CeasefireAlreadyToldError(event.stream, event.type, sourceOf(event), before.version);
}

/** Throws CeasefireNotDeclaredError if there are none. */
function declarationsIn(terms: Terms, { stream, type }: CeasefireTelling): readonly Declared[] {
  const declarations = realisedOf(terms, 'CeasefireDeclared');
  if (declarations.length === 0) throw new CeasefireNotDeclaredError(stream, type);
  return declarations;
}

/** A source whose end of it came before binds its own declaration, and what the same source tells of violations. */
function refuseOutOfForce(terms: Terms, event: CeasefireTellingOf<'CeasefireViolated'>): void {
  const ends = realisedOf(terms, 'CeasefireEnded');
  const endOf = (source: string): Ended | undefined => ends.find((end) => sourceOf(end) === source);
  const declarations = declarationsIn(terms, event);
  const own = endOf(sourceOf(event));
  const inForce = declarations.some((declared) => {
    const end = endOf(sourceOf(declared));
    return (
      mayHold(declared, event.occurred) && ![own, end].some((over) => over && wasOver(over.occurred, event.occurred))
    );
  });
  if (inForce) return;
  throw new CeasefireNotInForceError(event.stream, event.occurred, [
    ...declarations.map((declared) => sayWindow(declared)),
    ...ends.map((end) => `ended ${end.occurred ?? 'at a time not told'} (${sourceOf(end)}, version ${end.version})`),
  ]);
}

/** Whether the declaration may cover the time, as far as known. */
function mayHold({ data: { from, to } }: Declared, occurred: string | undefined): boolean {
  if (occurred === undefined) return true;
  return !isBefore(occurred, from) && (to === undefined || !isBefore(to, occurred));
}

function sayWindow(declared: Declared): string {
  const { from, to = 'no end set' } = declared.data;
  return `declared from ${from} to ${to} (${sourceOf(declared)}, version ${declared.version})`;
}
