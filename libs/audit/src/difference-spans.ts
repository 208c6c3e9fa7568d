import type { ReadModel } from '@tracker/projections';
import { KERNEL_MODELS, type Moments } from '@tracker/reading';
import { FromAfterToError } from './audit.errors';
import type { Span } from './difference-rows';

/** The two moments as a question names them. */
export interface SpanQuestion {
  readonly from: string;
  /** Left out: what the read models have reached. */
  readonly to?: string;
}

/**
 * The two moments of a difference, each found as `asOf` is, once the models compared have got to the later one. Throws where
 * that throws, and FromAfterToError.
 */
export async function resolveSpan(
  moments: Moments,
  conflict: string,
  question: SpanQuestion,
  models: readonly ReadModel[],
): Promise<Span> {
  const from = await moments.inLog(conflict, question.from, 'from');
  const end = question.to === undefined ? undefined : await moments.inLog(conflict, question.to, 'to');
  if (end !== undefined && from > end) throw new FromAfterToError(from, end);
  const asked = end === undefined ? { minPosition: String(from) } : { asOf: String(end) };
  return { from, to: await moments.resolve(conflict, asked, models, KERNEL_MODELS) };
}
