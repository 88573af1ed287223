import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Spool, SpoolReader, type SpoolSettings } from '@mcp-otel/pipeline/spool';

/** A folder for spools, and ways to use them. */
export interface TestSpool extends Disposable {
  readonly base: string;
  /** What readers have said of damages. */
  readonly damages: readonly string[];
  open(more?: Partial<SpoolSettings>): Spool;
  reader(folder: string): SpoolReader;
  readAll(spool: Spool): Promise<readonly string[]>;
}

export function testSpool(): TestSpool {
  const base = mkdtempSync(join(tmpdir(), 'mcp-otel-spool-'));
  const damages: string[] = [];
  const reader = (folder: string): SpoolReader =>
    new SpoolReader(folder, undefined, ({ spans }, reason) => void damages.push(`${spans}: ${reason}`));
  return {
    base,
    damages,
    open: (more = {}) => new Spool({ base, maxBytes: 1 << 20, sync: 'process', sealed: false, ...more }),
    reader,
    async readAll(spool) {
      const texts: string[] = [];
      const from = reader(spool.folder);
      for (let segment = await from.next(); segment !== undefined; segment = await from.next()) {
        texts.push(segment.content.payload.toString());
        from.done(segment);
      }
      return texts;
    },
    [Symbol.dispose]: () => rmSync(base, { recursive: true, force: true }),
  };
}

/** Writes a segment with the given text. @returns spans that had to make room */
export async function writeText(
  spool: Spool,
  text: string,
  more: { readonly spans?: number; readonly security?: boolean } = {},
): Promise<number> {
  const name = { seq: spool.takeSeq(), writer: spool.writer, spans: 1, security: false, ...more };
  return spool.write(name, { meta: '{}', payload: Buffer.from(text) });
}
