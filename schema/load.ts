import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type DocumentNode, parse } from 'graphql';

const root = new URL('../', import.meta.url);

/** The committed supergraph that the gateway serves; `npm run compose` writes it. */
export const SUPERGRAPH_FILE = new URL('schema/supergraph.graphql', root);

/** Names of the subgraphs: every folder of subgraphs/ that holds a schema.graphql, in order. */
export function subgraphNames(): string[] {
  return readdirSync(new URL('subgraphs/', root), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .filter((name) => existsSync(new URL(`subgraphs/${name}/schema.graphql`, root)))
    .sort();
}

/**
 * SDL of a subgraph: its own schema.graphql, the other `*.graphql` files of its folder in the order of their names (they
 * extend the types of the first), with the shared scalars, enums and PageInfo.
 */
export function subgraphSdl(name: string): string {
  const folder = new URL(`subgraphs/${name}/`, root);
  const first = 'schema.graphql';
  const others = readdirSync(folder)
    .filter((file) => file.endsWith('.graphql') && file !== first)
    .sort();
  const own = [first, ...others].map((file) => readFileSync(new URL(file, folder), 'utf8')).join('\n');
  const shared = readFileSync(new URL('schema/scalars.graphql', root), 'utf8');
  return `${own}\n${shared}`;
}

export function subgraphTypeDefs(name: string): DocumentNode {
  return parse(subgraphSdl(name));
}

export function supergraphSdl(): string {
  return readFileSync(SUPERGRAPH_FILE, 'utf8');
}
