import { describe, expect, it } from 'vitest';
import type { Principal, Role } from '../../core/permissions.ts';
import { servesGrids } from '../ties.ts';
import { phoneFor } from './people.ts';

const principal = (grids: string[], ...roles: Role[]): Principal => ({
  subject: 'p1',
  roles,
  grids,
  expiresAt: Number.MAX_SAFE_INTEGER,
});

describe('who serves a scope', () => {
  it.each([
    { grid: '511421001002', scope: ['511421'], serves: true, why: 'below' },
    { grid: '511421', scope: ['511421001002'], serves: true, why: 'above' },
    { grid: '511421001003', scope: ['511421001002'], serves: false, why: 'beside' },
    { grid: null, scope: ['511421001002'], serves: true, why: 'the whole site' },
    { grid: '511421001003', scope: [], serves: false, why: 'no scope at all' },
  ])('what lies $why: $serves', ({ grid, scope, serves }) => {
    expect(servesGrids(principal(scope), grid)).toBe(serves);
  });
});

describe('phone numbers', () => {
  it('are whole for roles that may read personal data, and masked for the others', () => {
    expect(phoneFor(principal([''], 'community'), '13800000000')).toBe('13800000000');
    expect(phoneFor(principal([''], 'viewer'), '13800000000')).toBe('138****0000');
    expect(phoneFor(principal([''], 'viewer'), null)).toBeNull();
  });
});
