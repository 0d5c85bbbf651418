// `npm run compose`: composes the subgraphs into schema/supergraph.graphql from npm packages alone.
// `npm run compose -- --check` writes nothing and fails when the committed file is not what would be written.
import { readFileSync, writeFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { SUPERGRAPH_FILE, subgraphNames, subgraphTypeDefs } from './load.ts';

const composed = composeServices(
  // The url is the address inside docker compose; HUB_SUBGRAPHS gives the gateway others.
  subgraphNames().map((name) => ({
    name,
    url: `http://${name}:4001/graphql`,
    typeDefs: subgraphTypeDefs(name),
  })),
);
if (composed.errors !== undefined) {
  for (const error of composed.errors) console.error(error.message);
  process.exit(1);
}
for (const hint of composed.hints) {
  if (hint.definition.level.value >= 40) console.error(`hint: ${hint.message}`);
}

const text = `${composed.supergraphSdl.trim()}\n`;
if (!process.argv.includes('--check')) {
  writeFileSync(SUPERGRAPH_FILE, text);
  console.log(`schema/supergraph.graphql: ${subgraphNames().join(', ')}`);
} else if (readFileSync(SUPERGRAPH_FILE, 'utf8') !== text) {
  console.error(
    'schema/supergraph.graphql is not what the subgraphs compose to: run `npm run compose` and commit it.',
  );
  process.exit(1);
}
