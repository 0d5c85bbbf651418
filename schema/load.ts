import { readdirSync, readFileSync } from 'node:fs';
import { type DocumentNode, parse } from 'graphql';

const root = new URL('../', import.meta.url);

/** The committed supergraph that the gateway serves; `npm run compose` writes it. */
export const SUPERGRAPH_FILE = new URL('schema/supergraph.graphql', root);

/** Names of the subgraphs: every folder of subgraphs/ that holds a schema.graphql, in order. */
export function subgraphNames(): string[] {
  return readdirSync(new URL('subgraphs/', root), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** SDL of a subgraph: its own schema.graphql with the shared scalars, enums and PageInfo. */
export function subgraphSdl(name: string): string {
  const own = readFileSync(new URL(`subgraphs/${name}/schema.graphql`, root), 'utf8');
  const shared = readFileSync(new URL('schema/scalars.graphql', root), 'utf8');
  return `${own}\n${shared}`;
}

export function subgraphTypeDefs(name: string): DocumentNode {
  return parse(subgraphSdl(name));
}

export function supergraphSdl(): string {
  return readFileSync(SUPERGRAPH_FILE, 'utf8');
}
