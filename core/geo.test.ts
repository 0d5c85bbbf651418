import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distanceM, gcj02ToWgs84, isOnGlobe, toWgs84, wgs84ToGcj02 } from './geo.ts';

const inChina = fc.record({
  longitude: fc.double({ min: 73.5, max: 135.1, noNaN: true }),
  latitude: fc.double({ min: 3.8, max: 53.6, noNaN: true }),
});

describe('GCJ-02', () => {
  test('there and back is the same place, to less than a metre, all over China', () => {
    fc.assert(
      fc.property(inChina, (point) => {
        expect(distanceM(gcj02ToWgs84(wgs84ToGcj02(point)), point)).toBeLessThan(1);
        expect(distanceM(wgs84ToGcj02(gcj02ToWgs84(point)), point)).toBeLessThan(1);
      }),
      { numRuns: 2_000 },
    );
  });

  test('shifts by 50 m to 1,000 m inside China', () => {
    fc.assert(
      fc.property(inChina, (point) => {
        const shift = distanceM(wgs84ToGcj02(point), point);
        expect(shift).toBeGreaterThan(50);
        expect(shift).toBeLessThan(1_000);
      }),
    );
  });

  // the check values of eviltransform's own tests
  test.each([
    ['Shanghai', 31.1774276, 121.5272106, 31.17530398364597, 121.531541859215],
    ['Shenzhen', 22.543847, 113.912316, 22.540796131694766, 113.9171764808363],
    ['Beijing', 39.911954, 116.377817, 39.91334545536069, 116.38404722455657],
  ])('meets the published pair of %s', (_, latitude, longitude, gcjLatitude, gcjLongitude) => {
    const gcj = wgs84ToGcj02({ longitude, latitude });
    expect(distanceM(gcj, { longitude: gcjLongitude, latitude: gcjLatitude })).toBeLessThan(0.01);
  });

  test.each([
    ['London', -0.1276, 51.5072],
    ['Sydney', 151.2093, -33.8688],
    ['Honolulu', -157.8583, 21.3069],
  ])('%s is where it is in both', (_, longitude, latitude) => {
    const point = { longitude, latitude };
    expect(wgs84ToGcj02(point)).toEqual(point);
    expect(gcj02ToWgs84(point)).toEqual(point);
  });

  test('is turned into WGS-84 where it is named, and only there', () => {
    const point = { longitude: 104.06, latitude: 30.66 };
    expect(toWgs84(point, 'WGS84')).toEqual(point);
    expect(distanceM(toWgs84(wgs84ToGcj02(point), 'GCJ02'), point)).toBeLessThan(0.01);
  });
});

test('a position that is none is off the globe', () => {
  expect(isOnGlobe({ longitude: 181, latitude: 0 })).toBe(false);
  expect(isOnGlobe({ longitude: 0, latitude: -91 })).toBe(false);
  expect(isOnGlobe({ longitude: Number.NaN, latitude: 0 })).toBe(false);
  expect(isOnGlobe({ longitude: 180, latitude: -90 })).toBe(true);
});
