import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../start/run';

/** A fenced block of the README. */
export interface Block {
  /** The heading it stands below. */
  readonly section: string;
  /** The line of text before it. */
  readonly lead: string;
  readonly language: string;
  readonly text: string;
}

/** A block of commands, and the answer that is shown below it, if any. */
export interface Step {
  readonly section: string;
  readonly commands: string;
  readonly answer: Block | null;
}

/** The section that walks through adding an event type. */
export const ADD_EVENT_TYPE = 'Adding an event type';

export const readmeText = readFileSync(join(repository, 'README.md'), 'utf8');

/** Every fenced block, in order. */
export const blocks: readonly Block[] = blocksOf(readmeText);

/** Every block of shell commands, in order. */
export const steps: readonly Step[] = blocks.flatMap((block, index) => {
  if (block.language !== 'sh') return [];
  const next = blocks[index + 1];
  const answer = next?.section === block.section && next.language !== 'sh' && next.lead === '```' ? next : null;
  return [{ section: block.section, commands: block.text, answer }];
});

function blocksOf(markdown: string): readonly Block[] {
  const found: Block[] = [];
  let section = '';
  let lead = '';
  let open: { readonly language: string; readonly lines: string[] } | null = null;
  for (const line of markdown.split('\n')) {
    const fence = /^```(\w*)$/.exec(line);
    if (open && fence) {
      found.push({ section, lead, language: open.language, text: open.lines.join('\n') });
      open = null;
      lead = line;
    } else if (open) open.lines.push(line);
    else if (fence) open = { language: fence[1]!, lines: [] };
    else if (line.startsWith('#')) [section, lead] = [line.replace(/^#+ /, ''), ''];
    else if (line !== '') lead = line;
  }
  return found;
}
