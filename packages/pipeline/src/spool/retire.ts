import { mkdirSync, readdirSync, renameSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { DAMAGED_FOLDER, listSegments, type SegmentFile } from './segment-list.ts';

/** A segment is settled: its file is emptied, and stays as a mark that its number is used. */
export function retire(folder: string, { name, state }: SegmentFile): void {
  const done = join(folder, `${name}.done`);
  renameSync(join(folder, `${name}.${state}`), done);
  truncateSync(done);
}

/** Takes the marks away that a mark of a higher number makes needless. @param segments in their order */
export function sweep(folder: string, segments: readonly SegmentFile[]): void {
  const marks = new Map<bigint, SegmentFile>();
  for (const segment of segments.filter(({ state }) => state === 'done')) {
    const lower = marks.get(segment.writer);
    if (lower !== undefined) rmSync(join(folder, `${lower.name}.done`), { force: true });
    marks.set(segment.writer, segment);
  }
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
  sweep(folder, listSegments(folder));
}

/** What was on its way when the last sender of a folder ended waits again. */
export function putBack(folder: string): void {
  for (const file of readdirSync(folder))
    if (file.endsWith('.sending')) renameSync(join(folder, file), join(folder, file.replace(/\.sending$/, '.seg')));
}
