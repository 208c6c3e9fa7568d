import { spawnSync } from 'node:child_process';
import { userEnvironment } from '../start/run';
import type { Step } from './readme';
import { differences, differencesInLines, differencesInText } from './shown-answer';

/** Requests are pasted with curl, as the README says. Where there is none, their tests are skipped, and counted as that. */
export const itWithCurl = spawnSync('curl', ['--version']).status === 0 ? it : it.skip;

/** The heading of a step and its first line, to name a test. */
export function titleOf({ section, commands }: Step): string {
  return `${section}: ${commands.split('\n')[0]!.slice(0, 110)}`;
}

/** Where commands run. */
export interface Shell {
  readonly folder: string;
  /** Of the service that the README has at 3000. */
  readonly port?: string;
  readonly variables?: Readonly<Record<string, string>>;
}

/** Runs commands as a reader pastes them and gives what they print. Throws, with all of it, if one fails. */
export function inShell(commands: string, { folder, port = '3000', variables = {} }: Shell): string {
  const pasted = commands.replaceAll('127.0.0.1:3000', `127.0.0.1:${port}`);
  const { status, stdout, stderr } = spawnSync('sh', ['-e', '-c', pasted], {
    cwd: folder,
    encoding: 'utf8',
    env: userEnvironment(variables),
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`Exit code ${status} of\n${pasted}\n${stdout}${stderr}`);
  return stdout;
}

/** Where the output of a step differs from the answer that the README shows below it. */
export function againstShown({ commands, answer }: Step, output: string): readonly string[] {
  if (answer === null) return [`no answer is shown below ${commands}`];
  const { language, text } = answer;
  if (language === 'json') return differences(parsed(output), text);
  if (language === 'ndjson') return differencesInLines(output.trim().split('\n').map(parsed), text);
  if (language === 'http') return httpDifferences(output, text);
  return differencesInText(output, text);
}

function httpDifferences(output: string, shown: string): readonly string[] {
  const [head = '', body = ''] = output.split('\r\n\r\n');
  const [shownHead = '', shownBody] = shown.split('\n\n');
  const headers = head.split('\r\n').map(withLowerCaseName).join('\n');
  const missing = differencesInText(headers, shownHead);
  return shownBody === undefined ? missing : [...missing, ...differences(parsed(body), shownBody)];
}

function withLowerCaseName(line: string): string {
  return line.startsWith('HTTP/') ? line : line.replace(/^[^:]+/, (name) => name.toLowerCase());
}

function parsed(text: string): unknown {
  return JSON.parse(text);
}
