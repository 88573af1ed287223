import { describe, expect, test } from 'vitest';
import { isNotification, isRequest, isResponse } from './messages.ts';
import { publicUri } from './public-uri.ts';
import { definitionHash, toolDefinitions } from './tool-definitions.ts';
import { transportKind } from './transport-kind.ts';

describe('JSON-RPC messages', () => {
  test('are told apart by id and method', () => {
    expect(
      [
        { id: 0, method: 'x' },
        { id: 'a', method: 'x' },
      ].every(isRequest),
    ).toBe(true);
    expect(isNotification({ method: 'x' })).toBe(true);
    expect(
      [
        { id: 1, result: {} },
        { id: 'a', error: {} },
      ].every(isResponse),
    ).toBe(true);
  });
  test.each([[null], [undefined], ['text'], [{}], [{ id: null, method: 'x' }], [{ id: {}, result: 1 }], [[]]])(
    '%o is none',
    (message) => {
      expect([isRequest(message), isNotification(message), isResponse(message)]).toEqual([false, false, false]);
    },
  );
});

describe('publicUri', () => {
  test.each([
    ['file:///home/me/a.txt', 'file:///home/me/a.txt'],
    ['https://me:secret@host/path?token=x#frag', 'https://host/path'],
    ['https://a@b@host', 'https://host'],
    ['note://one?token=secret', 'note://one'],
    ['urn:isbn:1?x', 'urn:isbn:1'],
    ['', ''],
  ])('%s is shown as %s', (uri, shown) => {
    expect(publicUri(uri)).toBe(shown);
  });
  test('a URI of a megabyte is bounded', () => {
    expect(Buffer.byteLength(publicUri(`x://${'ü'.repeat(1_000_000)}`))).toBeLessThanOrEqual(1024);
  });
});

describe('tool definitions', () => {
  const tool = { name: 'read', description: 'Reads', inputSchema: { type: 'object', properties: { a: {}, b: {} } } };
  test('hash the same whatever order their keys have, and differently when a word changes', () => {
    const reordered = {
      inputSchema: { properties: { b: {}, a: {} }, type: 'object' },
      description: 'Reads',
      name: 'read',
    };
    expect(definitionHash(reordered)).toBe(definitionHash(tool));
    expect(definitionHash({ ...tool, description: 'Reads.' })).not.toBe(definitionHash(tool));
  });
  test('are listed by name, without their bodies', () => {
    const listed = toolDefinitions([tool, { name: 7 }, null, 'x']);
    expect(listed?.count).toBe(4);
    expect([...(listed?.hashes.keys() ?? [])]).toEqual(['read', '7']);
    expect(JSON.stringify([...(listed?.hashes ?? [])])).not.toContain('Reads');
  });
  test('too large to hash, or no list at all, are not guessed', () => {
    expect(definitionHash({ name: 'x', description: 'y'.repeat(1_000_000) })).toBeUndefined();
    expect(toolDefinitions({ length: 3 })).toBeUndefined();
  });
});

describe('transportKind', () => {
  test.each([
    [{ _serverParams: {} }, 'stdio'],
    [{ _stdin: {} }, 'stdio'],
    [{ _wire: {} }, 'stdio'],
    [{ _otherTransport: undefined }, 'memory'],
    [{ handleRequest: () => undefined }, 'http'],
    [{ _url: new URL('http://x') }, 'http'],
    [{}, 'unknown'],
  ])('%o is %s', (transport, kind) => {
    expect(transportKind(transport)).toBe(kind);
  });
});
