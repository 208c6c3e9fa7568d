import { FULL_EVENTS, type BenchOptions, type SectionName } from './bench.options';
import type { Machine } from './machine';
import { figure, type SectionResult } from './section';

/** A whole run. */
export interface Run {
  readonly machine: Machine;
  readonly postgresql: Readonly<Record<string, string>>;
  readonly options: BenchOptions;
  readonly sections: Readonly<Partial<Record<SectionName, SectionResult>>>;
}

export function asJson({ machine, postgresql, options, sections }: Run): string {
  const { events, rounds, seconds } = options;
  const bySection = Object.entries(sections).map(([name, { figures, targets }]) => [name, { ...figures, targets }]);
  return JSON.stringify(
    { machine, settings: { events, rounds, seconds, postgresql }, sections: Object.fromEntries(bySection) },
    null,
    2,
  );
}

/** What a run is measured on, for people. */
export function headText({ machine, postgresql, options }: Omit<Run, 'sections'>): string {
  const { events, rounds, seconds } = options;
  const settings = Object.entries(postgresql).map(([name, value]) => `${name} ${value}`);
  return [
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGib} GiB, ${machine.platform}`,
    `Node ${machine.node}, PostgreSQL ${machine.postgresql}: ${settings.join(', ')}`,
    `A log of ${figure(events)} events, ${rounds} rounds of ${seconds} s. Ratios: median (lowest to highest).`,
  ].join('\n');
}

/** What a section found, for people. */
export function sectionText(name: SectionName, { lines }: SectionResult): string {
  return ['', name, ...lines.map((line) => `  ${line}`)].join('\n');
}

/** Which targets were reached, for people. */
export function targetsText({ options, sections }: Run): string {
  const targets = Object.values(sections).flatMap((section) => section.targets);
  return [
    '',
    'Targets',
    ...targets.map(
      ({ name, wanted, found, unit, verdict }) =>
        `  ${verdict.padEnd(8)}${name}: ${figure(found)} ${unit}, wanted ${wanted}`,
    ),
    ...(options.events < FULL_EVENTS
      ? [`The targets are meant for ${figure(FULL_EVENTS)} events; this run was smaller.`]
      : []),
  ].join('\n');
}
