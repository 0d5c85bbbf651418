import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';

// What HUB_SOURCES_FILE may hold: docs/sources.md. Unknown keys are faults here: a mistyped one would be silence.

const closed = { additionalProperties: false } as const;
const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });

/** Name of the broker that MQTT_URL names, or of the built-in one. */
export const HUB_BROKER = 'hub';
/** In place of a codec's name: every codec, each on its own topics. */
export const ALL_CODECS = 'all';

/** Names of brokers and sources. */
export const SOURCE_NAME = /^[a-z0-9][a-z0-9._/-]{0,63}$/i;

export const BrokerSchema = Type.Object(
  {
    url: text(2_048),
    username: Type.Optional(text(256)),
    passwordFile: Type.Optional(text(4_096)),
    clientId: Type.Optional(text(256)),
    receiveMaximum: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535 })),
  },
  closed,
);

export type BrokerEntry = Static<typeof BrokerSchema>;

export const DeviceRuleSchema = Type.Object(
  {
    prefix: Type.Optional(text(64)),
    level: Type.Optional(Type.Integer({ minimum: 1, maximum: 128 })),
    pattern: Type.Optional(text(500)),
  },
  closed,
);
export type DeviceRule = Static<typeof DeviceRuleSchema>;

export const SourceSchema = Type.Object(
  {
    name: Type.Optional(text(64)),
    broker: Type.Optional(text(64)),
    codec: text(64),
    filters: Type.Optional(Type.Array(Type.String(), { minItems: 1, maxItems: 10_000 })),
    topic: Type.Optional(text(1_024)),
    options: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    deviceId: Type.Optional(DeviceRuleSchema),
    siteZone: Type.Optional(text(64)),
    gridCode: Type.Optional(text(19)),
  },
  closed,
);
export type SourceEntry = Static<typeof SourceSchema>;

/** A part of one broker's topics, which one process reads at a time. */
export const SlotSchema = Type.Object(
  {
    broker: Type.Optional(text(64)),
    /** None: a slot that is given up; it reads what still waits in its session. */
    filters: Type.Array(Type.String(), { maxItems: 10_000 }),
    clientId: Type.Optional(text(256)),
    username: Type.Optional(text(256)),
    passwordFile: Type.Optional(text(4_096)),
  },
  closed,
);
export type SlotEntry = Static<typeof SlotSchema>;

export const SourcesSchema = Type.Object(
  {
    brokers: Type.Optional(Type.Record(Type.String(), BrokerSchema)),
    slots: Type.Optional(Type.Record(Type.String(), SlotSchema)),
    sources: Type.Array(SourceSchema, { minItems: 1, maxItems: 10_000 }),
  },
  closed,
);

export const sourcesShape = Compile(SourcesSchema);
export const sourceShape = Compile(SourceSchema);
export const brokerShape = Compile(BrokerSchema);
export const slotShape = Compile(SlotSchema);
