import { type Logger, pino } from 'pino';

/** Silent unless TEST_LOG names a level (`TEST_LOG=debug npx vitest run tests/feed.test.ts`). */
export const testLog: Logger = pino({ level: process.env.TEST_LOG ?? 'silent' });
