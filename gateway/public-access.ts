import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { HubError } from '../core/errors.ts';
import { createRateLimit } from '../runtime/rate-limit.ts';

export interface PublicAccessOptions {
  /** Root fields that answer without a token, `Query.reportStatus` (core/residents-public.ts). */
  open: ReadonlySet<string>;
  /** Root fields a minute of one address. */
  requestsPerMinute: number;
  /** Reports a minute of one address. */
  reportsPerMinute: number;
  /** Hears what became of each operation, for the metrics. */
  told?: (outcome: 'admitted' | 'refused' | 'limited') => void;
  /** Epoch ms; the machine's by default. */
  now?: () => number;
}

/** The rule for operations that carry no token: named root fields only, and not too many from one address. */
export interface PublicAccess {
  /**
   * Asked of a document as it was parsed, before the work of validating it is done for a stranger.
   * @throws HubError UNAUTHENTICATED or RATE_LIMITED
   */
  admit(document: DocumentNode, operation: OperationDefinitionNode, address: string): void;
}

/**
 * Names of the fields at the root, fragments followed; one asked twice is there twice. The document need not be valid: a
 * fragment that spreads itself adds nothing, and no more than `most` names are told.
 */
function rootFields(document: DocumentNode, operation: OperationDefinitionNode, most: number): string[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const known = new Map<string, readonly string[]>();
  function ofFragment(name: string): readonly string[] {
    const names = known.get(name);
    if (names !== undefined) return names;
    // until it is known it has none: that is what a cycle finds
    known.set(name, []);
    const set = fragments.get(name)?.selectionSet;
    const found = set === undefined ? [] : of(set);
    known.set(name, found);
    return found;
  }
  function of(set: SelectionSetNode): readonly string[] {
    const names: string[] = [];
    for (const node of set.selections) {
      if (names.length > most) break;
      if (node.kind === Kind.FIELD) names.push(node.name.value);
      else if (node.kind === Kind.INLINE_FRAGMENT) names.push(...of(node.selectionSet));
      else names.push(...ofFragment(node.name.value));
    }
    return names.slice(0, most + 1);
  }
  return [...of(operation.selectionSet)];
}

/** What is counted as one address: of IPv6 the first 64 bits, since one household has them all below. */
export function limitKey(address: string): string {
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  if (mapped !== undefined) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail = ''] = (address.split('%', 1)[0] ?? '').toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const between = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  const groups = [...left, ...between, ...right].map((group) => group.replace(/^0+(?=.)/, ''));
  return `${groups.slice(0, 4).join(':')}::/64`;
}

/** More than any document may have at its root (HUB_MAX_ROOT_FIELDS, which validation looks at). */
const MOST_ROOT_FIELDS = 1_000;

const ROOTS = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' } as const;

export function createPublicAccess({
  open,
  requestsPerMinute,
  reportsPerMinute,
  told = () => {},
  now = Date.now,
}: PublicAccessOptions): PublicAccess {
  const requests = createRateLimit(requestsPerMinute);
  const reports = createRateLimit(reportsPerMinute);

  function count(limit: typeof requests, address: string, what: string, whatZh: string): void {
    const seconds = limit.hit(address, now());
    if (seconds === null) return;
    told('limited');
    const detail = { what, whatZh, limit: limit.perWindow, retryAfterSeconds: seconds };
    throw new HubError('RATE_LIMITED', detail);
  }

  return {
    admit(document, operation, address) {
      // the schema itself is no secret where introspection is on, but it counts like any other root field
      const names = rootFields(document, operation, MOST_ROOT_FIELDS).filter((name) => name !== '__typename');
      const fields = names.map((name) => `${ROOTS[operation.operation]}.${name}`);
      // all or nothing: one private field beside a public one refuses both
      if (fields.some((field, index) => !open.has(field) && names[index]?.startsWith('__') !== true)) {
        told('refused');
        throw new HubError('UNAUTHENTICATED', { reason: 'none was sent', reasonZh: '未携带令牌' });
      }
      const key = limitKey(address);
      for (const field of fields) {
        count(requests, key, 'requests without a token', '未登录请求');
        if (field === 'Mutation.submitReport') count(reports, key, 'reports without a token', '未登录上报');
      }
      told('admitted');
    },
  };
}
