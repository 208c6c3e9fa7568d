import type { Moment } from '@tracker/reading';
import { daysBetween } from '@tracker/vocabulary';
import type { DataSource } from 'typeorm';
import { adoptionBy } from './adoption.sql';
import { CASUALTIES, DAMAGE, EVACUATIONS, type Counted } from './attack.claims';
import type { Asking } from './attack.facts';
import type { Adding } from './claim-totals.sql';
import { attacksToJudge, type HarmTable, type Tally } from './harm.sql';
import { selectionParameters, type Selection } from './selection';

/** A total that is added up from rows, but for some attacks. */
export interface Addable {
  readonly tally: Tally;
  /** Attacks whose claims are to be judged one by one. */
  readonly judged: readonly string[];
  /** Those of them that have no row at all. */
  readonly rowless: readonly string[];
  /** $1 to $13 of countedClaims, $9 being the attacks judged. */
  readonly parameters: readonly unknown[];
}

/**
 * Periods of that many days or more are added up from rows: one pass over all of them, whatever the period. In shorter ones the
 * claims themselves are judged, which are found by their day.
 */
const DAYS_ADDED_MIN = 60;

const TABLES: readonly (readonly [HarmTable, readonly Counted[]])[] = [
  ['casualties', CASUALTIES],
  ['damage', DAMAGE],
  ['evacuations', EVACUATIONS],
];

/** How a total of harm can be added up from rows; undefined if it cannot, or if that would take longer. */
export async function addableFrom(
  source: DataSource,
  moment: Moment,
  selection: Selection,
  { rule, why = false }: Asking,
): Promise<Addable | undefined> {
  const table = tableOf(selection);
  if (table === undefined || why || !isLong(selection)) return undefined;
  const tally = { table, rule: adoptionBy(rule).rule };
  const rows: readonly { readonly stream: string; readonly rowless: boolean }[] = await source.query(
    attacksToJudge(table),
    [moment.conflict, moment.position],
  );
  const judged = rows.map(({ stream }) => stream);
  return {
    tally,
    judged,
    rowless: rows.filter(({ rowless }) => rowless).map(({ stream }) => stream),
    parameters: selectionParameters(moment, { ...selection, attacks: judged }),
  };
}

/** How its claims and rows are added. */
export function addingOf({ tally, judged }: Addable): Adding {
  return { adoption: adoptionBy(tally.rule), beside: tally.table, rowsOnly: judged.length === 0 };
}

/** Parameters of such a statement. */
export function sumParameters({ judged, parameters }: Addable): readonly unknown[] {
  return judged.length === 0 ? parameters.slice(0, ROWS_PARAMETERS) : parameters;
}

/** Of statements that read rows only. */
const ROWS_PARAMETERS = 9;

/** The table in which all that is asked for stands, and nothing else. */
function tableOf({ what, attacks, weapon, model, attacker, toward }: Selection): HarmTable | undefined {
  if ([attacks, weapon, model, attacker, toward].some((cut) => cut !== undefined)) return undefined;
  return TABLES.find(
    ([, counted]) => counted.length === what.length && counted.every((own) => what.includes(own)),
  )?.[0];
}

function isLong({ period }: Selection): boolean {
  return !period || daysBetween(period.from, period.to) + 1 >= DAYS_ADDED_MIN;
}
