import type { CommandState } from '../../core/feed-event.ts';
import { inScope, type Principal } from '../../core/permissions.ts';
import { type Connection, clampFirst } from '../../runtime/connection.ts';
import { allowed, askableId, prefixesWithin } from '../access.ts';
import { idLoader } from '../batch.ts';
import type { SubgraphDeps } from '../deps.ts';
import { instantCursor, pageOf } from '../page.ts';
import { type CommandInput, sendDeviceCommand } from './command.ts';
import { type CommandRow, commandsById, commandsOfDevice } from './command-store.ts';

/** One row of the feed that tells of a command. */
export interface CommandChangeRow {
  cursor: string;
  change: CommandState;
  at: Date;
  command: CommandRow;
}

/** What one request may ask of commands to devices. */
export function createCommandsService(
  { db, feed }: Pick<SubgraphDeps, 'db' | 'feed'>,
  principal: Principal | null,
) {
  const holder = () => allowed(principal, 'device.command');
  const byId = idLoader(
    async (ids) => {
      const who = holder();
      return (await commandsById(db.pool, ids)).filter(({ gridCode }) => inScope(who, gridCode));
    },
    (command) => command.id,
  );

  return {
    command: async (id: string): Promise<CommandRow | null> => {
      holder();
      return askableId(id) === null ? null : byId.load(id);
    },

    async commandsOf(
      deviceId: string,
      { first, after }: { first?: number | null | undefined; after?: string | null | undefined },
    ): Promise<Connection<CommandRow>> {
      const who = holder();
      const size = clampFirst(first, 500, 20);
      const last = instantCursor(after);
      const page = { limit: size + 1, after: last };
      const rows = await commandsOfDevice(db.pool, deviceId, prefixesWithin(who), page);
      return pageOf(rows, size, last !== null, (row) => [row.createdAt.getTime(), row.id]);
    },

    /**
     * The change at a cursor; null when it is no command's, is gone, or lies outside the caller's grids. The gateway turns
     * every event of `deviceCommandChanged` into this look-up.
     * @throws HubError BAD_CURSOR
     */
    async commandChange(cursor: string): Promise<CommandChangeRow | null> {
      const who = holder();
      const row = await feed.at(cursor);
      if (row === null || row.event.topic !== 'deviceCommand' || !inScope(who, row.event.gridCode))
        return null;
      const command = await byId.load(row.event.commandId);
      return command === null ? null : { cursor: row.cursor, change: row.event.change, at: row.at, command };
    },

    sendCommand: (input: CommandInput): Promise<CommandRow> => sendDeviceCommand(db, holder(), input),
  };
}
