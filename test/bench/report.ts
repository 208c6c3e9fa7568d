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

export function asText({ machine, postgresql, options, sections }: Run): string {
  const { events, rounds, seconds } = options;
  const settings = Object.entries(postgresql).map(([name, value]) => `${name} ${value}`);
  const targets = Object.values(sections).flatMap((section) => section.targets);
  const lines = [
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGib} GiB, ${machine.platform}`,
    `Node ${machine.node}, PostgreSQL ${machine.postgresql}: ${settings.join(', ')}`,
    `A log of ${figure(events)} events, ${rounds} rounds of ${seconds} s. Ratios: median (lowest to highest).`,
    ...Object.entries(sections).flatMap(([name, section]) => ['', name, ...section.lines.map((line) => `  ${line}`)]),
    '',
    'Targets',
    ...targets.map(
      ({ name, wanted, found, unit, verdict }) =>
        `  ${verdict.padEnd(8)}${name}: ${figure(found)} ${unit}, wanted ${wanted}`,
    ),
    ...(events < FULL_EVENTS ? [`The targets are meant for ${figure(FULL_EVENTS)} events; this run was smaller.`] : []),
  ];
  return lines.join('\n');
}
