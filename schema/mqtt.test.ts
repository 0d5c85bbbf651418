import { expect, test } from 'vitest';
import { driftedSchemas, mqttSchemaFiles } from './mqtt.ts';

test('the published JSON Schemas are those that the codec validates with', () => {
  expect(mqttSchemaFiles().size).toBe(6);
  expect(driftedSchemas()).toEqual([]);
});
