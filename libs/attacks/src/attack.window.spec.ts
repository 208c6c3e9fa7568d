import { AIR_FORCE, eventOf, given } from '@tracker/spec-kit';
import { attacksModel } from './attack.rows';
import { AttackRow } from './attack.tables';

const NIGHT = 'attack-2025-02-18-overnight';
const told = [
  eventOf(
    'DroneBarrageReported',
    { launched: 176 },
    { stream: NIGHT, occurred: '2025-02-17/2025-02-18', citation: AIR_FORCE },
  ),
  eventOf(
    'DroneBarrageReported',
    { launched: 176 },
    { stream: NIGHT, occurred: '2025-02-16/2025-02-17', citation: { source: 'source-unnamed-outlet', grade: 'A1' } },
  ),
];
const settled = [
  eventOf('ClaimDisputed', { event: 2, text: 'It was the night after.' }, { stream: NIGHT, citation: AIR_FORCE }),
  eventOf('DisputeResolved', { event: 2, adopted: 1, reason: 'The outlet mistook the night.' }, { stream: NIGHT }),
];

it('the night of an attack is that of the best graded source', () => {
  expect(given(attacksModel, ...told).thenRows(AttackRow)).toMatchObject([{ countedDay: '2025-02-17' }]);
});

it('unless a dispute of it is resolved for another', () => {
  expect(given(attacksModel, ...told, ...settled).thenRows(AttackRow)).toMatchObject([{ countedDay: '2025-02-18' }]);
});
