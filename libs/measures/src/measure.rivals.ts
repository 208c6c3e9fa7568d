import type { Rivalry } from '@tracker/reading';
import { measuresModel } from './measure.model';
import { measureStream } from './measure.stream';
import { MeasureClaimRow } from './measure.tables';

/** The imposition rivals with the imposition of another source, and so does the lifting; what is eased adds up. */
export const measureRivalries: readonly Rivalry[] = [
  {
    model: measuresModel,
    kinds: [measureStream.kind],
    table: MeasureClaimRow,
    fact: 'c.type',
    competes: `c.modality = 'realised' and c.type in ('MeasureImposed', 'MeasureLifted')`,
  },
];
