import { Refusal } from '../../core/errors.ts';
import { type DahuaData, dataOf } from './dahua-schema.ts';
import { checkString, jsonOf } from './json.ts';

export interface TextEvent {
  code: string;
  action: string;
  /** '' when the event names no channel. */
  index: string;
  data: DahuaData;
}

/** Events of one frame: a device sends a handful, a bridge may gather some. */
const MAX_EVENTS = 500;

const HEAD = /^Code=([^;\r\n]{1,128});\s{0,9}action=([^;\r\n]{1,64})(?:;\s{0,9}index=(\d{1,6}))?/i;

/**
 * The events of a text, `Code=…;action=…;index=…;data={…}`. Each begins a line; multipart lines between them are passed
 * over. Data that cannot be read goes to `refuse`, the event stands.
 * @throws Refusal SCHEMA_MISMATCH when there is no event, or one without code and action
 */
export function eventsInText(text: string, refuse: (refusal: Refusal) => void): TextEvent[] {
  checkString(text, '');
  const starts = [...text.matchAll(/^Code=/gim)].map((match) => match.index);
  if (starts.length === 0) throw new Refusal('SCHEMA_MISMATCH', '', 'expected Code=…;action=…');
  if (starts.length > MAX_EVENTS) throw new Refusal('SCHEMA_MISMATCH', '', `more than ${MAX_EVENTS} events`);
  return starts.map((start, place) => {
    const event = text.slice(start, starts[place + 1]);
    const head = HEAD.exec(event);
    const [whole, code = '', action = '', index = ''] = head ?? [];
    if (whole === undefined) throw new Refusal('SCHEMA_MISMATCH', `/${place}`, 'expected Code=…;action=…');
    return { code, action, index, data: dataIn(event.slice(whole.length), `/${place}/data`, refuse) };
  });
}

function dataIn(rest: string, at: string, refuse: (refusal: Refusal) => void): DahuaData {
  const start = rest.indexOf('{');
  if (start === -1 || !/^;\s{0,9}data=\s*$/i.test(rest.slice(0, start))) return {};
  const end = rest.lastIndexOf('}');
  try {
    return dataOf(jsonOf(Buffer.from(rest.slice(start, end === -1 ? undefined : end + 1))), at);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    refuse(
      new Refusal(error.reason, error.path.startsWith(at) ? error.path : `${at}${error.path}`, error.message),
    );
    return {};
  }
}
