/** Resolvers of one subgraph in parts, `{Type: {field: resolver}}`: each part adds its fields, a later one goes before. */
export function mergeResolvers(
  ...parts: readonly Readonly<Record<string, object>>[]
): Record<string, object> {
  const merged: Record<string, object> = {};
  for (const part of parts) {
    for (const [type, fields] of Object.entries(part)) merged[type] = { ...merged[type], ...fields };
  }
  return merged;
}
