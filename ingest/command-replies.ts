import type { PoolClient } from 'pg';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { COMMAND_STATES, type DeviceCommandFeedEvent } from '../core/feed-event.ts';
import type { ReplySignal } from '../core/signal.ts';
import { plainArray, textArray } from './sql.ts';

const Answered = Compile(
  Type.Object({
    commandId: Type.String(),
    deviceId: Type.String(),
    gridCode: Type.Union([Type.String(), Type.Null()]),
    was: Type.Enum(COMMAND_STATES),
    change: Type.Enum(COMMAND_STATES),
  }),
);

/**
 * Ends the commands that devices answered: the first reply to a command counts, and only from the device it went to. One
 * that comes after the time is over is kept with the command, which stays TIMED_OUT.
 * @returns the changes, for the feed
 */
export async function applyReplies(
  client: PoolClient,
  replies: readonly { signal: ReplySignal; receivedAt: number }[],
): Promise<DeviceCommandFeedEvent[]> {
  if (replies.length === 0) return [];
  // by device too: what another device says of a command must not hide the answer of the one that was asked
  const keyOf = ({ commandId, deviceId }: ReplySignal) => `${commandId}\u0000${deviceId}`;
  const first = new Map(replies.toReversed().map((reply) => [keyOf(reply.signal), reply]));
  const told = [...first.values()].map(({ signal, receivedAt }) => ({ ...signal, receivedAt }));
  const { rows } = await client.query({
    name: 'ingest_replies',
    text: `WITH told AS (
        SELECT * FROM unnest($1::text[], $2::text[], $3::boolean[], $4::jsonb[], $5::text[], $6::float8[])
          AS t(id, device_id, ok, reply, error, at)
      ), locked AS (
        SELECT t.*, c.state FROM device_command c JOIN told t USING (id, device_id)
        WHERE c.replied_at IS NULL ORDER BY c.id FOR UPDATE OF c
      )
      UPDATE device_command c SET
        state = CASE WHEN locked.state = 'TIMED_OUT' THEN c.state
                     WHEN locked.ok THEN 'ACKNOWLEDGED' ELSE 'FAILED' END,
        reply = locked.reply, error = COALESCE(locked.error, c.error), replied_at = to_timestamp(locked.at / 1000),
        sent_at = COALESCE(c.sent_at, to_timestamp(locked.at / 1000)),
        finished_at = COALESCE(c.finished_at, to_timestamp(locked.at / 1000))
      FROM locked WHERE c.id = locked.id
      RETURNING c.id AS "commandId", c.device_id AS "deviceId", c.grid_code AS "gridCode", locked.state AS was,
        c.state AS change`,
    values: [
      textArray(told.map(({ commandId }) => commandId)),
      textArray(told.map(({ deviceId }) => deviceId)),
      plainArray(told.map(({ ok }) => ok)),
      textArray(told.map(({ result }) => (result === undefined ? null : JSON.stringify(result)))),
      textArray(told.map(({ error }) => error)),
      plainArray(told.map(({ receivedAt }) => receivedAt)),
    ],
  });
  return rows.flatMap((row) => {
    if (!Answered.Check(row)) throw new TypeError('a command row is not of the expected shape');
    const { was, change, commandId, deviceId, gridCode } = row;
    return was === change ? [] : [{ topic: 'deviceCommand', change, commandId, deviceId, gridCode }];
  });
}
