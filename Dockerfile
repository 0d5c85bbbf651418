# One image for every process of the hub; docker-compose.yml says which one a container runs.
FROM node:24.21.0-bookworm-slim AS install
WORKDIR /hub
COPY package.json package-lock.json prisma.config.ts ./
COPY schema/prisma schema/prisma
# The embedded Postgres is an optional dependency of its package and stays out: containers use a real server.
RUN npm ci --omit=dev --omit=optional && npm cache clean --force

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production APOLLO_TELEMETRY_DISABLED=1
WORKDIR /hub
COPY --from=install /hub/node_modules node_modules
COPY --from=install /hub/runtime/prisma runtime/prisma
COPY package.json prisma.config.ts ./
COPY core core
COPY governance governance
COPY runtime runtime
COPY ingest ingest
COPY subgraphs subgraphs
COPY gateway gateway
COPY schema schema
COPY hub hub
RUN mkdir /keys && chown node:node /keys
USER node
CMD ["node", "--use-largepages=silent", "--no-allocation-site-pretenuring", "hub/cli.ts", "start"]
