import { chmodSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hashKey } from './hash-key.ts';
import { promptParts } from './prompt-parts.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'mcp-otel-key-'));
const keyFile = (of: string): string => join(of, 'mcp-otel', 'hash-key');
const quiet = (): never => {
  throw new Error('nothing should have been said');
};

describe('the key of prompt digests', () => {
  test('is the given one, and then no file is made', () => {
    const home = folder();
    expect(hashKey('ours', quiet, home)).toBe('ours');
    expect(statSync(keyFile(home), { throwIfNoEntry: false })).toBeUndefined();
  });
  test('is made once for a machine, for its owner only', () => {
    const home = folder();
    const key = hashKey('', quiet, home);
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(hashKey('', quiet, home)).toBe(key);
    expect(readFileSync(keyFile(home), 'utf8').trim()).toBe(key);
    expect(statSync(keyFile(home)).mode & 0o777).toBe(0o600);
  });
  test('that others can read is used, and said', () => {
    const home = folder();
    const key = hashKey('', quiet, home);
    chmodSync(keyFile(home), 0o644);
    const said: string[] = [];
    expect(hashKey('', (sentence) => void said.push(sentence), home)).toBe(key);
    expect(said).toEqual([expect.stringMatching(/hash-key can be read or written by others: give it mode 600$/)]);
  });
  test('that cannot be kept holds for the process, and is said', () => {
    const home = folder();
    writeFileSync(join(home, 'mcp-otel'), 'a file where a folder should be');
    const said: string[] = [];
    expect(hashKey('', (sentence) => void said.push(sentence), home)).toMatch(/^[0-9a-f]{64}$/);
    expect(said).toEqual([expect.stringContaining('set MCP_OTEL_HASH_KEY to compare them')]);
  });
  test('in a file that somebody has spoilt is neither used nor overwritten', () => {
    const home = folder();
    mkdirSync(join(home, 'mcp-otel'));
    writeFileSync(keyFile(home), 'x', { mode: 0o600 });
    const said: string[] = [];
    expect(hashKey('', (sentence) => void said.push(sentence), home)).toMatch(/^[0-9a-f]{64}$/);
    expect([said.length, readFileSync(keyFile(home), 'utf8')]).toEqual([1, 'x']);
  });
});

describe('a prompt as text', () => {
  const hi = { role: 'user', text: 'hi' } as const;
  test('is the one message of the user, where that is all', () => {
    expect(promptParts({ system: '', tools: [], messages: [hi] }).whole).toBe('hi');
  });
  test('leaves out what is nested too deep to be written, though it could be read', () => {
    const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)) as unknown;
    const calls = [{ id: 'c', name: 'weather', arguments: deep }];
    expect(
      promptParts({ system: '', tools: [deep], messages: [hi, { role: 'assistant', text: '', calls }] }).whole,
    ).toBe('user:\nhi\n\nassistant:\nweather()');
  });
  test('else its parts in their order, with who says what', () => {
    const calls = [{ id: 'c', name: 'weather', arguments: { city: 'Paris' } }];
    const messages = [hi, { role: 'assistant', text: '', calls }, { role: 'tool', text: '21' }] as const;
    expect(promptParts({ system: 'Be brief.', tools: [{ name: 'weather' }], messages })).toEqual({
      whole: 'Be brief.\n\n[{"name":"weather"}]\n\nuser:\nhi\n\nassistant:\nweather({"city":"Paris"})\n\ntool:\n21',
      system: 'Be brief.',
      tools: '[{"name":"weather"}]',
      user: 'hi',
    });
  });
});
