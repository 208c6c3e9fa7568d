import {
  accept,
  decideReview,
  evolve,
  isReview,
  type Catalogue,
  type Inconsistency,
  type ProposedEvent,
  type Warning,
} from '@tracker/event-store';
import type { StreamState } from './stream-states';
import type { Receipt, SubmittedEvent } from './submission';

/** What an event leads to, if it is recorded. */
export interface Step {
  readonly after: StreamState;
  readonly warnings: readonly Warning[];
  readonly inconsistent: readonly Inconsistency[];
  /** What a review makes its event refer to, beyond the references of the review itself. */
  readonly references: readonly string[];
}

const NONE = { inconsistent: [], references: [] };

/**
 * Decides over an event that meets the state of its stream, by the rules of the stream or, if it is a review, by those of
 * reviews; these need the stream's whole history. Throws why it is refused.
 */
export function stepOver(conflict: string, catalogue: Catalogue, event: SubmittedEvent, before: StreamState): Step {
  const version = before.version + 1;
  const asked = proposed(conflict, event, version);
  const history = before.history && [...before.history, asked];
  const after = (state: unknown): StreamState => (history ? { version, state, history } : { version, state });
  if (!isReview(event.entry.type)) {
    const warnings = accept(event.kind, before.state, asked);
    return { after: after(evolve(event.kind, before.state, asked)), warnings, ...NONE };
  }
  const check = (envelope: object): readonly string[] => catalogue.check(envelope).references;
  const { state, ...outcome } = decideReview(event.kind, check, before.history!, asked);
  return { after: after(state), ...outcome };
}

/** A receipt with what is worth telling about its event. */
export function withFindings(receipt: Receipt, { warnings, inconsistent }: Step): Receipt {
  return {
    ...receipt,
    ...(warnings.length > 0 ? { warnings } : {}),
    ...(inconsistent.length > 0 ? { inconsistent } : {}),
  };
}

function proposed(
  conflict: string,
  { stream, id, entry, envelope, schemaVersion, recordedBy }: SubmittedEvent,
  version: number,
): ProposedEvent {
  const { type, versions } = entry;
  const { occurred, modality, citation, data } = envelope;
  const event = { conflict, stream, version, id, type, schemaVersion, recordedBy, occurred, modality, citation, data };
  return versions.read(event, schemaVersion);
}
