import '../runtime/telemetry-off.ts';
import { readFile } from 'node:fs/promises';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';

/**
 * What ours is compared with in bench/gateway.ts, as a process of its own: Apollo Server standalone and Apollo Gateway as
 * their documentation sets them up, over the same subgraphs. It passes the token on and admits everything.
 * `node bench/vanilla-gateway.ts <port> <name=url,…>`
 */
const [port = '0', subgraphs = ''] = process.argv.slice(2);
const urls = new Map(
  subgraphs.split(',').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
);

interface Context {
  authorization: string;
}

const gateway = new ApolloGateway({
  supergraphSdl: await readFile(new URL('../schema/supergraph.graphql', import.meta.url), 'utf8'),
  buildService: ({ name }) =>
    new RemoteGraphQLDataSource<Context>({
      url: urls.get(name) ?? '',
      willSendRequest({ request, context }) {
        request.http?.headers.set('authorization', context.authorization ?? '');
      },
    }),
});
const server = new ApolloServer<Context>({ gateway, nodeEnv: 'production' });
const { url } = await startStandaloneServer(server, {
  listen: { port: Number(port), host: '127.0.0.1' },
  context: async ({ req }) => ({ authorization: req.headers.authorization ?? '' }),
});
process.send?.({ url });
process.on('disconnect', () => process.exit(0));
