import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** The top folder of this repository. */
export const repository = resolve(__dirname, '../..');

/** Source text by path, relative to the top of the tree, with `/`. */
export type Plants = Readonly<Record<string, string>>;

/** A small tree of the same layout as this one, in a temporary folder, so that no half-run test leaves a violation behind. */
export interface PlantedTree {
  readonly folder: string;
  remove(): void;
}

/** Writes the plants and copies the files named in `configuration` from this repository; shares its installed packages. */
export function plantTree(plants: Plants, configuration: readonly string[]): PlantedTree {
  // The tools report real paths; the temporary folder of some systems is a link.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'planted-tree-')));
  const inTree = (path: string): string => {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    return target;
  };
  for (const [path, source] of Object.entries(plants)) writeFileSync(inTree(path), source);
  for (const path of configuration) copyFileSync(join(repository, path), inTree(path));
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs an installed tool in a folder and gives what it printed. A tool that cannot run at all throws with what it said. */
export function runTool(script: string, args: readonly string[], folder: string): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(repository, 'node_modules', script), ...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (stdout === '') throw new Error(`${script} said nothing (exit ${status}): ${stderr}`);
  return stdout;
}
