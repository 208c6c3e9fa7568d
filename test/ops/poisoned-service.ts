import type { Follow } from '../../apps/following';
import { startTestService, type TestService } from '../setup/test-service';
import { evolvingOtherwise, followAltered } from './altered-follow';

/** The event that `attacks` cannot take in, told of another night. */
export const POISON = {
  type: 'ShellingReported',
  stream: 'attack-2025-02-19-shelling',
  occurred: '2025-02-19',
  citation: { source: 'source-ukrainian-air-force', report: 'report-riyadh-talks' },
  data: { place: 'place-dolynska' },
} as const;

export const POISON_ERROR = 'no number of shells';

/** A service whose `attacks` cannot take in one kind of event, until that is mended. */
export interface PoisonedService extends TestService {
  /** As a release that mends it would. */
  mend(): void;
}

export async function startPoisonedService(): Promise<PoisonedService> {
  let isMended = false;
  const follow: Follow = followAltered('attacks', (model) =>
    evolvingOtherwise(model, (_state, { type }, asDeclared) => {
      if (type === POISON.type && !isMended) throw new Error(POISON_ERROR);
      return asDeclared();
    }),
  );
  const service = await startTestService({ follow });
  return { ...service, mend: () => void (isMended = true) };
}
