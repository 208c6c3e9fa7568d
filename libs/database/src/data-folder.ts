import { randomUUID } from 'node:crypto';
import {
  accessSync,
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { DataFolderInUseError, NotADataFolderError } from './embedded-postgres.errors';
import { identityOf, stillRuns, type ProcessIdentity } from './process-identity';

/** Who has a data folder, and where it serves; the content of the folder's owner file. */
interface Owner extends ProcessIdentity {
  readonly claim: string;
  readonly address: string | null;
}

/**
 * A data folder and the one process that has it. The claim outlives a crash of its owner as a file, and is then taken over
 * by the next process; a file of a living one refuses everybody else.
 */
export class DataFolder {
  /** The PostgreSQL cluster. */
  readonly clusterDir: string;
  readonly serverLog: string;
  private readonly ownerFile: string;
  private owner: Owner | null = null;

  constructor(readonly dataDir: string) {
    this.dataDir = resolve(dataDir);
    this.clusterDir = join(this.dataDir, 'postgres');
    this.serverLog = join(this.dataDir, 'postgres.log');
    this.ownerFile = join(this.dataDir, 'owner.json');
  }

  /** Makes the folder if need be and claims it. Throws DataFolderInUseError while another process (or this one) has it. */
  claim(): void {
    this.make();
    const mine: Owner = { ...identityOf(process.pid), claim: randomUUID(), address: null };
    const draft = this.draft(mine);
    try {
      while (!placed(draft, this.ownerFile)) this.removeStale();
    } finally {
      rmSync(draft, { force: true });
    }
    this.owner = mine;
  }

  /** Throws if another process took the folder over although this one lives. */
  verify(): void {
    const found = readOwner(this.ownerFile);
    if (found !== null && found.claim !== this.owner?.claim) {
      throw new DataFolderInUseError(this.dataDir, found.pid, found.address);
    }
  }

  /** Writes where the owner serves, for whoever is refused later. */
  announce(address: string): void {
    this.verify();
    if (this.owner === null) return;
    this.owner = { ...this.owner, address };
    renameSync(this.draft(this.owner), this.ownerFile);
  }

  release(): void {
    const found = readOwner(this.ownerFile);
    if (found?.claim === this.owner?.claim) rmSync(this.ownerFile, { force: true });
    this.owner = null;
  }

  private make(): void {
    try {
      mkdirSync(this.dataDir, { recursive: true, mode: 0o700 });
      accessSync(this.dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    } catch (error) {
      throw new NotADataFolderError(this.dataDir, `cannot be made or written (${(error as Error).message})`);
    }
  }

  private draft(owner: Owner): string {
    const draft = `${this.ownerFile}.${randomUUID()}`;
    writeFileSync(draft, JSON.stringify(owner), { mode: 0o600 });
    return draft;
  }

  private removeStale(): void {
    const found = readOwner(this.ownerFile);
    if (found === null) return;
    if (stillRuns(found)) throw new DataFolderInUseError(this.dataDir, found.pid, found.address);
    const taken = `${this.ownerFile}.${randomUUID()}`;
    try {
      renameSync(this.ownerFile, taken);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      throw error;
    }
    // Between the look and the rename another process may have taken over: what was taken away then is its claim.
    if (readOwner(taken)?.claim !== found.claim) placed(taken, this.ownerFile);
    rmSync(taken, { force: true });
  }
}

/** Gives the draft its name unless that is taken: complete or not at all, as far as the file system can. */
function placed(draft: string, name: string): boolean {
  try {
    linkSync(draft, name);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
  }
  try {
    copyFileSync(draft, name, constants.COPYFILE_EXCL); // File systems without hard links.
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Null if there is none. A file that nobody of us can have written counts as that of a dead process. */
function readOwner(file: string): Owner | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const unreadable: Owner = { pid: 0, startedAt: null, claim: text, address: null };
  try {
    return { ...unreadable, ...(JSON.parse(text) as Partial<Owner> | null) };
  } catch {
    return unreadable;
  }
}
