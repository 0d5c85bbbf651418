import { describe, expect, it } from 'vitest';
import { asHeld, type HeldTerm } from './import-posts.ts';
import type { PostRow } from './import-rows.ts';

const line = (validFrom: string | null, validTo: string | null = null): PostRow => ({
  ...{ id: 'post-hash', role: 'GRID_WORKER', gridCode: '511421001001001', personId: 'p-1', title: '网格员' },
  ...{ phone: null, validFrom, validTo },
});
const term = (id: string, from: string, to: string | null = null): HeldTerm => ({
  ...{ id, role: 'GRID_WORKER', gridCode: '511421001001001', personId: 'p-1' },
  ...{ validFrom: new Date(from), validTo: to === null ? null : new Date(to) },
});
const [OLD, NEW] = ['2020-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z'];
const ids = (rows: readonly PostRow[], held: readonly HeldTerm[]) => asHeld(rows, held).map(({ id }) => id);

describe('a line of posts', () => {
  it('is the post that the graph gave, by its beginning or, where it says none, the latest', () => {
    expect(ids([line(OLD)], [term('po_1', OLD)])).toEqual(['po_1']);
    expect(ids([line(null)], [term('po_2', NEW), term('po_1', OLD, NEW)])).toEqual(['po_2']);
  });

  it('keeps the id of its words, and takes it for the same term with another beginning', () => {
    expect(ids([line(OLD)], [])).toEqual(['post-hash']);
    expect(ids([line(OLD)], [term('post-hash', NEW)])).toEqual(['post-hash']);
  });

  it('of a later term is a post of its own', () => {
    const [again] = ids([line(NEW)], [term('post-hash', OLD, NEW)]);
    expect(again).toMatch(/^post-[0-9a-f]{16}$/);
    const both = ids([line(OLD, NEW), line(NEW)], []);
    expect(new Set(both).size).toBe(2);
  });

  it('of another person, role or grid is none of these', () => {
    expect(ids([{ ...line(OLD), personId: 'p-2' }], [term('po_1', OLD)])).toEqual(['post-hash']);
  });
});
