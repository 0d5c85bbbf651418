import type { CoordinateSystem } from '../../core/geo.ts';
import type { MatterDocument } from '../../core/matter-schema.ts';
import { matterAt } from '../../core/matters.ts';
import { isReportChannel, type ReportChannel } from '../../core/residents-channels.ts';
import type { Contact } from '../../core/residents-mask.ts';
import { isRequestId } from '../../core/residents-secret.ts';
import { bad, textArgument } from '../access.ts';
import { evidenceArguments } from '../workorders/evidence.ts';
import type { EngineDeps } from './engine.ts';
import type { Photo } from './rows.ts';

type Maybe<T> = T | null | undefined;

/** A report as a caller sends it. */
export interface SubmitInput {
  matter: string;
  description?: Maybe<string>;
  channel?: Maybe<string>;
  gridCode?: Maybe<string>;
  position?: Maybe<{ longitude: number; latitude: number; system?: Maybe<CoordinateSystem> }>;
  address?: Maybe<string>;
  photos?: Maybe<readonly { url: string; sha256?: Maybe<string> }[]>;
  contact?: Maybe<{ name?: Maybe<string>; phone?: Maybe<string>; email?: Maybe<string> }>;
  clientRequestId?: Maybe<string>;
}

/** A report that was read: every text trimmed and bounded. */
export interface Submission {
  matter: MatterDocument;
  description: string | null;
  channel: ReportChannel;
  address: string | null;
  photos: readonly Photo[];
  contact: Contact | null;
  requestId: string | null;
}

const MOST_PHOTOS = 9;
const PHONE = /^\+?[0-9][0-9 -]{3,18}[0-9]$/;
const EMAIL = /^[^\s@<>"]{1,64}@[^\s@<>"]{1,190}\.[A-Za-z]{2,63}$/;

/** By the same rules as all evidence: https on public names, or an origin of HUB_EVIDENCE_ORIGINS. */
function photosOf(deps: EngineDeps, photos: SubmitInput['photos']): Photo[] {
  const given = photos ?? [];
  if (given.length > MOST_PHOTOS) {
    throw bad('input.photos', `at most ${MOST_PHOTOS} photos`, `最多 ${MOST_PHOTOS} 张照片`);
  }
  const references = given.map((photo) => ({ ...photo, phase: 'BEFORE' }) as const);
  return evidenceArguments('input.photos', references, deps.config.evidenceOrigins).map(
    ({ url, sha256 = null }) => ({ url, sha256 }),
  );
}

function contactOf(contact: SubmitInput['contact']): Contact | null {
  const name = textArgument('input.contact.name', contact?.name, 50);
  const phone = textArgument('input.contact.phone', contact?.phone, 20);
  const email = textArgument('input.contact.email', contact?.email, 254);
  if (phone !== null && !PHONE.test(phone)) {
    throw bad(
      'input.contact.phone',
      '5 to 20 digits, spaces, dashes or a leading +',
      '须为 5 至 20 位数字、空格、连字符，可以 + 开头',
    );
  }
  if (email !== null && !EMAIL.test(email)) {
    throw bad('input.contact.email', 'it is no mail address', '不是邮箱地址');
  }
  return name === null && phone === null && email === null ? null : { name, phone, email };
}

/** Whether a resident may report a matter. */
export function isReportable(matter: MatterDocument): boolean {
  return matter.residents?.reportable ?? true;
}

/** @throws HubError BAD_USER_INPUT or EVIDENCE_REFUSED naming the field that is wrong */
export function readSubmission(deps: EngineDeps, input: SubmitInput, atMs: number): Submission {
  const matter = matterAt(deps.governance.current(), input.matter, atMs);
  if (matter === null || !isReportable(matter)) {
    throw bad(
      'input.matter',
      'no matter that residents may report; reportableMatters lists them',
      '不是可上报的事项，可查询 reportableMatters',
    );
  }
  const channel = input.channel ?? 'OTHER';
  if (!isReportChannel(channel)) throw bad('input.channel', 'no channel', '不是有效的渠道');
  const requestId = input.clientRequestId ?? null;
  if (requestId !== null && !isRequestId(requestId)) {
    throw bad('input.clientRequestId', 'a UUID (RFC 9562)', '须为 UUID');
  }
  return {
    matter,
    description: textArgument('input.description', input.description, 4_000),
    channel,
    address: textArgument('input.address', input.address, 200),
    photos: photosOf(deps, input.photos),
    contact: contactOf(input.contact),
    requestId,
  };
}
