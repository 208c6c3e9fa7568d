import { PassThrough } from 'node:stream';
import { ProgressReport, type StepProgress } from './progress';

const HALF: StepProgress = { step: 'Folding', done: 5, all: 10, events: 60_000 };

/** A report by a clock that is set by hand, on a terminal or not. */
function reporting(isTTY: boolean) {
  const clock = { ms: 0 };
  const output = Object.assign(new PassThrough(), { isTTY, columns: 120, cursorTo: () => true, clearLine: () => true });
  const report = new ProgressReport(output, () => clock.ms);
  const at = (ms: number, progress: StepProgress): void => {
    clock.ms = ms;
    report.tell(progress);
  };
  return { at, report, written: () => String(output.read() ?? '') };
}

it('where nobody looks on, a line every five seconds tells share, rate and time left', () => {
  const { at, written } = reporting(false);
  at(0, { ...HALF, done: 0, events: 0 });
  at(4_999, { ...HALF, done: 3, events: 10_000 });
  expect(written()).toBe('');
  at(5_000, HALF);
  expect(written()).toBe('Folding: 50%, 12,000 events/s, 5 s left\n');
  at(9_000, { ...HALF, done: 9 });
  expect(written()).toBe('');
});

it('what a resumed step had done before counts for the share, and not for the rate', () => {
  const { at, written } = reporting(false);
  at(0, { ...HALF, events: 0 });
  at(90_000, { ...HALF, done: 6, events: 9_000 });
  expect(written()).toBe('Folding: 60%, 100 events/s, 6 min 0 s left\n');
});

it('the end of a step is not told: the answer follows', () => {
  const { at, written } = reporting(false);
  at(0, { ...HALF, done: 0 });
  at(60_000, { ...HALF, done: 10 });
  expect(written()).toBe('');
});

it('on a terminal a bar tells them, and is taken away for the answer', () => {
  const { at, report, written } = reporting(true);
  at(0, { ...HALF, done: 0, events: 0 });
  expect(written()).toContain('Folding [░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░] 0%');
  at(5_000, HALF);
  report.stop();
  expect(written()).toContain('Folding [███████████████░░░░░░░░░░░░░░░] 50%, 12,000 events/s, 5 s left');
});

it('without an output it is silent', () => {
  const report = new ProgressReport(undefined);
  report.tell(HALF);
  report.stop();
});
