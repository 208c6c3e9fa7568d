import { tablesSha256 } from '@tracker/projections';
import { readModels } from '../../apps/features';
import recorded from './read-models.json';

/*
 * What the tables of each version of a read model are made of. Two releases side by side each read their own version, so tables
 * that change without it would break the older one. After a change raise the version of the model and the schema of its
 * entities, and add a line here; a line that has been released is never changed.
 */
const golden: Readonly<Record<string, string>> = recorded;

it.each(readModels.map((model) => [`${model.name} ${model.version}`, tablesSha256(model)]))(
  'the tables of %s are those of its version',
  (model, sha256) => {
    expect([model, sha256]).toEqual([model, golden[model]]);
  },
);

it('no read model stands twice', () => {
  const names = readModels.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
