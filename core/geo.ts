/** Coordinate systems that positions may come in. Everything stored is WGS-84. */
export const COORDINATE_SYSTEMS = ['WGS84', 'GCJ02'] as const;
export type CoordinateSystem = (typeof COORDINATE_SYSTEMS)[number];

/** Degrees east and north. */
export interface GeoPoint {
  longitude: number;
  latitude: number;
}

/** Krasovsky 1940, on which GCJ-02 is defined: semi-major axis in m, first eccentricity squared. */
const AXIS_M = 6_378_245;
const ECCENTRICITY_2 = 0.006_693_421_622_965_943;
const EARTH_RADIUS_M = 6_371_008.8;
const RADIANS = Math.PI / 180;

/** The box inside which map services shift; outside it GCJ-02 is WGS-84. */
function isShifted({ longitude, latitude }: GeoPoint): boolean {
  return longitude >= 72.004 && longitude <= 137.8347 && latitude >= 0.8293 && latitude <= 55.8271;
}

const wave = (x: number, period: number) => Math.sin((x * Math.PI) / period);

/** Shared ripple of both axes, before it is scaled to degrees. */
const ripple = (x: number) => ((20 * wave(x, 1 / 6) + 20 * wave(x, 0.5)) * 2) / 3;

function shiftOf({ longitude, latitude }: GeoPoint): GeoPoint {
  const x = longitude - 105;
  const y = latitude - 35;
  const cross = Math.sqrt(Math.abs(x));
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * cross +
    ripple(x) +
    ((20 * wave(y, 1) + 40 * wave(y, 3)) * 2) / 3 +
    ((160 * wave(y, 12) + 320 * wave(y, 30)) * 2) / 3;
  const east =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * cross +
    ripple(x) +
    ((20 * wave(x, 1) + 40 * wave(x, 3)) * 2) / 3 +
    ((150 * wave(x, 12) + 300 * wave(x, 30)) * 2) / 3;
  const sine = Math.sin(latitude * RADIANS);
  const magic = 1 - ECCENTRICITY_2 * sine * sine;
  const root = Math.sqrt(magic);
  return {
    longitude: east / ((AXIS_M / root) * Math.cos(latitude * RADIANS) * RADIANS),
    latitude: north / (((AXIS_M * (1 - ECCENTRICITY_2)) / (magic * root)) * RADIANS),
  };
}

/**
 * WGS-84 to GCJ-02, the shifted coordinates of Chinese map services (the algorithm as published with `eviltransform` and
 * in use everywhere; the standard itself is not public). Outside its box nothing is shifted.
 * @see https://github.com/googollee/eviltransform
 */
export function wgs84ToGcj02(point: GeoPoint): GeoPoint {
  if (!isShifted(point)) return { ...point };
  const shift = shiftOf(point);
  return { longitude: point.longitude + shift.longitude, latitude: point.latitude + shift.latitude };
}

/** Degrees; about 0.1 mm. */
const CLOSE_ENOUGH = 1e-9;

/** GCJ-02 to WGS-84 by iteration: the shift has no closed inverse, but changes so slowly that a few rounds meet it. */
export function gcj02ToWgs84(point: GeoPoint): GeoPoint {
  if (!isShifted(point)) return { ...point };
  let { longitude, latitude } = point;
  for (let round = 0; round < 20; round += 1) {
    const shift = shiftOf({ longitude, latitude });
    const east = point.longitude - shift.longitude - longitude;
    const north = point.latitude - shift.latitude - latitude;
    longitude += east;
    latitude += north;
    if (Math.abs(east) < CLOSE_ENOUGH && Math.abs(north) < CLOSE_ENOUGH) break;
  }
  return { longitude, latitude };
}

/** A point as it was given, on WGS-84. */
export function toWgs84(point: GeoPoint, system: CoordinateSystem): GeoPoint {
  return system === 'GCJ02' ? gcj02ToWgs84(point) : { ...point };
}

/** Whether both are finite and on the globe. */
export function isOnGlobe({ longitude, latitude }: GeoPoint): boolean {
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
}

/** Metres on the sphere (haversine). */
export function distanceM(a: GeoPoint, b: GeoPoint): number {
  const half = (degrees: number) => Math.sin((degrees * RADIANS) / 2) ** 2;
  const chord =
    half(b.latitude - a.latitude) +
    Math.cos(a.latitude * RADIANS) * Math.cos(b.latitude * RADIANS) * half(b.longitude - a.longitude);
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(chord)));
}
