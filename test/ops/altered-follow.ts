import { Catalogue, type RecordedEvent } from '@tracker/event-store';
import { Follower, Projector, type ReadModel } from '@tracker/projections';
import { readModels, streams } from '../../apps/features';
import type { Follow } from '../../apps/following';

/** Follows in this thread, with one read model declared otherwise than this release has it. */
export function followAltered(name: string, alter: (model: ReadModel) => ReadModel): Follow {
  const models = readModels.map((model) => (model.name === name ? alter(model as ReadModel) : model));
  return async ({ projections }, { onTrouble }) => {
    const projector = new Projector(projections, new Catalogue(streams), models);
    const follower = new Follower(projections, projector, { onError: (error) => onTrouble(String(error)) });
    await follower.start();
    return follower;
  };
}

/** The same read model but for what it makes of some events. */
export function evolvingOtherwise(
  model: ReadModel,
  evolve: (state: unknown, event: RecordedEvent, asDeclared: () => unknown) => unknown,
): ReadModel {
  return { ...model, evolve: (state, event) => evolve(state, event, () => model.evolve(state, event)) };
}
