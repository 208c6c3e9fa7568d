import 'reflect-metadata';
import { append } from './append.section';
import { BenchUsageError, readOptions, USAGE, type BenchOptions, type SectionName } from './bench.options';
import { bulk } from './bulk.section';
import { growth } from './growth.section';
import { history } from './history.section';
import { Lab } from './lab';
import { live } from './live.section';
import { load } from './load.section';
import { describeMachine } from './machine';
import { memory } from './memory.section';
import { questions } from './questions.section';
import { rebuild } from './rebuild.section';
import { asJson, headText, sectionText, targetsText } from './report';
import type { Section, SectionResult } from './section';

const SECTIONS: Readonly<Record<SectionName, Section>> = {
  append,
  bulk,
  rebuild,
  memory,
  questions,
  history,
  growth,
  load,
  live,
};

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') return void process.stdout.write(USAGE);
  const lab = await Lab.open();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      process.stderr.write(`Stopped by ${signal}.\n`);
      void lab.close().finally(() => process.exit(1));
    });
  try {
    await measure(lab, options);
  } finally {
    await lab.close();
  }
}

/** What is found is told as soon as it is, since a run may take an hour; as one document when that is asked for. */
async function measure(lab: Lab, options: BenchOptions): Promise<void> {
  const tell = (text: string): void => void (options.json || process.stdout.write(`${text}\n`));
  const surroundings = { ...(await describeMachine(lab.source)), options };
  tell(headText(surroundings));
  const sections: Partial<Record<SectionName, SectionResult>> = {};
  for (const name of options.sections) {
    process.stderr.write(`Measuring ${name} ...\n`);
    const started = performance.now();
    const found = await SECTIONS[name](lab, options);
    sections[name] = found;
    await lab.tidy();
    process.stderr.write(`  ${Math.round((performance.now() - started) / 1_000)} s\n`);
    tell(sectionText(name, found));
  }
  tell(targetsText({ ...surroundings, sections }));
  if (options.json) process.stdout.write(`${asJson({ ...surroundings, sections })}\n`);
}

main().catch((error: unknown) => {
  const misused = error instanceof BenchUsageError;
  const message = error instanceof Error ? (misused ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(misused ? `${message}\n\n${USAGE}` : `${message}\n`);
  process.exitCode = misused ? 64 : 1;
});
