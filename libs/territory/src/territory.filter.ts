import { CodeParameter, ListQuery, StreamParameter } from '@tracker/reading';
import { CONTROL_STATUSES, type ControlStatus } from './territory.events';

/** Which areas to list, by how they stand on the day `on`. */
export class TerritoryFilter extends ListQuery {
  @StreamParameter('Only areas that this actor holds.', 'actor-russia', 'actor')
  readonly holder?: string;

  @StreamParameter('Only the area that is this place.', 'place-crimea', 'place')
  readonly place?: string;

  @CodeParameter(CONTROL_STATUSES, 'Only areas of which that is so.')
  readonly status?: ControlStatus;
}
