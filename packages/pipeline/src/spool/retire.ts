import { mkdirSync, readdirSync, renameSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { DAMAGED_FOLDER, listSegments, type SegmentFile } from './segment-list.ts';

/**
 * A segment is settled: its file goes. That of the highest number stays, empty, so that the number is not used again.
 */
export function retire(folder: string, { name, state, writer, seq }: SegmentFile): void {
  const done = join(folder, `${name}.done`);
  renameSync(join(folder, `${name}.${state}`), done);
  truncateSync(done);
  for (const other of listSegments(folder))
    if (other.state === 'done' && other.writer === writer && other.seq < seq)
      rmSync(join(folder, `${other.name}.done`), { force: true });
}

/** A segment cannot be sent, ever: it is kept aside, for people to look at. */
export function setAside(folder: string, { name, state }: SegmentFile): void {
  const aside = join(folder, DAMAGED_FOLDER);
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  renameSync(join(folder, `${name}.${state}`), join(aside, `${name}.damaged`));
}

/** What was half written when the last holder of a folder was killed goes; what was on its way waits again. */
export function tidy(folder: string): void {
  for (const file of readdirSync(folder)) if (file.endsWith('.tmp')) rmSync(join(folder, file), { force: true });
  putBack(folder);
}

/** What was on its way when the last sender of a folder ended waits again. */
export function putBack(folder: string): void {
  for (const file of readdirSync(folder))
    if (file.endsWith('.sending')) renameSync(join(folder, file), join(folder, file.replace(/\.sending$/, '.seg')));
}
