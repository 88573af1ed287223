import { SegmentDamage, type SegmentContent } from '@mcp-otel/pipeline/spool';
import type { SpanBatch } from '../batch/batch-encoder.ts';
import { rowEnds } from '../copy/row-ends.ts';

/** Form of a segment's meta data. */
const VERSION = 1;

interface Meta {
  readonly version: number;
  readonly days: readonly string[];
  /** Bytes of the header, in front of the rows. */
  readonly header: number;
}

/** A batch as the spool keeps it. */
export function segmentOf({ header, rows, days }: SpanBatch): SegmentContent {
  const headerBytes = Buffer.from(header);
  const meta: Meta = { version: VERSION, days, header: headerBytes.length };
  return { meta: JSON.stringify(meta), payload: Buffer.concat([headerBytes, rows.bytes]) };
}

/**
 * The batch that was put into a segment, exactly as it was.
 *
 * @throws SegmentDamage for a segment of another version, or of something else
 */
export function batchOf({ meta, payload }: SegmentContent): SpanBatch {
  const { days, header } = readMeta(meta);
  const bytes = payload.subarray(header);
  return { header: payload.toString('utf8', 0, header), rows: { bytes, ends: rowEnds(bytes) }, days };
}

function readMeta(text: string): Meta {
  try {
    const meta = JSON.parse(text) as Meta;
    if (meta.version === VERSION && Number.isInteger(meta.header) && Array.isArray(meta.days)) return meta;
  } catch {
    // Said below.
  }
  throw new SegmentDamage('it holds no batch of this version');
}
