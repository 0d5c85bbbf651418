import { describe, expect, it } from 'vitest';
import { evidenceUrlFault, geofence, geofenceBlockers, missingEvidence } from './evidence.ts';

describe('evidence of an order', () => {
  it('that is incomplete is told by phase, kind and number', () => {
    const needs = [
      { phase: 'BEFORE', kind: 'IMAGE', count: 1 },
      { phase: 'AFTER', kind: 'IMAGE', count: 3 },
      { phase: 'AFTER', kind: 'DOCUMENT', count: 1 },
    ] as const;
    const there = [
      { phase: 'BEFORE', kind: 'IMAGE' },
      { phase: 'AFTER', kind: 'IMAGE' },
      { phase: 'DURING', kind: 'DOCUMENT' },
    ] as const;
    expect(missingEvidence(needs, there)).toEqual([
      {
        ref: 'evidence:AFTER:IMAGE',
        zh: '缺少处置后图片 2 份（需 3 份，已有 1 份）',
        en: '2 images made after the work missing (1 of 3 there)',
      },
      {
        ref: 'evidence:AFTER:DOCUMENT',
        zh: '缺少处置后文档 1 份（需 1 份，已有 0 份）',
        en: '1 document made after the work missing (0 of 1 there)',
      },
    ]);
    expect(missingEvidence([], [])).toEqual([]);
  });

  it.each([
    ['https://files.example/a.jpg', null],
    ['https://files.example:8443/a.jpg?sig=1', null],
    ['http://files.example/a.jpg', 'NOT_HTTPS'],
    ['ftp://files.example/a.jpg', 'NOT_A_URL'],
    ['javascript:alert(1)', 'NOT_A_URL'],
    ['data:image/png;base64,AAAA', 'NOT_A_URL'],
    ['https://user:secret@files.example/a', 'CREDENTIALS'],
    ['https://localhost/a', 'PRIVATE_HOST'],
    ['https://nas.local/a', 'PRIVATE_HOST'],
    ['https://intranet/a', 'PRIVATE_HOST'],
    ['https://127.0.0.1/a', 'PRIVATE_HOST'],
    // other ways to write 127.0.0.1
    ['https://2130706433/a', 'PRIVATE_HOST'],
    ['https://0x7f.1/a', 'PRIVATE_HOST'],
    ['https://[::1]/a', 'PRIVATE_HOST'],
    ['https://169.254.169.254/latest', 'PRIVATE_HOST'],
    [`https://files.example/${'a'.repeat(2048)}`, 'NOT_A_URL'],
    ['nonsense', 'NOT_A_URL'],
  ])('at %s is %s', (url, fault) => {
    expect(evidenceUrlFault(url)).toBe(fault);
  });

  it('may lie at an origin that the operator names, and only there', () => {
    const origins = ['http://minio.internal:9000'];
    expect(evidenceUrlFault('http://minio.internal:9000/b/a.jpg', origins)).toBeNull();
    expect(evidenceUrlFault('http://minio.internal:9001/b/a.jpg', origins)).toBe('NOT_HTTPS');
  });

  it('without a position or a drawn grid is neither inside nor outside', () => {
    const point = { longitude: 104, latitude: 30 };
    expect(geofence(point, () => true)).toBe('INSIDE');
    expect(geofence(point, () => false)).toBe('OUTSIDE');
    expect(geofence(null, () => false)).toBe('UNKNOWN');
    expect(geofence(point, null)).toBe('UNKNOWN');
    const told = geofenceBlockers([
      { id: 'e1', geofence: 'OUTSIDE' },
      { id: 'e2', geofence: 'UNKNOWN' },
    ]);
    expect(told.map(({ ref }) => ref)).toEqual(['e1']);
  });
});
