import { Catalogue } from '@tracker/event-store';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { streams } from '../../apps/features';
import { addGoldenFiles } from '../golden/event-files';
import { EVENT_PAGES, eventReference, type Page } from './event-reference';

/**
 * Writes the event reference anew: what is no longer declared loses its page. Adds the golden files of schema versions that have
 * none, and changes no others. With `--check` it only tells which pages it would change.
 */
async function main(): Promise<void> {
  const catalogue = new Catalogue(streams);
  const pages = await eventReference(catalogue);
  if (!process.argv.includes('--check')) {
    write(pages);
    for (const file of addGoldenFiles(catalogue)) process.stdout.write(`Added test/golden/events/${file}\n`);
    return;
  }
  const stale = staleIn(pages);
  if (stale.length === 0) return;
  process.stderr.write(`Not as declared: ${stale.join(', ')}. Run npm run docs.\n`);
  process.exitCode = 1;
}

function write(pages: readonly Page[]): void {
  rmSync(EVENT_PAGES, { recursive: true, force: true });
  for (const { path, text } of pages) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

function staleIn(pages: readonly Page[]): readonly string[] {
  const written = existsSync(EVENT_PAGES) ? readdirSync(EVENT_PAGES).map((name) => `${EVENT_PAGES}/${name}`) : [];
  const gone = written.filter((path) => !pages.some((page) => page.path === path));
  const changed = pages.filter(({ path, text }) => !written.includes(path) || readFileSync(path, 'utf8') !== text);
  return [...gone, ...changed.map(({ path }) => path)];
}

void main();
