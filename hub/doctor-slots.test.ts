import { expect, test } from 'vitest';
import { CODECS } from '../ingest/codecs/table.ts';
import { bindSources } from '../ingest/sources/bind.ts';
import { parseSources } from '../ingest/sources/read.ts';
import { unreadGrids } from './doctor-slots.ts';

const bind = (text: string) => bindSources(parseSources('s.yaml', text, { codecs: CODECS, clientId: 'hub' }));
const GRIDS = ['511421001001', '511421001002', '51142100100200101'];

test('a grid that no filter of a slot names is found', () => {
  const bindings = bind(`
slots:
  east: { filters: ['community/v1/511421001001/#'] }
  west: { filters: ['community/v1/511421001002/#'] }
sources: [{ codec: canonical }]
`);
  expect(unreadGrids(bindings, GRIDS)).toEqual(['51142100100200101']);
});

test('slots by family, or by the ids of devices, read every grid', () => {
  const families = ['camera', 'elevator', 'charger', 'sensor'];
  const filters = families.map((family) => `'community/v1/+/${family}/+/+'`);
  expect(
    unreadGrids(bind(`{ slots: { a: { filters: [${filters}] } }, sources: [{ codec: canonical }] }`), GRIDS),
  ).toEqual([]);
  const ids = `'community/v1/+/+/lift-1/+'`;
  expect(
    unreadGrids(bind(`{ slots: { a: { filters: [${ids}] } }, sources: [{ codec: canonical }] }`), GRIDS),
  ).toEqual([]);
});

test('a source of one family asks for that family alone', () => {
  const bindings = bind(`
slots: { a: { filters: ['community/v1/+/camera/+/+'] } }
sources: [{ codec: canonical, filters: ['community/v1/+/camera/+/+'] }]
`);
  expect(unreadGrids(bindings, GRIDS)).toEqual([]);
});
