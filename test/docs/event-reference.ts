import type { Catalogue, CatalogueEntry, SchemaVersion } from '@tracker/event-store';
import { jsonSchemaOf, type JsonSchema } from '@tracker/vocabulary';
import { format, resolveConfig } from 'prettier';

/** A page of the reference: its path from the top of the repository, and its text. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** Where the pages are, from the top of the repository. */
export const EVENT_PAGES = 'docs/events';

/** The event reference: a page for each event type, and one that lists them, from the declarations the service checks with. */
export async function eventReference(catalogue: Catalogue): Promise<readonly Page[]> {
  const entries = catalogue.types();
  const pages = [
    { path: `${EVENT_PAGES}/README.md`, text: contents(entries) },
    ...entries.map((entry) => ({ path: `${EVENT_PAGES}/${entry.type}.md`, text: pageOf(entry) })),
  ];
  const config = await resolveConfig(`${EVENT_PAGES}/README.md`);
  const formatted = pages.map(async ({ path, text }) => ({
    path,
    text: await format(text, { ...config, filepath: path }),
  }));
  return Promise.all(formatted);
}

function contents(entries: readonly CatalogueEntry[]): string {
  const kinds = [...new Set(entries.map(({ kind }) => kind))];
  const sections = kinds.map((kind) => {
    const own = entries.filter((entry) => entry.kind === kind);
    const title = kind === null ? 'In any stream: reviews' : `In streams of kind \`${kind}\``;
    const lines = own.map(({ type, definition }) => `| [${type}](${type}.md) | ${definition.summary} |`);
    return `## ${title}\n\n| Event type | What it says |\n| --- | --- |\n${lines.join('\n')}`;
  });
  return `# Event types

What can be recorded, one page each. The pages are written by \`npm run docs\` from the declarations that the service checks events with; \`GET /v1/event-types/{type}\` gives the same as JSON Schema, and with \`?schemaVersion=\` a former version of it.

${sections.join('\n\n')}
`;
}

function pageOf({ type, definition, kind, schema, schemas, versions }: CatalogueEntry): string {
  const { data } = schema['properties'] as { readonly data: JsonSchema };
  const [example] = schema['examples'] as readonly { readonly data: never }[];
  const where =
    kind === null
      ? 'Goes into the stream of the event that it is about, whatever its kind.'
      : `Goes into a stream of kind \`${kind}\`.`;
  const citation = definition.registration ? 'Needs no citation.' : 'Needs a citation.';
  const others = versions.all.filter(({ schemaVersion }) => schemaVersion !== versions.accepted);
  return `# ${type}

${definition.summary} ${where} ${citation} Schema version ${versions.accepted}.

${description(data)}

## Data

${tablesOf(data)}

## Example

${exampleOf(schema)}

On the timeline: ${definition.line(example!.data).replaceAll('{', '`').replaceAll('}', '`')}
${others
  .toReversed()
  .map((version) => sectionOf(version, schemas[version.schemaVersion - 1]!))
  .join('')}`;
}

/** A version that an event has to state: a former one, or one that is only read yet. */
function sectionOf({ schemaVersion, payload, change }: SchemaVersion, schema: JsonSchema): string {
  const told =
    change === undefined
      ? 'Read by this release, and recorded from the next one on.'
      : `A former version: it is still recorded if an event states \`"schemaVersion": ${schemaVersion}\`, and stays in the log as it was sent. ${change}`;
  return `
## Schema version ${schemaVersion}

${told}

${tablesOf(jsonSchemaOf(payload), '####')}

${exampleOf(schema)}
`;
}

function exampleOf(schema: JsonSchema): string {
  const [example] = schema['examples'] as readonly object[];
  return `\`\`\`json
${JSON.stringify(example, null, 2)}
\`\`\``;
}

/** The table of an object's fields, and below it those of the parts that it has. */
function tablesOf(schema: JsonSchema, heading = '###'): string {
  const parts = new Map<string, JsonSchema>();
  const table = tableOf(schema, parts);
  const below = [...parts].map(
    ([title, part]) => `${heading} ${title}\n\n${description(part)}\n\n${tablesOf(part, heading)}`,
  );
  return [table, rulesOf(schema), ...below].filter((text) => text !== '').join('\n\n');
}

function tableOf(schema: JsonSchema, parts: Map<string, JsonSchema>): string {
  const fields = Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>);
  const required = (schema['required'] ?? []) as readonly string[];
  const rows = fields.map(
    ([name, field]) =>
      `| \`${name}\` | ${shapeOf(field, parts)} | ${required.includes(name) ? 'yes' : ''} | ${cell(description(field))} |`,
  );
  return `| Field | Shape | Required | Meaning |\n| --- | --- | --- | --- |\n${rows.join('\n')}`;
}

function shapeOf(schema: JsonSchema, parts: Map<string, JsonSchema>): string {
  const shape = plainShapeOf(schema, parts);
  const unit = schema['x-unit'] as string | undefined;
  return unit === undefined ? shape : `${shape}, in ${unit}`;
}

function plainShapeOf(schema: JsonSchema, parts: Map<string, JsonSchema>): string {
  const codes = schema['enum'] as readonly string[] | undefined;
  if (codes) return `one of ${codes.map((code) => `\`${code}\``).join(', ')}`;
  const kinds = schema['x-reference'] as readonly string[] | undefined;
  if (kinds) return `id of ${kinds.length > 3 ? 'a stream' : kinds.map((kind) => `\`${kind}-…\``).join(' or ')}`;
  if (schema['type'] === 'array') return `list of ${shapeOf((schema['items'] ?? {}) as JsonSchema, parts)}`;
  const title = schema['title'] as string | undefined;
  const choices = (schema['oneOf'] ?? schema['anyOf']) as readonly JsonSchema[] | undefined;
  if (title !== undefined && schema['type'] === 'object' && schema['properties'] !== undefined) {
    parts.set(title, schema);
    return title;
  }
  if (choices && title === undefined) return choices.map((choice) => shapeOf(choice, parts)).join(' or ');
  const expected = schema['x-expected'] as string | undefined;
  const { format: named, type } = schema as { readonly format?: string; readonly type?: string };
  return cell(title ?? expected ?? named ?? type ?? 'any value');
}

function rulesOf(schema: JsonSchema): string {
  const rules = ((schema['allOf'] ?? []) as readonly JsonSchema[]).flatMap((rule) => {
    const expected = rule['x-expected'];
    return typeof expected === 'string' ? [`- ${expected}`] : [];
  });
  return rules.length === 0 ? '' : `Wanted besides:\n\n${rules.join('\n')}`;
}

function description(schema: JsonSchema): string {
  return (schema['description'] as string | undefined) ?? '';
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
