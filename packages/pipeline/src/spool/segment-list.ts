import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseSegmentName, type SegmentName } from './segment-name.ts';

/** Where a segment is on its way, as the ending of its file tells. */
export type SegmentState = 'seg' | 'sending' | 'done' | 'damaged';

/** A segment's file. */
export interface SegmentFile extends SegmentName {
  readonly name: string;
  readonly state: SegmentState;
}

/** Folder of what cannot be sent. */
export const DAMAGED_FOLDER = 'damaged';

/** The segments in a folder, in the order in which they were written; those that are damaged included. */
export function listSegments(folder: string): readonly SegmentFile[] {
  return [...segmentsIn(folder), ...segmentsIn(join(folder, DAMAGED_FOLDER))].toSorted((one, other) =>
    one.name < other.name ? -1 : 1,
  );
}

/** Spans in segments that wait to be sent. */
export function spooledSpans(folder: string): number {
  return listSegments(folder)
    .filter(({ state }) => state === 'seg' || state === 'sending')
    .reduce((sum, { spans }) => sum + spans, 0);
}

function segmentsIn(folder: string): readonly SegmentFile[] {
  return namesIn(folder).flatMap((file) => {
    const [name = '', ending = ''] = file.split('.');
    const parsed = parseSegmentName(name);
    return parsed === undefined || !isState(ending) ? [] : [{ ...parsed, name, state: ending }];
  });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isState(ending: string): ending is SegmentState {
  return ending === 'seg' || ending === 'sending' || ending === 'done' || ending === 'damaged';
}
