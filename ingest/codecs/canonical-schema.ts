import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';

// The published schemas of the canonical topic: `node schema/mqtt.ts` writes them to schema/mqtt/*.schema.json.
// Unknown extra fields are accepted everywhere; a null optional field counts as absent.

const text = (maxLength: number, description: string) =>
  Type.String({ minLength: 1, maxLength, description });
const optional = <T extends Type.TSchema>(schema: T) => Type.Optional(Type.Union([schema, Type.Null()]));

/** Names of values and metrics: 1-64 characters, none of them a control character. */
const NAME = '^[^\\u0000-\\u001f\\u007f]{1,64}$';

const Time = Type.Union([text(64, 'ISO 8601'), Type.Number(), Type.Null()], {
  description:
    'Event time: ISO 8601 (without a zone: the site zone) or epoch seconds, ms, us or ns, told apart by range. ' +
    'Missing or unusable: the receive time stands in and timeQuality is BAD. 事件时间。',
});

const Source = {
  type: optional(
    text(
      100,
      'Alert type code of the hub, e.g. elevator.ebike; an unknown one is kept as `other`. 告警类型。',
    ),
  ),
  codeSystem: optional(text(100, "The vendor's code system; required when `type` is absent. 编码体系。")),
  code: optional(
    Type.Union([text(100, 'code'), Type.Integer()], {
      description: "The vendor's code within `codeSystem`; never a code alone. 厂商编码。",
    }),
  ),
  channel: optional(
    Type.Union([Type.String({ maxLength: 100 }), Type.Integer()], {
      description:
        'Camera channel, connector, port or lift part; absent when the device is one thing. 通道。',
    }),
  ),
};

const EventId = Type.Union([text(200, 'id'), Type.Integer()], {
  description: "The source's own event id; it counts only within its device. 源事件号。",
});

export const EvidenceSchema = Type.Object({
  url: text(2048, 'http(s) URL or path of the evidence, never the bytes (no data: URL). 证据引用地址。'),
  kind: optional(text(40, 'image | video | audio | document | other')),
  sha256: optional(
    Type.String({ pattern: '^[0-9a-fA-F]{64}$', description: 'Hex SHA-256 of the referenced bytes.' }),
  ),
});

const valuesOf = (description: string) =>
  optional(
    Type.Record(
      Type.String({ pattern: NAME }),
      Type.Union([Type.Number(), Type.String({ maxLength: 4096 }), Type.Boolean()]),
      { additionalProperties: false, maxProperties: 100, description },
    ),
  );

export const AlertSchema = Type.Object(
  {
    id: optional(EventId),
    ...Source,
    time: Type.Optional(Time),
    severity: optional(
      text(40, "info | minor | major | critical; absent or unknown: the type's default. 严重程度。"),
    ),
    confidence: optional(Type.Number({ description: 'AI confidence, 0-1. 置信度。' })),
    status: optional(
      text(40, 'Actual | Test | Exercise (CAP 1.2); Test and Exercise are never dispatched. 状态。'),
    ),
    values: valuesOf('Measured values. 测量值。'),
    evidence: optional(Type.Array(EvidenceSchema, { maxItems: 20, description: 'References. 证据引用。' })),
  },
  { title: 'Alert 告警', description: 'Payload of community/v1/<gridCode>/<family>/<deviceId>/alert' },
);

export const ClearSchema = Type.Object(
  {
    id: optional(EventId),
    ...Source,
    time: Type.Optional(Time),
    values: valuesOf(
      'Measured when it ended; a flap policy with a threshold holds a clear whose value is still too near. 解除时的测量值（用于回差判断）。',
    ),
  },
  { title: 'Clear 解除', description: 'Payload of community/v1/<gridCode>/<family>/<deviceId>/clear' },
);

export const ReadingSchema = Type.Object({
  time: Type.Optional(Time),
  values: Type.Record(Type.String({ pattern: NAME }), Type.Number(), {
    additionalProperties: false,
    minProperties: 1,
    maxProperties: 100,
    description: 'Metric name with its unit (temperatureC, powerW, port3.currentA) to number. 指标。',
  }),
});

export const TelemetrySchema = Type.Union([ReadingSchema, Type.Array(ReadingSchema)], {
  title: 'Telemetry 遥测',
  description:
    'Payload of community/v1/<gridCode>/<family>/<deviceId>/telemetry: one reading or an array of them; ' +
    'a bad entry of an array is refused alone.',
});

export const StatusSchema = Type.Union([Type.Literal('online'), Type.Literal('offline')], {
  title: 'Status 状态',
  description:
    'Payload of community/v1/<gridCode>/<family>/<deviceId>/status, retained and as the last will: the bare word, ' +
    'no quotes needed; an empty payload deletes the retained message and says nothing.',
});

export const ReplySchema = Type.Object(
  {
    id: text(100, 'Id of the command, as it came. 指令编号。'),
    ok: optional(Type.Boolean({ description: 'Absent: true unless there is an `error`. 是否成功。' })),
    result: Type.Optional(Type.Unknown({ description: 'What the command gave, any JSON. 结果。' })),
    error: optional(text(2000, 'Why it failed. 失败原因。')),
    time: Type.Optional(Time),
  },
  {
    title: 'Reply 应答',
    description: 'Payload of community/v1/<gridCode>/<family>/<deviceId>/reply, at most 64 KiB',
  },
);

/** What the hub sends; a device that takes commands can check it. */
export const CommandSchema = Type.Object(
  {
    id: text(
      100,
      'Id of the command; the reply names it, and the same id again is the same command, not to be done twice. 指令编号。',
    ),
    command: Type.String({
      pattern: '^[A-Za-z][A-Za-z0-9_.:-]{0,63}$',
      description: 'What to do. 指令名。',
    }),
    params: Type.Unknown({ description: 'With what, any JSON. 参数。' }),
    time: Type.String({ description: 'When it was given, ISO 8601 UTC. 下发时间。' }),
    expiresAt: Type.String({
      description: 'Nobody waits for a reply after this: do not begin it later. 失效时间。',
    }),
  },
  {
    title: 'Command 指令',
    description:
      'Payload of community/v1/<gridCode>/<family>/<deviceId>/command, from the hub to the device, QoS 1',
  },
);

/** What `schema/mqtt/*.schema.json` publishes, by topic kind. */
export const CANONICAL_SCHEMAS = {
  alert: AlertSchema,
  clear: ClearSchema,
  telemetry: TelemetrySchema,
  status: StatusSchema,
  command: CommandSchema,
  reply: ReplySchema,
} as const;

export type AlertPayload = Static<typeof AlertSchema>;
export type ClearPayload = Static<typeof ClearSchema>;

export const alertShape = Compile(AlertSchema);
export const clearShape = Compile(ClearSchema);
export const replyShape = Compile(ReplySchema);
export const readingShape = Compile(ReadingSchema);
