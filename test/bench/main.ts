import 'reflect-metadata';
import { append } from './append.section';
import { BenchUsageError, readOptions, USAGE, type BenchOptions, type SectionName } from './bench.options';
import { bulk } from './bulk.section';
import { Lab } from './lab';
import { live } from './live.section';
import { describeMachine } from './machine';
import { questions } from './questions.section';
import { rebuild } from './rebuild.section';
import { asJson, asText, type Run } from './report';
import type { Section, SectionResult } from './section';

const SECTIONS: Readonly<Record<SectionName, Section>> = { append, bulk, rebuild, questions, live };

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') return void process.stdout.write(USAGE);
  const lab = await Lab.open();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void lab.close().finally(() => process.exit(1)));
  try {
    const run = await measure(lab, options);
    process.stdout.write(`${options.json ? asJson(run) : asText(run)}\n`);
  } finally {
    await lab.close();
  }
}

async function measure(lab: Lab, options: BenchOptions): Promise<Run> {
  const sections: Partial<Record<SectionName, SectionResult>> = {};
  for (const name of options.sections) {
    process.stderr.write(`Measuring ${name} ...\n`);
    sections[name] = await SECTIONS[name](lab, options);
    await lab.tidy();
  }
  return { ...(await describeMachine(lab.source)), options, sections };
}

main().catch((error: unknown) => {
  const misused = error instanceof BenchUsageError;
  const message = error instanceof Error ? (misused ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(misused ? `${message}\n\n${USAGE}` : `${message}\n`);
  process.exitCode = misused ? 64 : 1;
});
