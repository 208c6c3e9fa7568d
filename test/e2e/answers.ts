/** What specs look at in the answers of views; the answers hold more. */

export interface Named {
  readonly names: Readonly<Record<string, string>>;
}
export interface Cited {
  readonly citation: { readonly source: string; readonly basis?: string };
}
export interface Quantity {
  readonly text: string;
  readonly min: number | null;
  readonly max: number | null;
  readonly best: number | null;
}
export interface Fact {
  readonly what: string;
  readonly rule: string;
  readonly adopted: { readonly quantity: Quantity } & Cited;
}
export interface List<Item> {
  readonly items: readonly Item[];
}
export interface Attack {
  readonly attack: string;
  readonly partOf: readonly string[];
  readonly facts: readonly Fact[];
  readonly totals: Totals;
}
export type Totals = Readonly<
  Record<string, (Quantity & { readonly parts: Readonly<Record<string, Quantity>> }) | null>
>;
export interface Claimed {
  readonly value: string;
  readonly claim: Cited;
}
export interface Meeting {
  readonly status: string;
  readonly occurred: string;
  readonly sides: readonly {
    readonly party: string;
    readonly members: readonly { readonly actor: string; readonly office: string }[];
    readonly unnamed: readonly { readonly text: string }[];
  }[];
  readonly absent: readonly { readonly actor: string; readonly why: string; readonly claims: readonly Cited[] }[];
  readonly details: Readonly<Record<string, Claimed>>;
  readonly firstWhen: string;
  readonly when: string;
  readonly slipDays: number;
  readonly history: readonly ({ readonly step: string; readonly reason: { readonly text: string } | null } & Cited)[];
}
export interface Planned {
  readonly meeting: string;
  readonly when: string | null;
  readonly whenText: string;
  readonly outlooks: readonly {
    readonly speaker: string;
    readonly likelihood: string;
    readonly window: string | null;
  }[];
}
export interface Statement {
  readonly statement: string;
  readonly speaker: string;
  readonly text: string;
  readonly wording: string;
  readonly safeToPrint: boolean;
  readonly safeToPrintWhy: string;
}
export interface Office {
  readonly title: string;
  readonly holders: readonly ({ readonly holder: string } & Cited)[];
  readonly predecessor: { readonly holder: string } | null;
}

export interface Status {
  readonly conflict: object | null;
  readonly phase: object | null;
  readonly lastAttackNight: { readonly night: string; readonly totals: Totals } | null;
  readonly period: Readonly<Record<'casualties' | 'damage' | 'evacuations', Totals>> & {
    readonly from: string;
    readonly to: string;
  };
  readonly nextMeetings: readonly { readonly meeting: string; readonly whenText: string }[];
  readonly lastContacts: readonly { readonly meeting: string; readonly daysAgo: number | null }[];
}

export function factOf({ facts }: Attack, what: string): Fact {
  const found = facts.find((fact) => fact.what === what);
  if (!found) throw new Error(`Nothing is told of ${what}: ${JSON.stringify(facts.map((fact) => fact.what))}`);
  return found;
}
