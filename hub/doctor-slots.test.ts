import { expect, test } from 'vitest';
import { CODECS } from '../ingest/codecs/table.ts';
import { bindSources } from '../ingest/sources/bind.ts';
import { parseSources } from '../ingest/sources/read.ts';
import { unreadFamilies } from '../ingest/sources/unread.ts';
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

test('a family that no slot reads is named by itself, not by every grid', () => {
  const bindings = bind(`
slots:
  a: { filters: ['community/v1/+/camera/+/+', 'community/v1/+/elevator/+/+'] }
  b: { filters: ['community/v1/511421001001/charger/+/+'] }
sources: [{ codec: canonical }]
`);
  expect(unreadFamilies(bindings)).toEqual(['sensor']);
  expect(unreadGrids(bindings, GRIDS)).toEqual(GRIDS.slice(1));
});

test('a source of one family asks for that family alone', () => {
  const bindings = bind(`
slots: { a: { filters: ['community/v1/+/camera/+/+'] } }
sources: [{ codec: canonical, filters: ['community/v1/+/camera/+/+'] }]
`);
  expect(unreadGrids(bindings, GRIDS)).toEqual([]);
  expect(unreadFamilies(bindings)).toEqual([]);
});
