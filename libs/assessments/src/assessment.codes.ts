/** `background`: told as a fact, outside what this log tracks. `reaction`: how someone took it. */
export const ASSESSMENT_KINDS = ['analysis', 'background', 'reaction', 'outlook'] as const;
export type AssessmentKind = (typeof ASSESSMENT_KINDS)[number];

export const DIRECTIONS = ['improving', 'worsening', 'steady', 'reversed'] as const;
export type Direction = (typeof DIRECTIONS)[number];
