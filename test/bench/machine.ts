import type { ConnectionSource } from '@tracker/database';
import { cpus, totalmem } from 'node:os';
import { Client } from 'pg';

/** On what was measured. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGib: number;
  readonly platform: string;
  readonly node: string;
  readonly postgresql: string;
}

/** Settings of the server that decide what an acknowledged event is worth, as the server tells them. */
const SETTINGS = [
  'fsync',
  'synchronous_commit',
  'full_page_writes',
  'wal_sync_method',
  'shared_buffers',
  'max_wal_size',
];

export async function describeMachine(
  source: ConnectionSource,
): Promise<{ readonly machine: Machine; readonly postgresql: Readonly<Record<string, string>> }> {
  const client = new Client(source.poolOptions('admin'));
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; value: string }>(
      `select name, current_setting(name) as value from unnest($1::text[]) name`,
      [['server_version', ...SETTINGS]],
    );
    const { server_version: version = '', ...postgresql } = Object.fromEntries(
      rows.map(({ name, value }) => [name, value]),
    );
    return { machine: machineWith(version), postgresql };
  } finally {
    await client.end();
  }
}

function machineWith(postgresql: string): Machine {
  const all = cpus();
  return {
    cpu: all[0]?.model.trim() ?? 'unknown',
    cores: all.length,
    memoryGib: Math.round((totalmem() / 2 ** 30) * 10) / 10,
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    postgresql,
  };
}
