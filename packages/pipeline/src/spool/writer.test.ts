import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testSpool, writeText as write, type TestSpool } from '../../../../test/support/test-spool.ts';
import { listSegments, spooledSpans } from './segment-list.ts';
import type { Spool } from './spool.ts';
import type { SpoolSettings } from './spool-settings.ts';

let spools: TestSpool;

beforeEach(() => {
  spools = testSpool();
});
afterEach(() => spools[Symbol.dispose]());

const open = (more: Partial<SpoolSettings> = {}): Spool => spools.open(more);
const readAll = (spool: Spool): Promise<readonly string[]> => spools.readAll(spool);

describe('a number', () => {
  test('is never used twice: not after it was stored, made room, or could not be read', async () => {
    const numbers: bigint[] = [];
    const next = (spool: Spool): void => {
      numbers.push(spool.takeSeq());
      spool.release();
    };
    const stored = open();
    const { writer } = stored;
    await write(stored, 'stored');
    await readAll(stored);
    next(stored);
    const evicting = open({ maxBytes: 100 });
    await write(evicting, 'x'.repeat(200));
    expect(spooledSpans(evicting.folder)).toBe(0);
    next(evicting);
    const damaged = open();
    await write(damaged, 'damaged');
    const [segment] = listSegments(damaged.folder).filter(({ state }) => state === 'seg');
    writeFileSync(join(damaged.folder, `${segment?.name}.seg`), '');
    expect(await readAll(damaged)).toEqual([]);
    next(damaged);
    expect(numbers).toEqual([2n, 3n, 4n]);
    const last = open();
    expect([last.writer, last.found]).toEqual([writer, 0]);
  });
  test('belongs to another writer once the machine has lost power, unless files survive that', async () => {
    const file = (folder: string): string => join(folder, 'writer.json');
    const reboot = (spool: Spool): void => {
      const known = JSON.parse(readFileSync(file(spool.folder), 'utf8')) as { readonly writer: string };
      writeFileSync(file(spool.folder), JSON.stringify({ ...known, boot: 'another' }));
      spool.release();
    };
    const before = open();
    const { writer } = before;
    reboot(before);
    const safe = open({ sync: 'power' });
    expect(safe.writer).toBe(writer);
    reboot(safe);
    expect(open().writer).not.toBe(writer);
  });
  test.each(['', '{', '{"writer": 1}', '{"writer": "x"}'])(
    'of a writer whose file holds %j belongs to a new writer',
    (text) => {
      const spool = open();
      const { writer } = spool;
      writeFileSync(join(spool.folder, 'writer.json'), text);
      spool.release();
      expect(open().writer).not.toBe(writer);
    },
  );
});

describe('a number that was used without a file', () => {
  test('is never given again: the next holder of the folder is another writer', async () => {
    const spool = open();
    await write(spool, 'one');
    spool.takeSeq();
    expect(spool.disown(spool.writer)).toBe(true);
    expect(spool.disown(spool.writer)).toBe(true);
    const { writer } = spool;
    spool.release();
    const next = open();
    expect([next.found, next.writer === writer]).toEqual([1, false]);
  });
  test('must not be used where the folder cannot be given up, and another writer goes on at once', async () => {
    const spool = open();
    const { writer } = spool;
    rmSync(join(spool.folder, 'writer.json'));
    mkdirSync(join(spool.folder, 'writer.json')); // It cannot be removed as a file.
    expect(spool.disown(writer)).toBe(false);
    expect([spool.writer === writer, spool.takeSeq()]).toEqual([false, 1n]);
    expect([spool.disown(spool.writer), spool.disown(writer)]).toEqual([true, false]);
  });
});

test('a folder that was given back goes on under its writer with whoever takes it, and under another one without it', async () => {
  const spool = open();
  const { writer } = spool;
  await write(spool, 'one');
  spool.release();
  const next = open();
  expect([next.writer === writer, next.found, next.takeSeq()]).toEqual([true, 1, 2n]);
  expect([spool.writer === writer, spool.disown(writer), spool.disown(spool.writer)]).toEqual([false, false, true]);
});
