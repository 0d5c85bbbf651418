import { writeFile } from 'node:fs/promises';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { ImportFault } from './import-check.ts';
import { ERROR_COLUMN, reasonsOf } from './import-error-file.ts';
import { type RawTable, UnreadableTable } from './import-table.ts';

const Collection = Compile(
  Type.Object({
    type: Type.Literal('FeatureCollection'),
    coordinateSystem: Type.Optional(Type.String()),
    features: Type.Array(
      Type.Object({
        type: Type.Literal('Feature'),
        properties: Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()]),
        geometry: Type.Unknown(),
      }),
    ),
  }),
);

/** Whether bytes are JSON text by their first sign. */
export function isJson(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes.subarray(0, 64)).trimStart();
  return text.startsWith('{');
}

const HEADER = ['code', 'boundary', 'coordinateSystem', 'validFrom'] as const;
const KNOWN: Record<(typeof HEADER)[number], readonly string[]> = {
  code: ['code', 'gridCode', '网格编码', '编码'],
  boundary: [],
  coordinateSystem: ['coordinateSystem', 'crs', '坐标系'],
  validFrom: ['validFrom', '生效日期'],
};

function parsed(bytes: Uint8Array) {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UnreadableTable(`not JSON: ${reason}`, `不是有效的 JSON：${reason}`, { cause });
  }
  if (Collection.Check(value)) return value;
  throw new UnreadableTable(
    'it is no GeoJSON FeatureCollection of features with properties and a geometry (RFC 7946)',
    '不是 GeoJSON 的 FeatureCollection（RFC 7946）：每个 Feature 须有 properties 与 geometry',
  );
}

/**
 * A FeatureCollection as a table of boundaries: `line` n is the n-th feature. Properties: `code`, and if wanted
 * `validFrom` and `coordinateSystem` (which the collection may also name for all). @throws UnreadableTable
 */
export function geoJsonRows(bytes: Uint8Array): RawTable {
  const { features, coordinateSystem = 'WGS84' } = parsed(bytes);
  const rows = features.map(({ properties, geometry }, index) => {
    const property = (names: readonly string[]) => {
      const name = names.find((one) => properties?.[one] !== undefined && properties[one] !== null);
      return name === undefined ? '' : String(properties?.[name]).trim();
    };
    const system = property(KNOWN.coordinateSystem);
    return {
      line: index + 1,
      cells: [
        property(KNOWN.code),
        geometry === null ? '' : JSON.stringify(geometry),
        system === '' ? coordinateSystem : system,
        property(KNOWN.validFrom),
      ],
    };
  });
  return { rows: [{ line: 0, cells: HEADER }, ...rows], badCells: [] };
}

/** The collection again with the reason beside the properties of each bad feature. */
export async function writeGeoJsonErrors(
  path: string,
  bytes: Uint8Array,
  faults: readonly ImportFault[],
): Promise<void> {
  const collection = parsed(bytes);
  const reasons = reasonsOf(faults);
  const features = collection.features.map((feature, index) => {
    const { [ERROR_COLUMN]: _, ...properties } = feature.properties ?? {};
    const reason = reasons.get(index + 1);
    return {
      ...feature,
      properties: reason === undefined ? properties : { ...properties, [ERROR_COLUMN]: reason },
    };
  });
  await writeFile(path, `${JSON.stringify({ ...collection, features }, null, 1)}\n`);
}
