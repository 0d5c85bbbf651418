// `npm run codegen`: resolver types of every subgraph, into subgraphs/<name>/types.generated.ts (committed).
// `npm run codegen -- --check` fails on drift.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSubgraphSchema, printSubgraphSchema } from '@apollo/subgraph';
import { codegen } from '@graphql-codegen/core';
import * as typescriptPlugin from '@graphql-codegen/typescript';
import * as resolversPlugin from '@graphql-codegen/typescript-resolvers';
import { parse } from 'graphql';
import { subgraphNames, subgraphTypeDefs } from './load.ts';

const check = process.argv.includes('--check');
let drift = false;

for (const name of subgraphNames()) {
  const typeDefs = subgraphTypeDefs(name);
  const filename = fileURLToPath(new URL(`../subgraphs/${name}/types.generated.ts`, import.meta.url));
  const scalar = (output: string, input: string) => ({ input, output });
  // inside, a severity is core's (runtime/scalars.ts maps the names)
  const enumValues = { Severity: '../../core/severity.ts#Severity' };
  const generated = await codegen({
    documents: [],
    filename,
    schema: parse(printSubgraphSchema(buildSubgraphSchema(typeDefs))),
    config: {},
    plugins: [{ typescript: {} }, { resolvers: {} }],
    pluginMap: {
      typescript: {
        plugin: (schema, documents, config) =>
          typescriptPlugin.plugin(schema, documents, {
            ...config,
            useTypeImports: true,
            enumsAsTypes: true,
            enumValues,
            skipTypename: true,
            avoidOptionals: false,
            maybeValue: 'T | null | undefined',
            scalars: {
              ID: 'string',
              DateTime: scalar('Date', 'Date'),
              Duration: scalar('number', 'number'),
              JSON: scalar('unknown', 'unknown'),
            },
          }),
      },
      resolvers: {
        plugin: (schema, documents, config) =>
          resolversPlugin.plugin(schema, documents, {
            ...config,
            useTypeImports: true,
            federation: true,
            enumValues,
            defaultMapper: 'unknown',
            makeResolverTypeCallable: true,
          }),
      },
    },
  });
  // the plugin re-exports a mapped enum as a value, which verbatimModuleSyntax refuses for a type
  const typed = generated.replaceAll(/^export \{ (\w+) \};$/gm, 'export type { $1 };');
  const text = `// Made by \`npm run codegen\` from schema.graphql; not edited by hand.\n${typed.trim()}\n`;
  if (!check) writeFileSync(filename, text);
  else if (!existsSync(filename) || readFileSync(filename, 'utf8') !== text) {
    console.error(
      `subgraphs/${name}/types.generated.ts is out of date: run \`npm run codegen\` and commit it.`,
    );
    drift = true;
  }
}
process.exit(drift ? 1 : 0);
