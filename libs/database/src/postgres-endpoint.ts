import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PostgresAccount } from './postgres-account';

/** Where a server listens: a socket in a folder that only its user can enter, or a port of the loopback interface. */
export interface Endpoint {
  /** Folder of the socket, or `127.0.0.1`. */
  readonly host: string;
  readonly port: number;
  readonly kind: 'socket' | 'tcp';
}

/** Room in a socket's address, in bytes, on the narrowest platform. */
const SOCKET_PATH_BYTES_MAX = 103;
const SOCKET_PORT = 5432;

/** A private socket where one can be, else a free port. */
export async function chooseEndpoint(clusterDir: string, account: PostgresAccount): Promise<Endpoint> {
  const folder = process.platform === 'win32' ? null : privateFolder(clusterDir, account);
  if (folder !== null) return { kind: 'socket', host: folder, port: SOCKET_PORT };
  return { kind: 'tcp', host: '127.0.0.1', port: await freePort() };
}

/** Settings that make a server listen there and nowhere else. */
export function endpointSettings({ kind, host, port }: Endpoint): Readonly<Record<string, string | number>> {
  return kind === 'socket'
    ? { listen_addresses: '', unix_socket_directories: `"${host}"`, unix_socket_permissions: '0700', port }
    : { listen_addresses: host, unix_socket_directories: '', port };
}

/** Short whatever the cluster's path, and the same at each start, so that nothing piles up. Null if it cannot be had. */
function privateFolder(clusterDir: string, account: PostgresAccount): string | null {
  const key = createHash('sha256')
    .update(`${realpathSync(clusterDir)}\0${process.getuid?.()}`)
    .digest('hex')
    .slice(0, 14);
  const folder = join(realpathSync(tmpdir()), `ct${key}`);
  if (Buffer.byteLength(join(folder, `.s.PGSQL.${SOCKET_PORT}`)) > SOCKET_PATH_BYTES_MAX) return null;
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return null;
    const found = lstatSync(folder);
    // The temporary folder is everybody's: what stands there by that name may be a trap.
    if (!found.isDirectory() || (found.mode & 0o077) !== 0 || !account.isOwnerOf(found.uid)) return null;
  }
  account.own(folder);
  return folder;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
