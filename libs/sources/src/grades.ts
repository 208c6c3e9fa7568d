import type { Moment } from '@tracker/reading';
import { GRADED_LATEST, type Citation } from '@tracker/vocabulary';
import type { DataSource } from 'typeorm';
import { GRADES_SQL } from './grades.sql';

/** A grade that somebody gave: when, on whose word and why. */
export interface GradeClaim {
  readonly reliability: string;
  readonly reason: string;
  /** When it was given, as told. */
  readonly occurred: string | null;
  readonly modality: string;
  /** Whether it is the last word of who gave it. */
  readonly stands: boolean;
  readonly event: string;
  readonly position: number;
  readonly recordedAt: string;
  readonly citation: Citation | null;
}

/** The one of several grades that is shown first. */
export interface AdoptedGrade extends GradeClaim {
  readonly rule: string;
}

/** The grades of each source, the adopted one first. */
export async function gradesOf(
  database: DataSource,
  { conflict, position }: Moment,
  sources: readonly string[],
): Promise<ReadonlyMap<string, readonly GradeClaim[]>> {
  const rows = await database.query<(GradeClaim & { readonly source: string })[]>(GRADES_SQL, [
    conflict,
    position,
    sources,
  ]);
  const grades = new Map<string, GradeClaim[]>(sources.map((source) => [source, []]));
  for (const { source, ...grade } of rows) grades.get(source)?.push(grade);
  return grades;
}

/** Of a source's grades in that order, the one that is adopted; null: none stands. */
export function adoptedGrade([first]: readonly GradeClaim[] = []): AdoptedGrade | null {
  return first?.stands ? { ...first, rule: GRADED_LATEST } : null;
}
