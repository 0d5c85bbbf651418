import { typeOfSourceCode } from '../../core/alert-types.ts';
import { parseEventTime } from '../../core/event-time.ts';
import type { Codec } from '../codec.ts';
import { cameraAlert, confidenceOf, deviceInTopic, referenceOf, valuesOf } from './alert.ts';
import { accept, jsonOf } from './json.ts';
import { MEGCUBE_ACCEPTED, MEGCUBE_REFUSED } from './megcube-examples.ts';
import { boxAlarm, FIELDS, firstOf } from './megcube-schema.ts';

const CODE_SYSTEM = 'megcube';

/**
 * AI boxes in the manner of Megvii's MegCube (旷视魔方): a box in a compound that watches many cameras, its alarm push
 * copied onto `megcube/<box>/alarm`. Source: pushes read in implementations; field names differ between versions, the
 * spellings taken are in megcube-schema.ts.
 *
 * - An alarm is told by its class and its code together, `safety_alarm/FIRE`: the same code stands under two classes,
 *   and only the pairs that a row names mean anything. Three codes were read without their class, and stand alone in
 *   the table: they count under any.
 * - The device is the box of the topic, the channel the camera it watched with.
 * - Confidence may be 0-1 or per cent. A picture in the payload (base64) is not taken, its reference is.
 * - The box tells no end of an alarm: silence ends it, or a person.
 */
export const megcube: Codec = {
  name: 'megcube',
  version: 1,
  titleZh: '魔方类 AI 盒子',
  titleEn: 'MegCube-style AI box',
  filters: ['megcube/+/alarm'],
  decode(frame, options) {
    const deviceId = deviceInTopic(frame.topic, 'megcube', 'alarm');
    const given = accept(boxAlarm, jsonOf(frame.payload));
    const major = firstOf(given, 'major');
    const minor = firstOf(given, 'minor');
    const code = `${major}/${minor}`;
    const paired = typeOfSourceCode(CODE_SYSTEM, code);
    const id = firstOf(given, 'id', 'optional');
    const score = firstOf(given, 'confidence', 'optional');
    const confidence = confidenceOf(score) ?? confidenceOf(score === '' ? null : Number(score) / 100);
    const alert = cameraAlert({
      deviceId,
      time: parseEventTime(firstOf(given, 'time', 'optional'), frame.receivedAt, options.siteZone),
      type: paired === 'other' ? typeOfSourceCode(CODE_SYSTEM, minor) : paired,
      codeSystem: CODE_SYSTEM,
      code,
      channel: firstOf(given, 'channel', 'optional'),
      sourceEventId: id === '' ? null : id,
      confidence,
      values: valuesOf({
        channelName: firstOf(given, 'name', 'optional'),
        confidenceRaw: confidence === null ? score : '',
      }),
      evidence: [
        ...FIELDS.image.flatMap((name) => referenceOf(given[name], 'image')),
        ...FIELDS.video.flatMap((name) => referenceOf(given[name], 'video')),
      ],
    });
    return { signals: [alert], refusals: [] };
  },
  accepted: MEGCUBE_ACCEPTED,
  refused: MEGCUBE_REFUSED,
};
