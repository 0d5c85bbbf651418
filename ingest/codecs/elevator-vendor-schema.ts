import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';

const maybe = <T extends Type.TSchema>(schema: T) => Type.Optional(Type.Union([schema, Type.Null()]));
const word = maybe(Type.Union([Type.String({ maxLength: 64 }), Type.Number(), Type.Boolean()]));
const Time = maybe(Type.Union([Type.String({ maxLength: 64 }), Type.Number()]));

const Snapshot = Type.Object({
  serviceMode: word,
  carStatus: word,
  carDirection: word,
  doorZone: word,
  carPosition: word,
  doorStatus: word,
  passengerStatus: word,
});
export type Snapshot = Static<typeof Snapshot>;

export const faultReport = Compile(
  Type.Object({
    code: Type.Union([Type.String({ minLength: 1, maxLength: 64 }), Type.Integer({ minimum: 0 })]),
    codeSystem: maybe(Type.String({ minLength: 1, maxLength: 64 })),
    faultId: maybe(Type.Union([Type.String({ minLength: 1, maxLength: 128 }), Type.Integer()])),
    faultTime: Time,
    time: Time,
    disposal: maybe(Type.Union([Type.String({ maxLength: 16 }), Type.Integer()])),
    snapshot: maybe(Snapshot),
  }),
);
export const stateReport = Compile(Type.Object({ time: Time, ...Snapshot.properties }));

/** What a disposal state (two digits) says of the fault: it is there, or it is over. */
export const DISPOSALS: Readonly<Record<string, { ends: boolean; zh: string; en: string }>> = {
  '01': { ends: false, zh: '发生', en: 'occurred' },
  '02': { ends: false, zh: '已响应', en: 'responded' },
  '04': { ends: false, zh: '已到达', en: 'arrived' },
  '00': { ends: true, zh: '已完成', en: 'done' },
  '05': { ends: true, zh: '误报', en: 'false alarm' },
};

/** `serviceMode` 0-7 as implementations of the GB/T 24476 family have it. */
export const SERVICE_MODES: readonly { zh: string; en: string }[] = [
  { zh: '停止服务', en: 'out of service' },
  { zh: '正常运行', en: 'normal' },
  { zh: '检修', en: 'inspection' },
  { zh: '消防返回', en: 'fire return' },
  { zh: '消防员运行', en: 'firefighter' },
  { zh: '应急电源运行', en: 'emergency power' },
  { zh: '地震模式', en: 'earthquake' },
  { zh: '未知', en: 'unknown' },
];

/** The fields of a snapshot, to the names of our readings; a floor such as `B1` is a word and no number. */
export const SNAPSHOT_FIELDS = [
  'serviceMode',
  'carStatus',
  'carDirection',
  'doorZone',
  'carPosition',
  'doorStatus',
  'passengerStatus',
] as const satisfies readonly (keyof Snapshot)[];
