import { ARTICLE, eventOf, given, idAt } from '@tracker/spec-kit';
import { sourceStream } from './source.stream';
import { SourceGradeRow, SourceLinkRow, SourceRow, sourcesModel } from './source.tables';

const stream = 'source-unnamed-outlet';
const AP = 'source-associated-press';
const outlet = eventOf('SourceRegistered', { name: 'Unnamed outlet', kind: 'media' }, { stream, citation: null });
const graded = (reliability: string, parts: object = {}) =>
  eventOf('SourceGraded', { reliability, reason: 'Its figures for the night were confirmed.' }, { stream, ...parts });
const copies = (other: string, parts: object = {}) =>
  eventOf('SourceLinked', { other, relation: 'copies' }, { stream, ...parts });

describe('a source', () => {
  test('is registered without a citation', () => {
    given(sourceStream).when(outlet).thenAccepted();
  });

  test('is not registered twice, and the refusal names which one has the id', () => {
    const refusal = given(sourceStream, outlet).when(outlet).thenRefused('source.already_registered');
    expect(refusal.message).toContain(`${stream} is registered already, as "Unnamed outlet"`);
  });

  test('is registered before it is graded or linked', () => {
    given(sourceStream).when(graded('B')).thenRefused('source.not_registered');
    given(sourceStream).when(copies(AP)).thenRefused('source.not_registered');
  });

  test('is graded as often as somebody judges it, with a reason', () => {
    given(sourceStream, outlet, graded('B')).when(graded('D')).thenAccepted();
    given(sourceStream, outlet).when(graded('G')).thenRefused('event.invalid');
    given(sourceStream, outlet)
      .when(eventOf('SourceGraded', { reliability: 'B' }, { stream }))
      .thenRefused('event.invalid');
  });

  test('is not linked to itself', () => {
    const refusal = given(sourceStream, outlet).when(copies(stream)).thenRefused('source.linked_to_itself');
    expect(refusal.faults).toMatchObject([{ pointer: '/data/other' }]);
    given(sourceStream, outlet).when(copies(AP)).thenAccepted();
  });

  test('is folded from any of its events alone', () => {
    expect(given(sourceStream, copies(AP), graded('B')).thenState()).toMatchObject({ registered: null });
  });
});

describe('the sources model', () => {
  test('has a row of the source from its registration on', () => {
    const air = eventOf(
      'SourceRegistered',
      { name: 'Ukrainian air force', kind: 'official', actor: 'actor-ukrainian-air-force', side: 'actor-ukraine' },
      { stream: 'source-ukrainian-air-force', citation: null },
    );
    const model = given(sourcesModel, outlet, air);
    expect(model.asOf(0).thenRows(SourceRow)).toEqual([]);
    expect(model.thenRows(SourceRow)).toMatchObject([
      { stream: 'source-ukrainian-air-force', actor: 'actor-ukrainian-air-force', side: 'actor-ukraine', since: 2 },
      { stream, name: 'Unnamed outlet', kind: 'media', actor: null, side: null, event: idAt(1), citation: null },
    ]);
  });

  test('keeps every grade, with its place in the log', () => {
    const model = given(
      sourcesModel,
      outlet,
      graded('B'),
      graded('D', { occurred: '2025-02-19', modality: 'planned' }),
    );
    expect(model.thenRows(SourceGradeRow)).toMatchObject([
      {
        key: idAt(2),
        reliability: 'B',
        position: 2,
        occurred: null,
        modality: 'realised',
        citation: ARTICLE,
        until: null,
      },
      { key: idAt(3), reliability: 'D', position: 3, occurred: '2025-02-19', modality: 'planned', until: null },
    ]);
  });

  test('ends what somebody told of a link when told again, and keeps the word of others', () => {
    const other = copies(AP, { citation: { source: AP } });
    const model = given(sourcesModel, outlet, copies(AP), other, copies(AP, { modality: 'negated' }));
    expect(model.thenRows(SourceLinkRow).map(({ key, modality }) => [key, modality])).toEqual([
      [idAt(3), 'realised'],
      [idAt(4), 'negated'],
    ]);
    expect(
      model
        .asOf(3)
        .thenRows(SourceLinkRow)
        .map(({ key }) => key),
    ).toEqual([idAt(2), idAt(3)]);
  });
});
