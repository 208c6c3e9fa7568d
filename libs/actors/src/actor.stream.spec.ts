import { eventOf, given, idAt } from '@tracker/spec-kit';
import { actorStream } from './actor.stream';
import { ActorRow, actorsModel } from './actor.tables';

const stream = 'actor-volodymyr-zelenskyy';
const zelenskyy = eventOf(
  'ActorRegistered',
  { name: 'Volodymyr Zelenskyy', names: { uk: 'Володимир Зеленський' }, kind: 'person' },
  { stream, citation: null },
);

describe('an actor', () => {
  test('is registered without a citation', () => {
    given(actorStream).when(zelenskyy).thenAccepted();
  });

  test('is not registered twice, and the refusal names who has the id', () => {
    const refusal = given(actorStream, zelenskyy).when(zelenskyy).thenRefused('actor.already_registered');
    expect(refusal.message).toContain(`${stream} is registered already, as "Volodymyr Zelenskyy"`);
  });

  test.each([
    ['a kind of our own invention', { kind: 'politician' }],
    ['a country that is none', { iso3: 'XXX' }],
    ['a member that is no actor', { members: ['place-ukraine'] }],
    ['a name under no language', { names: { ukrainian: 'Зеленський' } }],
    ['a property nobody declared', { office: 'President' }],
  ])('does not have %s', (_, wrong) => {
    const event = eventOf('ActorRegistered', { name: 'Volodymyr Zelenskyy', kind: 'person', ...wrong }, { stream });
    given(actorStream).when(event).thenRefused('event.invalid');
  });

  test('has a row from its registration on, which tells members from none told', () => {
    const allies = eventOf(
      'ActorRegistered',
      { name: 'European allies', kind: 'group', members: ['actor-france'] },
      { stream: 'actor-european-allies' },
    );
    const nobody = eventOf(
      'ActorRegistered',
      { name: 'Nobody', kind: 'group', members: [] },
      { stream: 'actor-nobody' },
    );
    const model = given(actorsModel, zelenskyy, allies, nobody);
    expect(model.asOf(0).thenRows(ActorRow)).toEqual([]);
    expect(model.thenRows(ActorRow)).toMatchObject([
      { stream: 'actor-european-allies', members: ['actor-france'], since: 2 },
      { stream: 'actor-nobody', members: [] },
      { stream, name: 'Volodymyr Zelenskyy', members: null, iso3: null, event: idAt(1), citation: null, since: 1 },
    ]);
  });

  test('is found by any of its names in lower case', () => {
    const [row] = given(actorsModel, zelenskyy).thenRows(ActorRow);
    expect(row?.searchedNames).toBe('volodymyr zelenskyy\nволодимир зеленський');
  });
});
