import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repository } from '../start/run';
import { ADD_EVENT_TYPE, blocks } from './readme';

/** One file that the walk-through makes or changes. */
interface Edit {
  readonly path: string;
  /** The line after which the text goes; null: the file is new. */
  readonly after: string | null;
  readonly text: string;
}

const NEW_FILE = /^`([^`]+)`, a new file:$/;
const AFTER_LINE = /^`([^`]+)`, after the line `([^`]+)`:$/;

/** What the walk-through says to write where, in order. */
export const edits: readonly Edit[] = blocks
  .filter(({ section, language }) => section === ADD_EVENT_TYPE && language === 'ts')
  .map(({ lead, text }) => {
    const [, path, after = null] = NEW_FILE.exec(lead) ?? AFTER_LINE.exec(lead) ?? [];
    if (path === undefined) throw new Error(`Below ${JSON.stringify(lead)}: no file is named for\n${text}`);
    return { path, after, text };
  });

/** Writes it. Throws if a new file is there already, or a line is not there exactly once. */
export function follow({ path, after, text }: Edit, folder: string): void {
  const file = join(folder, path);
  if (after === null) {
    if (existsSync(file)) throw new Error(`${path} is no new file.`);
    writeFileSync(file, `${text}\n`);
    return;
  }
  const lines = readFileSync(file, 'utf8').split('\n');
  const places = lines.flatMap((line, index) => (line === after ? [index] : []));
  if (places.length !== 1)
    throw new Error(`${path} has ${places.length} lines ${JSON.stringify(after)}, expected one.`);
  writeFileSync(file, lines.toSpliced(places[0]! + 1, 0, text).join('\n'));
}

/** Paths of whatever a commit would hold, committed already or not. */
export function trackedPaths(folder = repository): readonly string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const listed = execFileSync('git', args, { cwd: folder, encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 });
  return [...new Set(listed.split('\0'))].filter((path) => path !== '' && existsSync(join(folder, path)));
}

/** Copies them to an empty folder; the installed packages are shared. */
export function copyRepository(folder: string): void {
  // Up to date here, so that nobody finds a reason to install in the copy, which would empty the shared folder first.
  execFileSync(process.execPath, ['scripts/install-dependencies.mjs'], { cwd: repository });
  for (const path of trackedPaths()) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(repository, path), join(folder, path));
  }
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'), 'junction');
}
