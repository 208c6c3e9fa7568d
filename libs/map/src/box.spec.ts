import { InvalidParameterError } from '@tracker/reading';
import { readBox } from './box';

it('a box is west, south, east and north; across the antimeridian its west is greater than its east', () => {
  expect(readBox('22.1,44.3,40.3,52.4')).toEqual({ west: 22.1, south: 44.3, east: 40.3, north: 52.4 });
  expect(readBox('177.0,-20.0,-178.0,-16.0')).toEqual({ west: 177, south: -20, east: -178, north: -16 });
});

it.each(['22,44,40', '22,44,40,52,0', '22,52,40,44', '-181,44,40,52', '22,44,40,91', '22,44,4e1,52', 'a,b,c,d', ',,,'])(
  '%s is no box',
  (text) => {
    expect(() => readBox(text)).toThrow(InvalidParameterError);
  },
);
