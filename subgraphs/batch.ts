import DataLoader from 'dataloader';

/**
 * A loader by key and arguments: keys asked with the same arguments in one tick cost one call of `load`, which answers
 * in the order of its keys. Arguments must be plain JSON values or Dates.
 */
export function groupedLoader<A, V>(
  load: (keys: readonly string[], args: A) => Promise<readonly V[]>,
): (key: string, args: A) => Promise<V> {
  const loader = new DataLoader<{ key: string; args: A }, V, string>(
    async (asked) => {
      const groups = new Map<string, { args: A; keys: string[]; at: number[] }>();
      asked.forEach(({ key, args }, at) => {
        const name = JSON.stringify(args);
        const group = groups.get(name) ?? { args, keys: [], at: [] };
        groups.set(name, group);
        group.keys.push(key);
        group.at.push(at);
      });
      const answers: (V | Error)[] = asked.map(() => new Error('a batch gave no answer for a key'));
      await Promise.all(
        [...groups.values()].map(async ({ args, keys, at }) => {
          try {
            const values = await load(keys, args);
            at.forEach((place, index) => {
              const value = values[index];
              if (value !== undefined) answers[place] = value;
            });
          } catch (error) {
            // only those who asked with these arguments fail
            for (const place of at)
              answers[place] = error instanceof Error ? error : new Error(String(error));
          }
        }),
      );
      return answers;
    },
    { cacheKeyFn: ({ key, args }) => JSON.stringify([key, args]) },
  );
  return (key, args) => loader.load({ key, args });
}

/** A loader by id; null for what `load` did not give. */
export function idLoader<V>(
  load: (ids: readonly string[]) => Promise<readonly V[]>,
  idOf: (value: V) => string,
) {
  return new DataLoader<string, V | null>(async (ids) => {
    const found = new Map((await load(ids)).map((value) => [idOf(value), value]));
    return ids.map((id) => found.get(id) ?? null);
  });
}

/** Rows of many keys, tagged with the place of their key, back to one list per key. */
export function byPlace<R extends { place: number }>(places: number, rows: readonly R[]): R[][] {
  const lists: R[][] = Array.from({ length: places }, () => []);
  for (const row of rows) lists[row.place]?.push(row);
  return lists;
}

/** Does `work` on every item, at most `width` at a time, and keeps their order. */
export async function mapLimited<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += width) {
    results.push(...(await Promise.all(items.slice(at, at + width).map(work))));
  }
  return results;
}
