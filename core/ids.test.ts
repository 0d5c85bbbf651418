import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  alertTimeNs,
  decodeAlertId,
  encodeAlertId,
  fingerprint,
  newId,
  newIncidentId,
  newWorkOrderId,
} from './ids.ts';

const community = fc.integer({ min: 0, max: 999_999_999_999 }).map((n) => String(n).padStart(12, '0'));
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const anyText = fc.string({ unit: 'binary', maxLength: 60 });

describe('alert ids', () => {
  it('keep any address, whatever its strings hold', () => {
    const awkward = fc.constantFrom('', `'"\\`, 'a\nb,c=d', '设备 1', '\u0000', '\ud800', '🏢/../?#');
    fc.assert(
      fc.property(
        community,
        fc.oneof(anyText, awkward),
        int64,
        fc.oneof(anyText, awkward),
        (communityCode, type, timeNs, deviceId) => {
          const id = encodeAlertId({ communityCode, type, timeNs, deviceId });
          expect(id).toMatch(/^al_[A-Za-z0-9_-]+$/);
          expect(decodeAlertId(id)).toEqual({ communityCode, type, timeNs, deviceId });
        },
      ),
    );
  });

  it('any other string is none of ours', () => {
    fc.assert(fc.property(anyText, (text) => decodeAlertId(text) === null));
    fc.assert(fc.property(anyText, (text) => decodeAlertId(`al_${text}`) === null));
  });

  it.each([
    ['another community form', JSON.stringify(['51', 'camera.fire', '1', 'd'])],
    ['a time beyond 64 bits', JSON.stringify(['511402001001', 'camera.fire', '9223372036854775808', 'd'])],
    ['a time written otherwise', JSON.stringify(['511402001001', 'camera.fire', '01', 'd'])],
    ['spaces in the JSON', '["511402001001", "camera.fire", "1", "d"]'],
    ['a field too many', JSON.stringify(['511402001001', 'camera.fire', '1', 'd', 'e'])],
    ['an object', '{"length":4}'],
  ])('%s is refused', (_, text) => {
    expect(decodeAlertId(`al_${Buffer.from(text).toString('base64url')}`)).toBeNull();
  });

  it('a padded or lengthened copy of an id is another string, not another name', () => {
    const id = encodeAlertId({ communityCode: '511402001001', type: 't', timeNs: 1n, deviceId: 'd' });
    for (const copy of [`${id}=`, `${id}!`, ` ${id}`, id.slice(3), id.toUpperCase()]) {
      expect(decodeAlertId(copy)).toBeNull();
    }
  });
});

describe('alert time', () => {
  it('never leaves its millisecond, and every probe is another address until all are taken', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_102_444_800_000 }),
        int64,
        fc.integer({ min: 0, max: 999_998 }),
        (ms, hash, probe) => {
          const ns = alertTimeNs(ms, hash, probe);
          expect(ns / 1_000_000n).toBe(BigInt(ms));
          expect(alertTimeNs(ms, hash, probe + 1)).not.toBe(ns);
          expect(alertTimeNs(ms, hash, probe)).toBe(ns);
        },
      ),
    );
  });
});

describe('fingerprint', () => {
  const payload = Buffer.from('{"a":1}');

  it('a source event id counts only within its device', () => {
    expect(fingerprint('cam-1', 'e1', payload)).not.toBe(fingerprint('cam-2', 'e1', payload));
    expect(fingerprint('cam-1', 'e1', payload)).toBe(fingerprint('cam-1', 'e1', Buffer.from('other')));
  });

  it('without one the payload counts, and never meets an id of the same bytes', () => {
    expect(fingerprint('c', null, payload)).not.toBe(fingerprint('c', null, Buffer.from('{"a":2}')));
    expect(fingerprint('c', null, payload)).not.toBe(fingerprint('c', payload.toString(), payload));
    expect(fingerprint('ab', 'c', payload)).not.toBe(fingerprint('a', 'bc', payload));
  });

  it('is the first 8 bytes of the SHA-256: what is stored is found again', () => {
    fc.assert(
      fc.property(anyText, anyText, (device, event) => {
        const told = `${Buffer.byteLength(device)}:${device}s${event}`;
        const first8 = createHash('sha256').update(told).digest().readBigInt64BE(0);
        expect(fingerprint(device, event, payload)).toBe(first8);
      }),
    );
    expect(fingerprint('cam-1', 'e1', payload)).toBe(6998918111615491111n);
    expect(fingerprint('cam-1', null, payload)).toBe(9172082385010000063n);
  });

  it('fits a signed 64-bit column', () => {
    fc.assert(
      fc.property(anyText, fc.option(anyText), fc.uint8Array(), (device, event, bytes) => {
        const hash = fingerprint(device, event, Buffer.from(bytes));
        expect(BigInt.asIntN(64, hash)).toBe(hash);
      }),
    );
  });
});

describe('new ids', () => {
  it('are UUIDv7 and sort by their millisecond', () => {
    const random = new Uint8Array(10).fill(255);
    expect(newIncidentId({ nowMs: 1_760_000_000_000, random })).toBe('inc_0199c82cc0007fffbfffffffffffffff');
    expect(newWorkOrderId()).toMatch(/^wo_[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$/);
    expect(newId('x', { nowMs: 1 }) < newId('x', { nowMs: 2 })).toBe(true);
    expect(new Set(Array.from({ length: 1000 }, () => newId('x', { nowMs: 1 }))).size).toBe(1000);
  });
});
