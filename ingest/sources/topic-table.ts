interface Node<T> {
  /** Children by the level's own text. */
  levels: Map<string, Node<T>>;
  plus: Node<T> | null;
  /** The entry whose filter ends here, and the one whose filter ends in `#` here: the first put in counts. */
  here: Entry<T> | null;
  rest: Entry<T> | null;
  /** Least rank at or below this node: a branch that cannot do better is not walked. */
  least: number;
}

interface Entry<T> {
  rank: number;
  value: T;
}

/** From topics to the first of the filters, in the order they were put in, that matches. */
export interface TopicTable<T> {
  find(topic: string): T | null;
}

function emptyNode<T>(rank: number): Node<T> {
  return { levels: new Map(), plus: null, here: null, rest: null, least: rank };
}

/** The filter that is matched, without `$share/<group>/` (MQTT 5, 4.8.2) in front of it. */
export function plainFilter(filter: string): string {
  if (!filter.startsWith('$share/')) return filter;
  const end = filter.indexOf('/', '$share/'.length);
  return end === -1 ? '' : filter.slice(end + 1);
}

/**
 * Topic filters as a tree by level. A look-up walks the topic's levels once and only into branches that exist, so it
 * hardly grows with the number of filters. Rules of MQTT 5, 4.7: `+` is one level, `#` the rest and the level above it,
 * and a filter that begins with a wildcard matches no topic that begins with `$`.
 */
export function topicTable<T>(entries: Iterable<readonly [filter: string, value: T]>): TopicTable<T> {
  const root = emptyNode<T>(0);
  let rank = 0;
  for (const [filter, value] of entries) {
    const entry = { rank, value };
    rank += 1;
    let node = root;
    let ended = false;
    for (const level of plainFilter(filter).split('/')) {
      if (level === '#') {
        node.rest ??= entry;
        ended = true;
        break;
      }
      if (level === '+') {
        node.plus ??= emptyNode(entry.rank);
        node = node.plus;
      } else {
        const next = node.levels.get(level) ?? emptyNode(entry.rank);
        node.levels.set(level, next);
        node = next;
      }
    }
    if (!ended) node.here ??= entry;
  }

  return {
    find: (topic) => search(root, topic, 0, !topic.startsWith('$'), null)?.value ?? null,
  };
}

function first<T>(found: Entry<T> | null, offered: Entry<T> | null): Entry<T> | null {
  if (offered === null) return found;
  return found === null || offered.rank < found.rank ? offered : found;
}

/**
 * The first of `found` and what matches below `node`. The next level begins at `from`; past the end there is none. It is
 * cut out of the topic only where levels with a text of their own can follow.
 */
function search<T>(
  node: Node<T>,
  topic: string,
  from: number,
  wildcards: boolean,
  found: Entry<T> | null,
): Entry<T> | null {
  let best = wildcards ? first(found, node.rest) : found;
  if (from > topic.length) return first(best, node.here);
  const slash = topic.indexOf('/', from);
  const end = slash === -1 ? topic.length : slash;
  const exact = node.levels.size === 0 ? undefined : node.levels.get(topic.slice(from, end));
  if (exact !== undefined && (best === null || exact.least < best.rank)) {
    best = search(exact, topic, end + 1, true, best);
  }
  const { plus } = node;
  if (wildcards && plus !== null && (best === null || plus.least < best.rank)) {
    best = search(plus, topic, end + 1, true, best);
  }
  return best;
}

/** Whether one filter matches one topic, level by level; what the table must agree with. */
export function filterMatches(filter: string, topic: string): boolean {
  const wanted = plainFilter(filter).split('/');
  const levels = topic.split('/');
  if (topic.startsWith('$') && (wanted[0] === '+' || wanted[0] === '#')) return false;
  for (const [index, part] of wanted.entries()) {
    if (part === '#') return levels.length >= index;
    if (index >= levels.length || (part !== '+' && part !== levels[index])) return false;
  }
  return wanted.length === levels.length;
}

/**
 * Why a topic filter is none (MQTT 5, 4.7.1): `#` only as the last level, wildcards only as whole levels, 1 to 65,535
 * bytes, no NUL. Null when it is one. `$share/<group>/` may stand in front.
 */
export function filterFault(filter: string): { en: string; zh: string } | null {
  const plain = plainFilter(filter);
  if (plain === '' || Buffer.byteLength(filter) > 65_535)
    return { en: 'is empty or too long', zh: '为空或过长' };
  if (filter.includes('\0')) return { en: 'holds a NUL', zh: '含有 NUL' };
  if (filter.startsWith('$share/') && /^\$share\/(\/|[^/]*[+#])/.test(filter))
    return { en: 'has no proper share group', zh: '共享订阅组无效' };
  if (!/^(?:(?:\+|[^+#/]*)\/)*(?:\+|#|[^+#/]*)$/.test(plain)) {
    return {
      en: 'has a wildcard that is not a whole level, or a # that is not the last',
      zh: '通配符须占整级，# 须在末级',
    };
  }
  return null;
}
