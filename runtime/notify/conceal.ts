import { maskEmail } from '../../core/mask.ts';
import type { OpenEndpoint } from './transports.ts';

/** Shorter parts of a path (`hook`, `send`) tell nothing. */
const LEAST_SECRET = 8;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What of an address a text may hold that must stay secret, and what stands for it. */
function secretsOf({ kind, address, secrets }: Pick<OpenEndpoint, 'kind' | 'address' | 'secrets'>) {
  if (kind === 'MAIL') {
    return address.split(',').map((mailbox): [string, string] => [mailbox, maskEmail(mailbox)]);
  }
  const { pathname, search, searchParams } = new URL(address);
  const parts = [...pathname.split('/'), ...searchParams.values(), ...secrets];
  const long = parts.filter((part) => part.length >= LEAST_SECRET);
  const whole = [`${pathname}${search}`, pathname, search].filter((part) => part.length > LEAST_SECRET);
  return [...whole, ...long]
    .flatMap((part) => [part, decoded(part), encodeURIComponent(part)])
    .map((part): [string, string] => [part, '…']);
}

/**
 * A receiver's answer, or an error, without what is secret of the endpoint: receivers like to repeat the path that they
 * do not know and the mailbox that they do not have, and both are kept, shown and logged.
 */
export function concealed(
  text: string,
  endpoint: Pick<OpenEndpoint, 'kind' | 'address' | 'secrets'>,
): string {
  return secretsOf(endpoint)
    .toSorted(([a], [b]) => b.length - a.length)
    .reduce((kept, [secret, shown]) => kept.replaceAll(secret, shown), text);
}
