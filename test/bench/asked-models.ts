import type { ReadModel } from '@tracker/projections';
import { readModels } from '../../apps/features';

/** Names of read models; all but some may be said by naming those. */
export type AskedModels = 'all' | readonly string[] | { readonly allBut: readonly string[] };

export function askedModels(asked: AskedModels): readonly ReadModel[] {
  return readModels.filter(({ name }) => {
    if (asked === 'all') return true;
    return 'allBut' in asked ? !asked.allBut.includes(name) : asked.includes(name);
  });
}

/** The schemas that they live in. */
export function askedSchemas(asked: AskedModels): readonly string[] {
  return askedModels(asked).map(({ name, version }) => `${name}_v${version}`);
}
