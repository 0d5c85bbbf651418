import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';

const name = Type.String({ minLength: 1, maxLength: 128 });
const names = Type.Optional(
  Type.Union([Type.Array(Type.String({ maxLength: 128 }), { maxItems: 200 }), Type.Null()]),
);
const Seconds = Type.Union([Type.Number(), Type.Null()]);

const TrackedObject = Type.Object({
  id: name,
  camera: name,
  label: name,
  // null, a string, or [name, score]
  sub_label: Type.Optional(Type.Unknown()),
  start_time: Type.Optional(Seconds),
  end_time: Type.Optional(Seconds),
  false_positive: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
  top_score: Type.Optional(Type.Union([Type.Number(), Type.Null()])),
  entered_zones: names,
  current_zones: names,
  has_snapshot: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
  has_clip: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
});
export type TrackedObject = Static<typeof TrackedObject>;

const ReviewSegment = Type.Object({
  id: name,
  camera: name,
  start_time: Type.Optional(Seconds),
  end_time: Type.Optional(Seconds),
  severity: Type.Optional(Type.Union([Type.String({ maxLength: 40 }), Type.Null()])),
  data: Type.Object({ detections: names, objects: names, sub_labels: names, zones: names, audio: names }),
});
export type ReviewSegment = Static<typeof ReviewSegment>;

/** `frigate/events` and `frigate/reviews`: only `after` is read. */
export const eventMessage = Compile(Type.Object({ type: name, after: TrackedObject }));
export const reviewMessage = Compile(Type.Object({ type: name, after: ReviewSegment }));
/** The type alone, so that a message type that carries another shape is told apart from a misfit. */
export const anyMessage = Compile(Type.Object({ type: name }));

/** Message types that carry a state of the object; `genai` (a description written later) carries none. */
export const FRIGATE_MESSAGES: Readonly<Record<string, 'state' | 'nothing'>> = {
  new: 'state',
  update: 'state',
  end: 'state',
  genai: 'nothing',
};
