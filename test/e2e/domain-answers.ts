import type { Attack, Cited, List, Meeting, Quantity, Totals } from './answers';

/* What the views of the whole domain answer with, as far as the questions of readers need it. */

export interface Commitment {
  readonly commitment: string;
  readonly object: string;
  readonly status: string;
  readonly owedBy: readonly string[];
  readonly owedTo: readonly string[] | null;
  readonly announcedBy: readonly string[];
  readonly confirmedBy: readonly string[];
  readonly unconfirmed: readonly string[];
  readonly due: string | null;
  readonly statement: string | null;
  readonly claim: Cited & { readonly citation: { readonly via?: readonly string[] } };
}
export interface Board extends List<Commitment> {
  readonly counts: Readonly<Record<'all' | 'open' | 'kept' | 'broken' | 'overdue' | 'oneSided', number>>;
}
export interface Agreement {
  readonly parties: readonly string[];
  readonly subjects: readonly string[];
  readonly form: string;
  readonly announcedBy: readonly string[];
  readonly statusClaim: Cited;
}
export interface Measure {
  readonly kind: string;
  readonly by: readonly string[];
  readonly target: readonly string[];
  readonly mutual: boolean;
  readonly measures: (Quantity & { readonly words: string | null }) | null;
  readonly affected: (Quantity & { readonly words: string | null }) | null;
  readonly occurred: string | null;
  readonly imposed: Cited;
}
export interface Assessment extends Cited {
  readonly topic: string;
  readonly kind: string;
  readonly text: string;
  readonly about: readonly string[] | null;
  readonly direction: string | null;
  readonly occurred: string | null;
  readonly modality: string;
}
export interface Area {
  readonly held:
    | ({
        readonly holder: string;
        readonly previous: string;
        readonly occurred: string;
        readonly legalNote: string;
      } & Cited)
    | null;
}
export interface Incident extends Attack {
  readonly occurred: string;
  readonly attackers: readonly string[];
  readonly targets: readonly string[];
}
export interface Told extends Cited {
  readonly type: string;
  readonly stream: string;
  readonly line: string;
}
export interface Night {
  readonly night: string;
  readonly totals: Totals;
  readonly remainder: { readonly min: number; readonly max: number | null } | null;
}
export interface Contact {
  readonly between: readonly [string, string];
  readonly meetings: number;
  readonly first: { readonly meeting: string; readonly occurred: string };
  readonly last: { readonly meeting: string; readonly daysAgo: number | null };
}
export interface Standing {
  readonly commitments: Pick<Board, 'counts'>;
  readonly measures: { readonly count: number };
  readonly nextMeetings: readonly { readonly meeting: string; readonly slipDays: number | null }[];
  readonly lastContacts: readonly { readonly meeting: string; readonly daysAgo: number | null }[];
}
export interface Summed extends List<Attack> {
  readonly totals: Totals;
}
export type Held = Meeting & { readonly parties: readonly string[] } & {
  readonly details: Readonly<Record<string, { readonly value: unknown; readonly claim: Cited } | null>>;
};
