import { describe, expect, it } from 'vitest';
import { HubError } from '../core/errors.ts';
import { requireOrigin } from './origins.ts';

const NAMED = ['https://board.example.cn'];

describe('a WebSocket', () => {
  it.each([
    ['of a program, which sends no origin', undefined, 'hub.example.cn'],
    ['of a page of the hub’s own host', 'http://hub.example.cn:4000', 'hub.example.cn:4000'],
    ['of the same host behind a proxy that ends TLS', 'https://hub.example.cn', 'Hub.example.cn'],
    ['of the same host behind a proxy that names the port', 'https://hub.example.cn', 'hub.example.cn:443'],
    ['of a page of a named origin', 'https://board.example.cn', 'hub.example.cn'],
  ])('is opened: %s', (_what, origin, host) => {
    expect(() => requireOrigin({ origin, host }, NAMED)).not.toThrow();
  });

  it.each([
    ['another host', 'https://evil.example', 'hub.example.cn'],
    ['another port', 'http://hub.example.cn:8080', 'hub.example.cn:4000'],
    ['the port of another scheme', 'https://hub.example.cn', 'hub.example.cn:80'],
    ['a named host by another scheme', 'http://board.example.cn', 'hub.example.cn'],
    ['a host that only begins alike', 'https://board.example.cn.evil.example', 'hub.example.cn'],
    ['a page without an origin, of a sandbox or a file', 'null', 'hub.example.cn'],
    ['a file', 'file://', ''],
    ['an empty one', '', ''],
  ])('is refused: %s', (_what, origin, host) => {
    expect(() => requireOrigin({ origin, host }, NAMED)).toThrow(HubError);
  });
});
