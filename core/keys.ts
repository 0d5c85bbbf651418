/** The keys of a table, typed. */
export function keysOf<T extends object>(table: T): (keyof T & string)[] {
  const own = (key: string): key is keyof T & string => Object.hasOwn(table, key);
  return Object.keys(table).filter(own);
}
