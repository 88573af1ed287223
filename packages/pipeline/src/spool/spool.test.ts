import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testSpool, writeText, type TestSpool } from '../../../../test/support/test-spool.ts';
import { holderName, ourselves } from './holder.ts';
import { adoptFolder, FOREIGN_GONE_MS, freeFolders } from './lease.ts';
import { putBack, tidy } from './retire.ts';
import { sealingKey } from './sealing-key.ts';
import { listSegments, spooledSpans } from './segment-list.ts';
import { Spool } from './spool.ts';
import { SpoolReader } from './spool-reader.ts';
import type { SpoolSettings } from './spool-settings.ts';

let spools: TestSpool;
let base: string;

beforeEach(() => {
  spools = testSpool();
  ({ base } = spools);
});
afterEach(() => spools[Symbol.dispose]());

const open = (more: Partial<SpoolSettings> = {}): Spool => spools.open(more);
const reader = (folder: string): SpoolReader => spools.reader(folder);
const readAll = (spool: Spool): Promise<readonly string[]> => spools.readAll(spool);
const write = writeText;

/** Gives a folder the name that its holder has left when it was killed. */
async function abandon(spool: Spool): Promise<void> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  renameSync(spool.folder, join(base, holderName({ ...ourselves(), pid: child.pid ?? 0 })));
}

describe('what is written', () => {
  test('comes out oldest first, without the event loop or with it', async () => {
    const spool = open();
    await write(spool, 'first');
    const name = { seq: spool.takeSeq(), writer: spool.writer, spans: 2, security: false };
    expect(spool.writeSync(name, { meta: '{}', payload: Buffer.from('second') })).toBe(0);
    await write(spool, 'third');
    expect(spooledSpans(spool.folder)).toBe(4);
    expect(await readAll(spool)).toEqual(['first', 'second', 'third']);
    expect(spooledSpans(spool.folder)).toBe(0);
  });
  test('nobody else can read, in folders that nobody else can enter', async () => {
    const spool = open({ base: join(base, 'deep', 'spool'), sync: 'power' });
    await write(spool, 'private');
    const file = listSegments(spool.folder)[0]?.name;
    expect((statSync(join(spool.folder, `${file}.seg`)).mode & 0o777).toString(8)).toBe('600');
    expect((statSync(spool.folder).mode & 0o777).toString(8)).toBe('700');
    expect((statSync(join(base, 'deep', 'spool')).mode & 0o777).toString(8)).toBe('700');
  });
  test('goes on where somebody has taken the folder away', async () => {
    const spool = open();
    await write(spool, 'lost');
    rmSync(spool.folder, { recursive: true });
    await write(spool, 'kept');
    expect(await readAll(spool)).toEqual(['kept']);
  });
  test('is sealed where it must be, and else not written', async () => {
    const spool = open({ sealed: true });
    await expect(write(spool, 'secret')).rejects.toThrow('there is no key to seal them with');
    expect(listSegments(spool.folder)).toEqual([]);
    const key = sealingKey('01'.repeat(32), 'x');
    spool.sealWith(key);
    await write(spool, 'secret');
    const segment = await new SpoolReader(spool.folder, key, () => expect.unreachable()).next();
    expect(readFileSync(join(spool.folder, `${segment?.name}.sending`)).includes('secret')).toBe(false);
    expect(segment?.content.payload.toString()).toBe('secret');
  });
  test('leaves nothing half-written where it cannot be written', async () => {
    writeFileSync(join(base, 'file'), '');
    expect(() => open({ base: join(base, 'file', 'spool') })).toThrow('ENOTDIR');
    const spool = open();
    rmSync(spool.folder, { recursive: true });
    writeFileSync(spool.folder, '');
    await expect(write(spool, 'x')).rejects.toThrow('EEXIST');
  });
});

describe('a folder', () => {
  test('is of one process alone: one that runs keeps it, one that was killed leaves it', async () => {
    const first = open();
    const second = open();
    expect(second.folder).not.toBe(first.folder);
    await write(second, 'left');
    await abandon(second);
    const third = open();
    expect([third.writer, third.found, await readAll(third)]).toEqual([second.writer, 1, ['left']]);
    expect(freeFolders(base)).toEqual([]);
  });
  test('of which the process number is another process now is free', () => {
    const spool = open();
    renameSync(spool.folder, join(base, holderName({ ...ourselves(), started: '1' })));
    expect(freeFolders(base)).toHaveLength(1);
    expect(open().writer).toBe(spool.writer);
  });
  test('of another machine is free once it was not touched for long, and goes on under another number', async () => {
    const spool = open();
    await write(spool, 'from afar');
    const foreign = join(base, holderName({ ...ourselves(), machine: '0123456789ab' }));
    renameSync(spool.folder, foreign);
    expect(freeFolders(base)).toEqual([]);
    const longAgo = new Date(Date.now() - FOREIGN_GONE_MS - 1_000);
    utimesSync(foreign, longAgo, longAgo);
    const taken = open();
    expect(await readAll(taken)).toEqual(['from afar']);
    expect(taken.writer).not.toBe(spool.writer);
  });
  test('goes to one of many that want it', async () => {
    await abandon(open());
    const [name = ''] = freeFolders(base);
    const taken = [1, 2, 3].map(() => adoptFolder(base, name)).filter((folder) => folder !== undefined);
    expect(taken).toHaveLength(1);
  });
  test('loses what was half-written when its process was killed, and sends again what was on its way', async () => {
    const spool = open();
    await write(spool, 'on its way');
    await reader(spool.folder).next();
    writeFileSync(join(spool.folder, 'x.tmp'), '');
    expect(await readAll(spool)).toEqual([]);
    tidy(spool.folder);
    expect(readdirSync(spool.folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(await readAll(spool)).toEqual(['on its way']);
  });
  test('with other files in it, folders among them, is none of our business', async () => {
    mkdirSync(join(base, 'notes'));
    writeFileSync(join(base, 'README'), '');
    const spool = open();
    writeFileSync(join(spool.folder, '1-2-3.seg'), 'no segment');
    await write(spool, 'ours');
    expect(await readAll(spool)).toEqual(['ours']);
  });
});

describe('a segment that is damaged', () => {
  test.each([
    ['empty', () => Buffer.alloc(0), 'it has 0 bytes, less than its head'],
    ['cut off', (file: Buffer) => file.subarray(0, -1), 'it has 8 of 9 bytes'],
    [
      'of another version',
      (file: Buffer) => Buffer.concat([Buffer.from('MCPOTEL\u0002'), file.subarray(8)]),
      'it is no segment of this version',
    ],
  ])('because it is %s is set aside, told with its spans, and holds nothing up', async (_name, damage, reason) => {
    const spool = open();
    await write(spool, 'damaged', { spans: 7 });
    const [segment] = listSegments(spool.folder);
    const file = join(spool.folder, `${segment?.name}.seg`);
    writeFileSync(file, damage(readFileSync(file)));
    await write(spool, 'sound');
    expect(await readAll(spool)).toEqual(['sound']);
    expect(spools.damages).toEqual([`7: ${reason}`]);
    expect(readdirSync(join(spool.folder, 'damaged'))).toEqual([`${segment?.name}.damaged`]);
    expect(spooledSpans(spool.folder)).toBe(0);
  });
});

describe('where there is no room', () => {
  test('the oldest go, security events last, and what is being sent is left alone', async () => {
    const spool = open({ maxBytes: 4_000 });
    const text = (what: string): string => what.padEnd(900, '.');
    await write(spool, text('being sent'), { spans: 10 });
    const from = reader(spool.folder);
    const sending = await from.next();
    await write(spool, text('event'), { spans: 20, security: true });
    await write(spool, text('old'), { spans: 30 });
    await write(spool, text('newer'), { spans: 40 });
    expect(await write(spool, text('newest'), { spans: 50 })).toBe(70);
    if (sending !== undefined) from.done(sending);
    putBack(spool.folder);
    expect((await readAll(spool)).map((each) => each.replaceAll('.', ''))).toEqual(['event', 'newest']);
  });
});

test('what is sealed waits for a reader with the key', async () => {
  const key = sealingKey('ab'.repeat(32), 'KEY');
  const spool = open({ sealed: true });
  spool.sealWith(key);
  await write(spool, 'a secret');
  const told: unknown[] = [];
  const without = new SpoolReader(
    spool.folder,
    undefined,
    ({ spans }, _reason, isLocked) => void told.push([spans, isLocked]),
  );
  expect([await without.next(), await without.next(), told]).toEqual([undefined, undefined, [[1, true]]]);
  const segment = await new SpoolReader(spool.folder, key, () => undefined).next();
  expect(segment?.content.payload.toString()).toBe('a secret');
});
