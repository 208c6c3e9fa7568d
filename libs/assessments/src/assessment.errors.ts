import { TrackerError } from '@tracker/problems';

/** An assessment of another topic than its stream. */
export class OtherTopicError extends TrackerError {
  readonly code = 'assessment.other_topic';

  constructor(stream: string, topic: string, found: string) {
    super(
      `${stream} is about ${JSON.stringify(topic)}, the assessment is about ${JSON.stringify(found)}. One stream is one topic: use the same words, or record it in a stream of its own.`,
      { stream, topic },
      [{ pointer: '/data/topic', code: 'assessment.other_topic', detail: `found ${JSON.stringify(found)}` }],
    );
  }
}
