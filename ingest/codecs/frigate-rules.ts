import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { ALERT_TYPES } from '../../core/alert-types.ts';
import type { CodecOptions } from '../codec.ts';

const words = Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 200 });

/** What a source may set for Frigate: rules of its own, tried before ours, and whether ours apply at all. */
export const FrigateSettings = Type.Object(
  {
    rules: Type.Optional(
      Type.Array(
        Type.Object(
          {
            labels: words,
            where: Type.Optional(Type.Union([words, Type.Literal('*')])),
            type: Type.Enum([...ALERT_TYPES.keys()]),
          },
          { additionalProperties: false },
        ),
        { maxItems: 500 },
      ),
    ),
    builtInRules: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
const settingsShape = Compile(FrigateSettings);

/**
 * What a Frigate label means to a community. Frigate reports whatever it tracks; only what a row names is an alert.
 * Rows are tried in order, the first that fits wins.
 */
export interface FrigateRule {
  /** Labels (objects), sub-labels or audio labels, lower case. */
  labels: readonly string[];
  /**
   * Words looked for in the names of the entered zones and of the camera, lower case; `[]`: anywhere;
   * `'*'`: in any named zone.
   */
  where: readonly string[] | '*';
  /** A code of core/alert-types.ts. */
  type: string;
}

const TWO_WHEELERS = ['bicycle', 'motorcycle', 'scooter', 'ebike', 'e-bike', 'electric_bike'];
const LIFT = ['lift', 'elevator', '电梯', '轿厢'];
const FIRE_LANE = ['fire_lane', 'firelane', 'fire_access', '消防通道', '消防车道'];

export const FRIGATE_RULES: readonly FrigateRule[] = [
  { labels: ['fire', 'flame', 'flames'], where: [], type: 'camera.fire' },
  { labels: ['smoke', 'smoke_detector', 'fire_alarm'], where: [], type: 'camera.smoke' },
  { labels: TWO_WHEELERS, where: LIFT, type: 'elevator.ebike' },
  {
    labels: ['car', 'truck', 'bus', 'van', ...TWO_WHEELERS],
    where: FIRE_LANE,
    type: 'camera.fire_lane_blocked',
  },
  { labels: ['fallen_person', 'fall'], where: [], type: 'camera.fall' },
  { labels: ['falling_object'], where: [], type: 'camera.falling_object' },
  { labels: ['garbage_overflow', 'overflowing_bin'], where: [], type: 'camera.garbage_overflow' },
  { labels: ['garbage', 'trash'], where: [], type: 'camera.garbage_exposed' },
  // a person is nothing to tell, unless where the operator has drawn a zone
  { labels: ['person'], where: '*', type: 'camera.intrusion' },
];

/** The rules that hold for a source; `where` may be left out for anywhere. */
export function frigateRules({ settings }: CodecOptions): readonly FrigateRule[] {
  if (settings === undefined || !settingsShape.Check(settings)) return FRIGATE_RULES;
  const lower = (list: readonly string[]) => list.map((word) => word.toLowerCase());
  const own = (settings.rules ?? []).map(({ labels, where = [], type }) => ({
    labels: lower(labels),
    where: where === '*' ? ('*' as const) : lower(where),
    type,
  }));
  return settings.builtInRules === false ? own : [...own, ...FRIGATE_RULES];
}

/** The type of a label seen by `camera` in `zones` and the rule's label; null when no rule names it. */
export function frigateType(
  labels: readonly string[],
  zones: readonly string[],
  camera: string,
  rules: readonly FrigateRule[] = FRIGATE_RULES,
): { type: string; label: string } | null {
  const lower = labels.map((label) => label.toLowerCase());
  const places = [...zones, camera].map((place) => place.toLowerCase());
  for (const rule of rules) {
    const label = lower.find((name) => rule.labels.includes(name));
    if (label === undefined) continue;
    const fits =
      rule.where === '*'
        ? zones.length > 0
        : rule.where.length === 0 || rule.where.some((word) => places.some((place) => place.includes(word)));
    if (fits) return { type: rule.type, label };
  }
  return null;
}
