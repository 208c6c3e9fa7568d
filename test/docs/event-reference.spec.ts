import { Catalogue } from '@tracker/event-store';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { streams } from '../../apps/features';

const top = join(__dirname, '../..');
const catalogue = new Catalogue(streams);

it('the event reference says what is declared: run npm run docs', () => {
  const { status, stderr } = spawnSync(process.execPath, ['-r', '@swc-node/register', 'test/docs/main.ts', '--check'], {
    cwd: top,
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
}, 60_000);

describe.each(catalogue.types())('$type', ({ type, definition, schema }) => {
  const [example] = schema['examples'] as readonly object[];

  it('has an example that can be recorded', () => {
    expect(catalogue.check(example).entry.type).toBe(type);
  });

  it('is told in a sentence', () => {
    const line = definition.line(definition.example.data as never);
    expect(line.trim().length).toBeGreaterThan(5);
  });

  it('has a title, a description, and one for every field', () => {
    const { data } = schema['properties'] as { readonly data: Readonly<Record<string, unknown>> };
    expect([data['title'], data['description']].every((text) => typeof text === 'string')).toBe(true);
    const fields = Object.entries(data['properties'] as Record<string, { readonly description?: string }>);
    expect(fields.filter(([, { description }]) => !description).map(([name]) => name)).toEqual([]);
  });
});
