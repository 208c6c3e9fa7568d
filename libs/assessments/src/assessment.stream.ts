import { defineStream } from '@tracker/event-store';
import { OtherTopicError } from './assessment.errors';
import { assessmentTypes } from './assessment.events';

/** The topic of a stream, once something is said of it. */
interface AssessmentState {
  readonly topic: string | null;
}

/** Assessments of one topic. A source may assess it again and again: the latest is what it thinks now, the others stay. */
export const assessmentStream = defineStream({
  kind: 'assessment',
  types: assessmentTypes,
  initial: { topic: null } as AssessmentState,
  evolve: {
    AssessmentRecorded: ({ topic }, { data }) => ({ topic: topic ?? data.topic }),
  },
  accept: {
    AssessmentRecorded: ({ topic }, { stream, data }) => {
      if (topic !== null && topic !== data.topic) throw new OtherTopicError(stream, topic, data.topic);
    },
  },
});
