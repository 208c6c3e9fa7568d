import type { RecordedEvent } from '@tracker/event-store';
import { claimColumns, datedColumns, modelOfStream, row, type Columns, type RowState } from '@tracker/projections';
import { boundsOf, gradedLatest } from '@tracker/vocabulary';
import type { ExchangeTelling, Release } from './exchange.events';
import { exchangeStream, type ExchangeState } from './exchange.stream';
import { ExchangeClaimRow, ExchangeRow, ReleaseRow } from './exchange.tables';
import { isRealised, toldBefore } from './tellings';
import { replacedRow, toldColumns } from './told.rows';

/** Read model of exchanges: what is shown first of each, who let how many go as each source has it, and every claim by its event. */
export const exchangesModel = modelOfStream<ExchangeState>(exchangeStream, {
  name: 'exchanges',
  version: 1,
  held: { tables: [ExchangeRow], rows: (_stream, state) => [row(ExchangeRow, '', exchangeColumns(state))] },
  touched: { tables: [ReleaseRow, ExchangeClaimRow], rows: claimRows },
});

function claimRows(before: ExchangeState, event: RecordedEvent): readonly RowState[] {
  const telling = event as ExchangeTelling;
  const replaced = toldBefore(before, telling, telling.type);
  const endedReleases = (replaced?.data.released ?? []).flatMap(({ by }) =>
    replacedRow(ReleaseRow, replaced?.id, event, (id) => releaseKey(id, by)),
  );
  return [
    ...endedReleases,
    ...replacedRow(ExchangeClaimRow, replaced?.id, event),
    ...telling.data.released.map((release) =>
      row(ReleaseRow, releaseKey(event.id, release.by), releaseColumns(event, release)),
    ),
    row(ExchangeClaimRow, event.id, toldColumns(event, event.type)),
  ];
}

function releaseKey(event: string, party: string): string {
  return `${event} ${party}`;
}

function releaseColumns(event: RecordedEvent, { by, persons, civilians }: Release): Columns<ReleaseRow> {
  const all = boundsOf(persons);
  const some = civilians === undefined ? { min: null, max: null, best: null } : boundsOf(civilians);
  return {
    ...claimColumns(event),
    party: by,
    persons,
    personsMin: all.min,
    personsMax: all.max,
    personsBest: all.best,
    civilians: civilians ?? null,
    civiliansMin: some.min,
    civiliansMax: some.max,
    civiliansBest: some.best,
  };
}

function exchangeColumns(state: ExchangeState): Columns<ExchangeRow> {
  const all = Object.values(state);
  const happened = all.filter(isRealised);
  // Of what nobody says that it happened, show what is said of it all the same, with its modality.
  const told = happened.length > 0 ? happened : all;
  const rests = gradedLatest(told)!;
  const occurred = gradedLatest(told.filter((event) => event.occurred !== undefined))?.occurred ?? null;
  return {
    modality: rests.modality ?? 'realised',
    event: rests.id,
    parties: [...new Set(told.flatMap(({ data }) => data.released.map(({ by }) => by)))].sort(),
    mediatedBy: rests.data.mediatedBy ?? null,
    occurred,
    ...datedColumns(occurred),
  };
}
