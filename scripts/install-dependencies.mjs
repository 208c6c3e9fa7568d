// Only Node's own modules: nothing else is there before this has run.
import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const repository = dirname(dirname(fileURLToPath(import.meta.url)));

const mark = join(repository, 'node_modules', '.conflict-tracker-installed');
const lock = join(repository, '.install-lock');
const heartbeatMs = 2_000;
/** A holder that shows no sign of life for so long is gone, whoever has its pid now. */
const silenceMsMax = 60_000;

/** Makes node_modules what package-lock.json says. Several at once take turns; the later ones find it done. */
export async function installDependencies() {
  checkNode();
  if (isInstalled()) return;
  const release = await takeLock();
  try {
    if (isInstalled()) return;
    console.error('Installing the dependencies, once...');
    rmSync(mark, { force: true });
    await npmCi();
    writeFileSync(mark, wanted());
  } finally {
    release();
  }
}

function checkNode() {
  const { engines } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
  const ranges = engines.node.split('||').map((range) => range.trim());
  if (ranges.some(includesThisNode)) return;
  console.error(
    `Conflict Tracker needs Node.js ${engines.node}, found ${process.version}. Install a newer one and try again.`,
  );
  process.exit(1);
}

/** Knows `^1.2.3` and `>=1.2.3`, which is what package.json uses. */
function includesThisNode(range) {
  const [, operator, ...least] = /^(\^|>=)(\d+)\.(\d+)\.(\d+)$/.exec(range) ?? [];
  if (operator === undefined) throw new Error(`package.json: engines.node holds ${range}, expected ^1.2.3 or >=1.2.3`);
  const wantedParts = least.map(Number);
  const parts = process.versions.node.split('.').map(Number);
  if (operator === '^' && parts[0] !== wantedParts[0]) return false;
  const differing = parts.findIndex((part, index) => part !== wantedParts[index]);
  return differing === -1 || parts[differing] > wantedParts[differing];
}

function isInstalled() {
  return existsSync(mark) && readFileSync(mark, 'utf8') === wanted();
}

/** What node_modules depends on. */
function wanted() {
  const lockfile = createHash('sha256')
    .update(readFileSync(join(repository, 'package-lock.json')))
    .digest('hex');
  return `${lockfile} ${process.platform} ${process.arch} node${process.versions.node.split('.')[0]}\n`;
}

async function npmCi() {
  // All of them, whatever NODE_ENV says: the sources are run as they stand. A quiet npm would hide why it failed.
  const args = ['ci', '--include=dev', '--include=optional', '--loglevel=warn', '--no-audit', '--no-fund'];
  const cli = process.env.npm_execpath;
  const child =
    cli && basename(cli).startsWith('npm')
      ? spawn(process.execPath, [cli, ...args], { cwd: repository, stdio: ['ignore', 2, 2] })
      : spawn('npm', args, { cwd: repository, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  const failure = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code === 0 ? null : (signal ?? `exit code ${code}`)));
  });
  if (failure === null) return;
  throw new InstallError(`npm ci ended with ${failure}: see above. It needs the network once.`);
}

class InstallError extends Error {}

/** A folder is made by one process only. Resolves with what gives it back. */
async function takeLock() {
  const token = randomUUID();
  for (let told = false; ; await delay(200)) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (removeStaleLock()) continue;
    if (!told) console.error('Waiting for another process that is installing the dependencies...');
    told = true;
  }
  const owner = join(lock, 'owner.json');
  writeFileSync(owner, JSON.stringify({ pid: process.pid, token }));
  const heartbeat = setInterval(() => {
    if (ownerOf(lock)?.token === token) utimesSync(owner, new Date(), new Date());
  }, heartbeatMs);
  return () => {
    clearInterval(heartbeat);
    if (ownerOf(lock)?.token === token) rmSync(lock, { recursive: true, force: true });
  };
}

function removeStaleLock() {
  const owner = ownerOf(lock);
  if (owner !== null && isAlive(owner.pid) && Date.now() - owner.seenAtMs < silenceMsMax) return false;
  if (owner === null && Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0) < 5_000) return false;
  const taken = `${lock}.${randomUUID()}`;
  try {
    renameSync(lock, taken);
    // Between the look and the rename another one may have taken over: then this is its lock.
    if (ownerOf(taken)?.token !== owner?.token && !existsSync(lock)) renameSync(taken, lock);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  rmSync(taken, { recursive: true, force: true });
  return true;
}

function ownerOf(folder) {
  const file = join(folder, 'owner.json');
  try {
    return { ...JSON.parse(readFileSync(file, 'utf8')), seenAtMs: statSync(file).mtimeMs };
  } catch {
    return null; // Not written yet, or just given back.
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** For the scripts: an install that fails is told in one line and ends the process. */
export async function installOrExit() {
  try {
    await installDependencies();
  } catch (error) {
    if (!(error instanceof InstallError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await installOrExit();
